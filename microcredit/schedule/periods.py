"""The periods of a plan: from when to when, and the interest of one cent in each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from microcredit.schedule.dates import due_dates
from microcredit.schedule.day_count import Basis, Ratio, fraction, of_period
from microcredit.schedule.rounding import rounded
from microcredit.schedule.terms import Preamortisation, Terms

FREE: Ratio = (0, 1)


class Span(NamedTuple):
    """A period that ends on a due date; `yearly` is its part of a year, (0, 1) if free."""

    nr: int
    start: date
    end: date
    yearly: Ratio


def spans(terms: Terms) -> Iterator[Span]:
    """Yield the periods of the plan in order, the pre-amortisation left out."""
    start = _first_start(terms)
    whole = of_period(terms.period, start, terms.first_due, terms.basis)
    nominal = terms.basis is Basis.NOMINAL
    dates = due_dates(terms.first_due, count=terms.n, period=terms.period, due_day=terms.due_day)
    for nr, end in enumerate(dates, start=1):
        if nr <= terms.interest_free:
            yearly = FREE
        elif nominal and nr > 1:
            yearly = whole
        else:
            yearly = _yearly(terms, nr, start, end)
        yield Span(nr, start, end, yearly)
        start = end


def interest(terms: Terms, span: Span, balance: int, *, rate: Ratio) -> int:
    """Return the interest of a period on a balance, rounded once; tranches count from their day."""
    over, under = span.yearly
    accrued = balance * over
    if terms.drawdowns and over:
        accrued, under = _with_tranches(terms, span, accrued, under)
    return rounded(accrued * rate[0], under * rate[1], terms.rounding)


def _with_tranches(terms: Terms, span: Span, accrued: int, under: int) -> Ratio:
    for each in terms.drawdowns:
        if span.start < each.on < span.end:
            part, whole = fraction(each.on, span.end, terms.basis)
            accrued, under = accrued * whole + each.cents * part * under, under * whole
    return accrued, under


def stub(terms: Terms) -> int:
    """Return the interest of the odd days before the first whole period (ACT/365), in cents."""
    if not has_stub(terms):
        return 0
    over, under = terms.rate
    days = (terms.before_first - terms.disbursed_on).days
    accrued = terms.principal * days
    for each in terms.drawdowns:
        accrued += each.cents * max((terms.before_first - each.on).days, 0)
    return rounded(accrued * over, 365 * under, terms.rounding)


def has_stub(terms: Terms) -> bool:
    """Say whether whole periods begin only after some odd days (rate/12 alone counts so)."""
    return (
        terms.basis is Basis.NOMINAL
        and terms.preamortisation is not Preamortisation.NONE
        and not terms.starts_whole
        and terms.disbursed_on < terms.before_first
    )


def _first_start(terms: Terms) -> date:
    if terms.basis is Basis.NOMINAL and not terms.starts_whole:
        return max(terms.before_first, terms.disbursed_on)
    return terms.disbursed_on


def _yearly(terms: Terms, nr: int, start: date, end: date) -> Ratio:
    """Return the part of a year; a first period shorter than a whole one counts its days."""
    short = nr == 1 and terms.before_first < start and not terms.starts_whole
    if short and terms.basis is Basis.NOMINAL:
        return fraction(start, end, terms.basis)
    return of_period(terms.period, start, end, terms.basis)
