"""What is paid back when an enterprise breaks the stability period, day by day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from programme.money import round_to_cents
from startup_grants.de_minimis import years_before


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse days out of order."""
        if self.last < self.first:
            raise ValueError("the last day is not before the first")

    @property
    def days(self) -> int:
        """Return how many days there are, first and last included."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class ProRata:
    """What was computed, with the days that it was computed from; cents."""

    days: int
    days_of_breach: int
    recovered_cents: int
    kept_cents: int


def stability_period(paid_on: date, *, years: int) -> Span:
    """Return the period that begins on the day of the final payment and lasts whole years.

    Five years, three where the programme says so for small and medium enterprises (Reg. (EU)
    1303/2013 art. 71; Reg. (EU) 2021/1060 art. 65): the years are dated data.
    """
    return Span(paid_on, years_before(paid_on, -years) - timedelta(days=1))


def pro_rata(cents: int, *, period: Span, breaches: Iterable[Span]) -> ProRata:
    """Return what is recovered: the part of the grant for the days on which it was not kept.

    Days of several breaches that overlap count once, days outside the period not at all; one
    rounding, half up to the cent, at the end ("in proportion to the period for which the
    requirements have not been fulfilled": Reg. (EU) 1303/2013 art. 71(1)).
    """
    if cents < 0:
        raise ValueError("a grant is not below zero")
    broken = sum(span.days for span in _merged(breaches, period))
    exact = Decimal(cents) * broken / period.days
    recovered = int(round_to_cents(exact / 100) * 100)
    return ProRata(period.days, broken, recovered, cents - recovered)


def _merged(breaches: Iterable[Span], period: Span) -> list[Span]:
    """Return the days of breach inside the period as spans that do not touch."""
    merged: list[Span] = []
    for span in sorted(breaches, key=lambda span: span.first):
        first, last = max(span.first, period.first), min(span.last, period.last)
        if merged and first <= merged[-1].last:
            first = merged[-1].last + timedelta(days=1)
        if first <= last:
            merged.append(Span(first, last))
    return merged
