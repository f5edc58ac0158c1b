"""Folds the events of one case into what each of its rows must be now."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from audit.labels import split
from audit.models import Event
from lifecycle.cases import Tracked
from lifecycle.replay.difference import Difference
from lifecycle.steps import Step, opening_of, steps_of
from lifecycle.unit import model_and_id


@dataclass(frozen=True)
class Told:
    """One event as the replay reads it, with the one before about the same row."""

    seq: int
    subject: str
    actor: str
    role: str
    action: str
    source: str
    target: str
    facts: dict[str, Any]
    before: Told | None = field(default=None, repr=False)


@dataclass
class Story:
    """What the events of a case tell: the last one of each row, and who was its operator."""

    stream: str
    last: dict[str, Told] = field(default_factory=dict)
    operators: set[str] = field(default_factory=set)

    def follow(self, events: Iterable[Event]) -> Iterator[tuple[Told, Step | None]]:
        """Yield each event with its step, None where the machine has no such step."""
        for event in events:
            told = _told(event, self.last.get(event.subject))
            yield told, step_of(told)
            self.last[event.subject] = told
            if told.role == "operator":
                self.operators.add(told.actor)


def step_of(told: Told) -> Step | None:
    """Return the step that an event tells of, or None when no machine declares it so."""
    try:
        model, _pk = model_and_id(told.subject)
    except (LookupError, ValueError):
        return None
    spec = opening_of(model) if told.before is None else steps_of(model).get(told.action)
    if spec is None or spec.command != told.action:
        return None
    return spec if _possible(model, spec, told) else None


def discontinuous(told: Told) -> Iterator[Difference]:
    """Find an event that does not begin where the one before it has ended."""
    stood = told.before.target if told.before else ""
    if told.source != stood:
        yield Difference("gap", told.subject, told.seq, now=stood, told=told.source)


def _possible(model: type[Tracked], spec: Step, told: Told) -> bool:
    if spec.opening:
        return told.target == str(model._meta.get_field("state").get_default())
    return (told.source, told.target) in set(spec.pairs())


def _told(event: Event, before: Told | None) -> Told:
    if before is not None:
        before = Told(**{**vars(before), "before": None})  # one step back is all that is asked
    return Told(
        seq=event.seq,
        subject=event.subject,
        actor=event.actor,
        role=event.role,
        action=event.action,
        source=event.source,
        target=event.target,
        facts=json.loads(event.content)["facts"],
        before=before,
    )


def id_of(subject: str) -> str:
    """Return the identifier in a label."""
    return split(subject)[1]
