"""What suspension and extension change in a dote's end and months."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dote.states import MonthState
from lifecycle.effects import Fire
from programme.terms import term

if TYPE_CHECKING:
    from dote.models import Dote, Month


def last_possible_day(dote: Dote) -> date:
    """Return the last day on which the operation runs and may spend."""
    return min(dote.operation.ends_on, dote.operation.eligible_to)


def moves_the_end(dote: Dote) -> bool:
    """Say whether the call moves the end by the days of a suspension."""
    return bool(term(dote.call, "suspension_moves_the_end").value)


def later(dote: Dote, days: int) -> date | None:
    """Return the end moved by some days, never past the operation's."""
    if dote.ends_on is None:
        return None
    return max(dote.ends_on, min(dote.ends_on + timedelta(days=days), last_possible_day(dote)))


def months_inside(dote: Dote, first: date, last: date) -> list[Month]:
    """Return the open months that lie within the days of a suspension."""
    months = dote.months.as_system().filter(state=MonthState.OPEN)
    inside = months.filter(starts_on__gte=first, ends_on__lte=last)
    return list(inside.select_related("line").order_by("line", "number"))


def skipped(months: Iterable[Month], reason: str) -> tuple[Fire, ...]:
    """Return the step that skips each of the months."""
    return tuple(Fire(month.label, "skip", {"reason": reason}) for month in months)


def made_up(months: Iterable[Month]) -> tuple[Fire, ...]:
    """Return the step with which each line makes up for its skipped months at its end."""
    lost = Counter(month.line.label for month in months)
    return tuple(Fire(line, "make_up", {"months": number}) for line, number in sorted(lost.items()))
