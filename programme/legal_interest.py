"""Simple interest at the legal rate, day by day, from the dated rates (Civil Code art. 1284)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from programme.models import Parameter
from programme.parameters import NoParameter
from programme.validity import DatedQuerySet

SERIES = "legal interest (Civil Code art. 1284)"
RATE = "rate"
YEAR = 365
"""Actual days over 365, as the courts reckon it, leap years included."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some days at one rate: after `since`, up to and with `until`; `rate` in percent a year."""

    since: date
    until: date
    rate: Decimal
    row_id: str
    binding: bool

    @property
    def days(self) -> int:
        """Return how many days bear interest."""
        return (self.until - self.since).days


@dataclass(frozen=True, slots=True)
class Interest:
    """Interest on one sum, in cents, rounded once, with the stretches it is made of."""

    cents: int
    stretches: tuple[Stretch, ...]


def interest(cents: int, *, since: date, until: date) -> Interest:
    """Return simple interest on cents for the days after `since`, up to and with `until`.

    Rounded half up, once, on the whole. NoParameter where no rate is known for a day.
    """
    found = tuple(stretches(since, until))
    weighted = sum((Decimal(each.days) * each.rate for each in found), Decimal(0))
    exact = Decimal(cents) * weighted / (100 * YEAR)
    return Interest(int(exact.quantize(Decimal(1), "ROUND_HALF_UP")), found)


def stretches(since: date, until: date) -> Iterator[Stretch]:
    """Yield the days after `since` up to `until`, cut where the rate changes."""
    begins = since
    while begins < until:
        row = _row(begins + timedelta(days=1))
        ends = until if row.valid_to is None else min(until, row.valid_to)
        yield Stretch(begins, ends, Decimal(row.value), row.pk, row.is_binding)
        begins = ends


def _row(on: date) -> Parameter:
    series: DatedQuerySet[Parameter] = Parameter.objects.in_force(on)
    row = series.filter(programme=SERIES, parameter=RATE, valid_from__isnull=False).first()
    if row is None:
        raise NoParameter(f"No legal rate of interest is known on {on:%d/%m/%Y}.")
    return row
