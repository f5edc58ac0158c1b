"""How much of a year lies between two days, as an exact ratio, by the basis of the contract."""

from __future__ import annotations

from calendar import isleap
from datetime import date
from enum import StrEnum

from microcredit.schedule.dates import Period, Unit

Ratio = tuple[int, int]

ACT_ACT = 365 * 366


class Basis(StrEnum):
    """How interest is reckoned; stored in the loan, never inferred (measures 0.4)."""

    NOMINAL = "rate/12"
    ACTUAL_365 = "actual/365"
    ACTUAL_ACTUAL = "actual/actual"
    THIRTY_360 = "30E/360"


def fraction(start: date, end: date, basis: Basis) -> Ratio:
    """Return the fraction of a year from one day to another: numerator and denominator.

    ACT/365 counts calendar days, also in leap years; ACT/ACT (ISDA) divides the days of each
    year by 365 or 366; 30E/360 takes the 31st as the 30th on both ends. Days outside whole
    months of rate/12 count as ACT/365.
    """
    if basis is Basis.THIRTY_360:
        months = (end.year - start.year) * 12 + end.month - start.month
        return 30 * months + min(end.day, 30) - min(start.day, 30), 360
    if basis is Basis.ACTUAL_ACTUAL:
        return _actual_actual(start, end), ACT_ACT
    return (end - start).days, 365


def of_period(period: Period, start: date, end: date, basis: Basis) -> Ratio:
    """Return the fraction of a whole period: rate/12 counts months, not days."""
    if basis is not Basis.NOMINAL:
        return fraction(start, end, basis)
    if period.months:
        return period.months, 12
    return (period.every, 52) if period.unit is Unit.WEEK else (period.days, 365)


def _actual_actual(start: date, end: date) -> int:
    parts = 0
    while start.year < end.year:
        new_year = date(start.year + 1, 1, 1)
        parts += (new_year - start).days * _weight(start.year)
        start = new_year
    return parts + (end - start).days * _weight(start.year)


def _weight(year: int) -> int:
    return 365 if isleap(year) else 366
