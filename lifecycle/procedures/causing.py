"""The guard of a step that moves its case: the case's own step has to be open as well."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from lifecycle.acts import Act
from lifecycle.answering import answer_of
from lifecycle.guards import Guard, Obstacle

if TYPE_CHECKING:
    from lifecycle.procedures.base import Procedure

Told = Callable[["Procedure", Act], Mapping[str, Any]]


def _nothing(_subject: Procedure, _act: Act) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class CaseAllows(Guard):
    """Asks the step of the case that answers an event, before the event happens."""

    event: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    told: Told = _nothing
    """Returns the facts that the answering step will be told, as far as they are known."""

    def obstacles(self, subject: Procedure, act: Act) -> Iterator[Obstacle]:
        """Yield what closes the answering step; an own sentence where there is no such step."""
        told = {**self.facts, **self.told(subject, act)}
        found = answer_of(subject.moves, self.event, on=act.on, value_on=act.value_on, facts=told)
        if found is None:
            found = [_no_such_procedure(subject)]
        yield from found


def case_allows(event: str, *, told: Told = _nothing, **facts: Any) -> Guard:
    """Return the guard that a step which announces ``event`` puts first.

    What the answer will be told is fixed, in ``facts``, or found by ``told`` when it is asked.

    It keeps a procedure from beginning, or from moving, where its case could not follow.
    """
    return CaseAllows(
        code="case_allows",
        condition=lambda *_: iter(()),
        cleared_by=(),
        event=event,
        facts=facts,
        told=told,
    )


def _no_such_procedure(subject: Procedure) -> Obstacle:
    return Obstacle(
        code="no_such_procedure",
        sentence=_("“%(procedure)s” does not exist for %(case)s.")
        % {"procedure": subject.TITLE, "case": subject.moves},
    )
