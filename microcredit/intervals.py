"""Time between two days for the APR, as Directive 2008/48/EC and its guidelines count it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from microcredit.schedule.dates import Period, Unit, moved

PER_YEAR = {Unit.YEAR: 1, Unit.MONTH: 12, Unit.WEEK: 52}
"""A year is twelve equal months or fifty-two weeks (Annex I, remark c)."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Whole periods counted back from the payment, and the days left over at the start."""

    whole: int
    unit: Unit
    days: int
    days_of_year: int

    @property
    def years(self) -> Fraction:
        """Return the interval in years."""
        return Fraction(self.whole, PER_YEAR[self.unit]) + Fraction(self.days, self.days_of_year)


def interval(start: date, end: date, *, unit: Unit = Unit.MONTH) -> Interval:
    """Return the time from the first drawdown to a payment, in the unit of the payments.

    Whole units go back from the payment's day, capped at the month's end; the days left are
    divided by 365 or 366, the length of the year that ends on the last of them (SWD(2012)128,
    4.1.1). A payment before the start gives a negative time.
    """
    if unit not in PER_YEAR:
        raise ValueError("payment_frequency: year, month or week")
    if end < start:
        before = interval(end, start, unit=unit)
        return Interval(-before.whole, unit, -before.days, before.days_of_year)
    whole = _most_whole(start, end, unit)
    last = moved(end, Period(unit), times=-whole)
    return Interval(whole, unit, (last - start).days, days_of_year_ending(last))


def _most_whole(start: date, end: date, unit: Unit) -> int:
    days = (end - start).days
    guess = days // {Unit.YEAR: 365, Unit.MONTH: 28, Unit.WEEK: 7}[unit]
    while moved(end, Period(unit), times=-guess) < start:
        guess -= 1
    return guess


def days_of_year_ending(day: date) -> int:
    """Return 366 if the year that ends on a day holds a 29 February, else 365."""
    return (day - moved(day, Period(Unit.YEAR), times=-1)).days
