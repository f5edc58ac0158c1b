"""How another procedure opens a recovery, and how it undoes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lifecycle.effects import Beginning, Fire
from lifecycle.procedures.recovery.facts import Origin
from lifecycle.procedures.recovery.rows import DebtRow, plain
from lifecycle.procedures.recovery.states import RecoveryState

if TYPE_CHECKING:
    from lifecycle.models import Recovery
    from lifecycle.procedures.base import Procedure


def opened(
    procedure: Procedure, rows: Sequence[DebtRow], *, origin: Origin
) -> tuple[Beginning, ...]:
    """Return the beginning of a recovery of these rows; none where nothing is owed.

    The demand, by finance, books it: whoever opens it posts nothing.
    """
    from lifecycle.models import Recovery

    if not rows:
        return ()
    fields = {
        "case_label": procedure.case_label,
        "origin": origin,
        "because_of": procedure.label,
        "rows": plain(rows),
    }
    return (Beginning(Recovery, fields),)


def because_of(label: str) -> list[Recovery]:
    """Return the recoveries that a procedure has brought about and nobody has annulled."""
    from lifecycle.models import Recovery

    found = Recovery.objects.as_system().filter(because_of=label)
    return list(found.exclude(state=RecoveryState.ANNULLED).order_by("id"))


def annulled(procedure: Procedure) -> tuple[Fire, ...]:
    """Return the steps that undo what a procedure has brought about."""
    return tuple(Fire(recovery.label, "annul") for recovery in because_of(procedure.label))
