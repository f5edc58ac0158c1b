"""How another procedure brings a hold about, and lifts it when it is over."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lifecycle.effects import Beginning, Fire
from lifecycle.procedures.hold import questions

if TYPE_CHECKING:
    from lifecycle.procedures.base import Procedure


def held(procedure: Procedure, cause: str, *, on: date) -> tuple[Beginning, ...]:
    """Return the beginning of a hold on the procedure's case; none where it is held already.

    Raises LookupError when the reference data has no such cause.
    """
    from lifecycle.models import Hold

    found = questions.cause_in_force(cause, on=on)
    if found is None:
        raise LookupError(f"no cause of holds is called {cause}: run manage.py load_reference")
    same = Hold.objects.as_system().filter(case_label=procedure.case_label, cause=found)
    if any(hold.is_open for hold in same):
        return ()
    fields = {"case_label": procedure.case_label, "cause": found, "because_of": procedure.label}
    return (Beginning(Hold, fields),)


def lifted(procedure: Procedure) -> tuple[Fire, ...]:
    """Return the steps that lift the holds which the procedure has brought about."""
    return tuple(Fire(hold.label, "lift") for hold in questions.because_of(procedure.label))
