"""What can be done with a case now, by whom, and why the rest is not yet possible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lifecycle import closed, engine
from lifecycle.cases import Tracked
from lifecycle.guards import Obstacle
from lifecycle.models import Proposal
from lifecycle.orders import Order
from lifecycle.proposal_machine import ProposalState
from lifecycle.steps import Step, steps_of
from people.models import User
from people.roles import Role


@dataclass(frozen=True)
class NextStep:
    """One step from here: open to this person, or closed with all its reasons."""

    subject: Tracked
    step: Step
    obstacles: tuple[Obstacle, ...]
    waiting: Proposal | None = None
    """The proposal of this very step that waits for approval, if any."""

    @property
    def open(self) -> bool:
        """Say whether this person can do the step now."""
        return not self.obstacles and self.waiting is None


def next_steps(subject: Tracked, *, by: User, on: date) -> list[NextStep]:
    """Return the steps that lead on from where the row stands, open ones first.

    Steps that only the system does are left out.
    """
    waiting = {
        proposal.command: proposal
        for proposal in Proposal.objects.filter(subject=subject.label, state=ProposalState.OPEN)
    }
    found = [
        NextStep(subject, spec, tuple(_reasons(subject, spec, by, on)), waiting.get(spec.command))
        for spec in steps_of(type(subject)).values()
        if subject.state in spec.sources and set(spec.by) != {Role.SYSTEM}
    ]
    return sorted(found, key=lambda next_step: (not next_step.open, next_step.step.code))


def _reasons(subject: Tracked, spec: Step, by: User, on: date) -> list[Obstacle]:
    """Return all reasons: those of the case are told also to whoever may not do the step."""
    order = Order(subject=subject.label, stream=subject.stream, command=spec.command, by=by, on=on)
    act = engine.act_for(subject, spec, order)
    found = closed.obstacles(subject, spec, act, order)
    return found if act is not None else [*found, *closed.case_obstacles(subject, spec, order)]
