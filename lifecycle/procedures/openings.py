"""Which procedures, and which parts of one, a person can open now, and why the rest is closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle import engine
from lifecycle.cases import AnyPart, CaseRoot
from lifecycle.guards import Obstacle
from lifecycle.procedures.base import Procedure
from lifecycle.procedures.kinds import kinds
from lifecycle.steps import Step, opening_of
from people.models import User
from people.roles import Role


@dataclass(frozen=True)
class Opening:
    """A procedure that could be opened on a case: its first step, and what closes it."""

    kind: type[Procedure]
    step: Step
    obstacles: tuple[Obstacle, ...]

    @property
    def open(self) -> bool:
        """Say whether this person can open it now."""
        return not self.obstacles

    @property
    def allowed(self) -> bool:
        """Say whether the person may open such a procedure, were the case ready for it."""
        return not any(obstacle.forbidden for obstacle in self.obstacles)


def openings(case: CaseRoot, *, by: User, on: date) -> list[Opening]:
    """Return an opening for each kind of procedure that people open, in the order of codes."""
    found = []
    for kind in kinds():
        spec = opening_of(kind)
        if set(spec.by) != {Role.SYSTEM}:
            found.append(Opening(kind, spec, tuple(obstacles_to(kind, case, by=by, on=on))))
    return found


def obstacles_to(
    model: type[AnyPart],
    case: CaseRoot,
    *,
    by: User,
    on: date,
    fields: Mapping[str, Any] | None = None,
) -> list[Obstacle]:
    """Return why a person cannot open a procedure, or a part of one, on a case; [] if they can.

    Columns that are not told yet are empty: a guard of an opening that needs one stays silent.
    """
    row = model(case_label=case.label, **(fields or {}))
    row.join(case)
    return engine.obstacles_to_begin(row, by=by, on=on)
