"""How long a case may stand still in all, and how much of it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lifecycle.procedures.suspension.states import SuspensionState
from programme.months import month_after

if TYPE_CHECKING:
    from datetime import date

    from lifecycle.models import Suspension


def days_allowed(suspension: Suspension, starts_on: date) -> int:
    """Return the days that the call's months make from a day on."""
    months = suspension.term("suspension_months").value
    return (month_after(starts_on, months) - starts_on).days


def days_used(suspension: Suspension) -> int:
    """Return for how many days the case has stood before, in earlier suspensions."""
    earlier = type(suspension).objects.as_system().filter(case_label=suspension.case_label)
    stood = earlier.filter(state=SuspensionState.ENDED, resumed_on__isnull=False)
    rows = stood.exclude(pk=suspension.pk)
    return sum(row.days_stood(row.resumed_on) for row in rows if row.resumed_on is not None)
