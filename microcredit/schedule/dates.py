"""Due dates that do not drift: the day of the seed, capped at the end of each month."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Days of each month of a common year, January at 1."""


class Unit(StrEnum):
    """What a period is counted in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Period:
    """The time from one instalment to the next: `every` units."""

    unit: Unit = Unit.MONTH
    every: int = 1

    def __post_init__(self) -> None:
        if self.every < 1:
            raise ValueError("a period is at least one day, week, month or year")

    @property
    def months(self) -> int:
        """Return the months of a period, 0 if it is counted in days or weeks."""
        if self.unit is Unit.MONTH:
            return self.every
        return 12 * self.every if self.unit is Unit.YEAR else 0

    @property
    def days(self) -> int:
        """Return the days of a period, 0 if it is counted in months or years."""
        if self.unit is Unit.DAY:
            return self.every
        return 7 * self.every if self.unit is Unit.WEEK else 0


MONTHLY = Period()


def moved(day: date, period: Period, *, times: int = 1, seed_day: int | None = None) -> date:
    """Return the day some periods later (earlier if negative), capped at the month's end.

    `seed_day` is the day of the month that is kept: 31 January, 28 February, 31 March.
    """
    if not period.months:
        return day + timedelta(days=period.days * times)
    year, month = divmod(day.year * 12 + day.month - 1 + period.months * times, 12)
    return capped(year, month + 1, seed_day or day.day)


def capped(year: int, month: int, day: int) -> date:
    """Return the day of a month, or the month's last day if it is shorter."""
    if day > 28:
        day = min(day, 29 if month == 2 and isleap(year) else LENGTHS[month])
    return date(year, month, day)


def due_dates(
    first_due: date, *, count: int, period: Period = MONTHLY, due_day: int | None = None
) -> Iterator[date]:
    """Yield due dates from the first on; `due_day` is the seed where the first was capped."""
    seed, months = due_day or first_due.day, period.months
    if not months:
        for number in range(count):
            yield first_due + timedelta(days=period.days * number)
        return
    place = first_due.year * 12 + first_due.month - 1
    for _ in range(count):
        year, month = divmod(place, 12)
        yield capped(year, month + 1, seed)
        place += months
