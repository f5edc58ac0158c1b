"""The guard of a step that moves its case: the case's own step has to be open as well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from lifecycle import closed
from lifecycle.acts import Act
from lifecycle.guards import Guard, Obstacle
from lifecycle.orders import Order
from lifecycle.registries import consequences
from lifecycle.steps import steps_of
from people.actors import system_actor

if TYPE_CHECKING:
    from lifecycle.procedures.base import Procedure


@dataclass(frozen=True)
class CaseAllows(Guard):
    """Asks the step of the case that answers an event, before the event happens."""

    event: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    def obstacles(self, subject: Procedure, act: Act) -> Iterator[Obstacle]:
        """Yield what closes the step of the case; an own sentence where there is no such step."""
        case = subject.root
        answer = consequences.answer(self.event, case.label)
        if answer is None:
            yield Obstacle(
                code="no_such_procedure",
                sentence=_("“%(procedure)s” does not exist for %(case)s.")
                % {"procedure": subject.TITLE, "case": case},
            )
            return
        order = Order(
            subject=case.label,
            stream=case.label,
            command=answer.command,
            by=system_actor(),
            on=act.on,
            facts=self.facts,
            consequence=True,
        )
        answering = Act(by=system_actor(), on=act.on, value_on=act.value_on, facts=self.facts)
        yield from closed.obstacles(case, steps_of(type(case))[answer.command], answering, order)


def case_allows(event: str, **facts: Any) -> Guard:
    """Return the guard that a step which announces ``event`` with ``facts`` puts first.

    It keeps a procedure from beginning, or from moving, where its case could not follow.
    """
    return CaseAllows(
        code="case_allows",
        condition=lambda *_: iter(()),
        cleared_by=(),
        event=event,
        facts=facts,
    )
