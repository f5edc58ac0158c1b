"""Interest for late payment, day by day at the rate of each day, without interest on interest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from microcredit.schedule.rounding import Rounding, rounded


@dataclass(frozen=True, slots=True)
class DatedRate:
    """A yearly rate in percent, in force from a day until the next one begins."""

    start: date
    percent: Decimal


@dataclass(frozen=True, slots=True)
class DefaultInterest:
    """The interest in cents, and the days reckoned at each rate."""

    cents: int
    days: dict[Decimal, int]


def default_interest(
    cents: int, *, due: date, paid: date, rates: Sequence[DatedRate], year: int = 365
) -> DefaultInterest:
    """Return the interest on cents that were due on a day and paid on another.

    Days run from the day after the due date to the day of payment, that day included, over
    365, rounded half up once at the end (art. 1284 of the Civil Code where the legal rate is
    agreed); principal alone bears it (art. 1283). ValueError if a day has no rate.
    """
    days: dict[Decimal, int] = {}
    over, under = 0, 1
    for percent, count in _stretches(due, paid, rates):
        days[percent] = days.get(percent, 0) + count
        part, whole = percent.as_integer_ratio()
        over, under = over * whole + cents * count * part * under, under * whole
    return DefaultInterest(rounded(over, under * 100 * year, Rounding.HALF_UP), days)


def _stretches(due: date, paid: date, rates: Sequence[DatedRate]) -> list[tuple[Decimal, int]]:
    if paid <= due:
        return []
    first, last = due + timedelta(days=1), paid
    ordered = sorted(rates, key=lambda rate: rate.start)
    if not ordered or ordered[0].start > first:
        raise ValueError(f"no rate of default interest is known on {first:%d/%m/%Y}")
    ends = [rate.start - timedelta(days=1) for rate in ordered[1:]] + [date.max]
    found = []
    for rate, end in zip(ordered, ends, strict=True):
        count = (min(end, last) - max(rate.start, first)).days + 1
        if count > 0:
            found.append((rate.percent, count))
    return found
