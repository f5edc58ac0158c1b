"""A case that ends takes along the procedures that have no more sense without it."""

from __future__ import annotations

from lifecycle.cases import CaseRoot
from lifecycle.effects import Fire
from lifecycle.procedures.kinds import open_on
from lifecycle.steps import steps_of

COMMAND = "end_with_case"
"""A procedure that ends with its case has a step of this name, which the system does."""


def with_case(case: CaseRoot) -> tuple[Fire, ...]:
    """Return the step that ends each open procedure of a case that ends.

    Procedures that outlive their case (a recovery, an appeal, a complaint) have no such step.
    """
    return tuple(
        Fire(row.label, COMMAND)
        for row in open_on(case.label)
        if COMMAND in steps_of(type(row)) and row.state in steps_of(type(row))[COMMAND].sources
    )
