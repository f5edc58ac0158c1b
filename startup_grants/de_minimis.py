"""The ledger of small aid of a single undertaking: what counts on a day, what room is left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from startup_grants.aid_rules import AidRule, Counting

CALENDAR_YEAR = (12, 31)


@dataclass(frozen=True)
class Aid:
    """Aid that counts from the day on which the right to it was given, whenever it is paid.

    The amount is the gross grant equivalent, in cents (Reg. (EU) 2023/2831 art. 3(3) and 4).
    """

    granted_on: date
    cents: int
    reference: str = ""

    def __post_init__(self) -> None:
        """Refuse what no ledger can hold."""
        if self.cents < 0:
            raise ValueError("aid is not below zero")


@dataclass(frozen=True)
class Leaving:
    """What leaves the window next: from which day on, and how much, in cents."""

    on: date
    cents: int


@dataclass(frozen=True)
class Room:
    """What a single undertaking may still receive on a day, in cents."""

    rule: AidRule
    window_from: date
    counted: tuple[Aid, ...]
    counted_cents: int
    room_cents: int
    leaves_next: Leaving | None

    def admits(self, cents: int) -> bool:
        """Say whether new aid keeps the total at or below the ceiling."""
        return cents <= self.room_cents


def room(
    aids: Iterable[Aid],
    *,
    on: date,
    rule: AidRule,
    year_end: tuple[int, int] = CALENDAR_YEAR,
) -> Room:
    """Return the room on a day: the ceiling less the aid inside the window that ends on it.

    ``year_end`` is month and day on which the undertaking's fiscal year ends; it matters under
    the rule that counts fiscal years. Aid granted after the day is not known on it.
    """
    start = window_start(on, rule, year_end=year_end)
    counted = tuple(
        sorted(
            (aid for aid in aids if start <= aid.granted_on <= on),
            key=lambda aid: (aid.granted_on, aid.reference),
        )
    )
    total = sum(aid.cents for aid in counted)
    return Room(
        rule=rule,
        window_from=start,
        counted=counted,
        counted_cents=total,
        room_cents=max(0, rule.ceiling_cents - total),
        leaves_next=_next_to_leave(counted, rule, year_end),
    )


def window_start(on: date, rule: AidRule, *, year_end: tuple[int, int] = CALENDAR_YEAR) -> date:
    """Return the first day whose aid still counts on a day.

    Fiscal years: the first day of the second fiscal year before the one of the decision.
    Rolling years: the same day three years earlier, which still counts.
    """
    if rule.counting is Counting.ROLLING:
        return years_before(on, rule.years)
    return _fiscal_year_start(on, year_end, years_back=rule.years - 1)


def leaves_on(
    granted_on: date, rule: AidRule, *, year_end: tuple[int, int] = CALENDAR_YEAR
) -> date:
    """Return the first day on which aid no longer counts."""
    if rule.counting is Counting.FISCAL:
        return _fiscal_year_start(granted_on, year_end, years_back=-rule.years)
    day = years_before(granted_on, -rule.years)
    while window_start(day, rule) <= granted_on:
        day += timedelta(days=1)
    return day


def years_before(day: date, years: int) -> date:
    """Return the same day some years earlier; 28 February where there is no 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _next_to_leave(
    counted: tuple[Aid, ...], rule: AidRule, year_end: tuple[int, int]
) -> Leaving | None:
    days = [leaves_on(aid.granted_on, rule, year_end=year_end) for aid in counted if aid.cents]
    if not days:
        return None
    first = min(days)
    leaving = (
        aid for aid in counted if leaves_on(aid.granted_on, rule, year_end=year_end) == first
    )
    return Leaving(first, sum(aid.cents for aid in leaving))


def _fiscal_year_start(on: date, year_end: tuple[int, int], *, years_back: int) -> date:
    """Return the first day of the fiscal year of a day, some fiscal years earlier."""
    year = on.year if on > _last_day(on.year, year_end) else on.year - 1
    return _last_day(year - years_back, year_end) + timedelta(days=1)


def _last_day(year: int, year_end: tuple[int, int]) -> date:
    month, day = year_end
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, 28)
