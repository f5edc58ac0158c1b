"""The days of a month of a service, week by week, as a calendar that can be ticked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from dote.models import Month

SATURDAY = 5
WEEK = 7


@dataclass(frozen=True)
class Day:
    """A day of the calendar: its number in the order of the month, and whether it is ticked."""

    number: int
    date: date
    is_ticked: bool

    @property
    def value(self) -> str:
        """Return the day as a form sends it."""
        return self.date.isoformat()

    @property
    def is_weekend(self) -> bool:
        """Say whether it is a Saturday or a Sunday."""
        return self.date.weekday() >= SATURDAY


Week = list[Day | None]


def days_of(month: Month) -> list[date]:
    """Return every day of the month, first to last."""
    length = (month.ends_on - month.starts_on).days + 1
    return [month.starts_on + timedelta(days=each) for each in range(length)]


def weeks_of(month: Month, ticked: Collection[str]) -> list[Week]:
    """Return the month as weeks from Monday to Sunday; None stands where another month is."""
    before = month.starts_on.weekday()
    cells: Week = [None] * before
    cells += [
        Day(number, each, each.isoformat() in ticked)
        for number, each in enumerate(days_of(month), start=1)
    ]
    cells += [None] * (-len(cells) % WEEK)
    return [cells[start : start + WEEK] for start in range(0, len(cells), WEEK)]


def working_days(month: Month) -> int:
    """Return how many days of the month are Monday to Friday."""
    return sum(each.weekday() < SATURDAY for each in days_of(month))
