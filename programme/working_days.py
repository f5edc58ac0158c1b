"""Working days in Italy: neither Saturday, nor Sunday, nor a public holiday of the whole State.

Patron saints are left out: they are holidays of one town each, and a case belongs to none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True)
class PublicHoliday:
    """A holiday of every year on the same day, with the law, and the years in which it holds."""

    month: int
    day: int
    name: str
    source: str
    since: int = 1949
    until: int | None = None

    def holds_in(self, year: int) -> bool:
        """Say whether it is kept in a year."""
        return self.since <= year and (self.until is None or year <= self.until)


LAW = "L. 260/1949 art. 2"
FIXED = (
    PublicHoliday(1, 1, "Capodanno", LAW),
    PublicHoliday(1, 6, "Epifania", "D.P.R. 792/1985", since=1986),
    PublicHoliday(4, 25, "Liberazione", LAW),
    PublicHoliday(5, 1, "Festa del lavoro", LAW),
    PublicHoliday(6, 2, "Festa della Repubblica", "L. 336/2000", since=2001),
    PublicHoliday(8, 15, "Assunzione", LAW),
    PublicHoliday(10, 4, "San Francesco d’Assisi", "L. 151/2025", since=2026),
    PublicHoliday(11, 1, "Ognissanti", LAW),
    PublicHoliday(12, 8, "Immacolata Concezione", LAW),
    PublicHoliday(12, 25, "Natale", LAW),
    PublicHoliday(12, 26, "Santo Stefano", LAW),
)


def easter(year: int) -> date:
    """Return Easter Sunday of a year of the Gregorian calendar.

    The computation is the anonymous one, published in Nature on 20 April 1876.
    """
    century, of_century = divmod(year, 100)
    golden = year % 19
    corrected = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + corrected + 15) % 30
    leaps, rest = divmod(of_century, 4)
    weekday = (32 + 2 * (century % 4) + 2 * leaps - epact - rest) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def public_holidays(year: int) -> dict[date, str]:
    """Return the holidays of a year by day, with their names."""
    found = {date(year, each.month, each.day): each.name for each in FIXED if each.holds_in(year)}
    sunday = easter(year)
    movable = {sunday: "Pasqua", sunday + timedelta(days=1): "Lunedì dell’Angelo"}
    return dict(sorted((movable | found).items()))


def is_festive(day: date) -> bool:
    """Say whether a day is a Sunday or a public holiday."""
    return day.weekday() == SUNDAY or day in public_holidays(day.year)


def is_working_day(day: date) -> bool:
    """Say whether offices work on a day."""
    return day.weekday() != SATURDAY and not is_festive(day)


def next_working_day(day: date) -> date:
    """Return the first working day after a day."""
    following = day + timedelta(days=1)
    while not is_working_day(following):
        following += timedelta(days=1)
    return following


def not_festive(day: date) -> date:
    """Return the day itself, or the next one that is not festive (Civil Code art. 2963 par. 3)."""
    while is_festive(day):
        day += timedelta(days=1)
    return day
