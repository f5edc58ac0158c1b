"""Makes plans for every start day of 2019 to 2032 and 1 to 84 months, and compares each row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from microcredit.schedule import Kind, Method, Terms, plan
from tests.promises.plans import reference
from tests.promises.plans.reference import Line

FIRST, LAST = date(2019, 1, 1), date(2032, 12, 31)
MONTHS = 84
KINDS = (
    (Method.FRENCH, Decimal(0)),
    (Method.FRENCH, Decimal("3.75")),
    (Method.ITALIAN, Decimal("5.125")),
)
DAYS = (LAST - FIRST).days + 1
ALL = DAYS * MONTHS * len(KINDS)
STRIDE = 611_953
"""A prime that divides no factor of ALL: any slice of numbers is spread over days and terms."""


@dataclass(frozen=True)
class Case:
    """One loan."""

    start: date
    n: int
    method: Method
    percent: Decimal
    cents: int


Planner = Callable[[Case], list[Line]]


def cases(numbers: Iterable[int]) -> Iterator[Case]:
    """Yield the loans of some numbers; no two numbers below ALL give the same loan."""
    for number in numbers:
        place = number * STRIDE % ALL
        place, kind = divmod(place, len(KINDS))
        days, months = divmod(place, MONTHS)
        method, percent = KINDS[kind]
        cents = 300_00 + (number * 7_919) % 9_700_01
        yield Case(FIRST + timedelta(days=days), months + 1, method, percent, cents)


def ours(case: Case) -> list[Line]:
    """Return the plan that the product makes."""
    made = plan(
        Terms(
            principal=case.cents,
            annual_rate_pct=case.percent,
            method=case.method,
            n=case.n,
            disbursed_on=case.start,
            first_due=reference.months_after(case.start, 1),
            due_day=case.start.day,
        )
    )
    return [
        (row.nr, row.due_on, row.principal, row.interest, row.balance)
        for row in made.rows
        if row.kind is Kind.INSTALMENT
    ]


def drifting(case: Case) -> list[Line]:
    """Return plans with a defect: each due date is a month after the one before."""
    day, found = case.start, []
    for number, _day, principal, interest, balance in ours(case):
        day = reference.months_after(day, 1)
        found.append((number, day, principal, interest, balance))
    return found


def in_floats(case: Case) -> list[Line]:
    """Return plans with a defect: interest in binary fractions, cut to the cent."""
    owed, found = case.cents, []
    for number, day, principal, _interest, balance in ours(case):
        found.append((number, day, principal, int(owed * float(case.percent) / 1200), balance))
        owed = balance
    return found


def wrong(numbers: Iterable[int], *, make: Planner = ours) -> list[str]:
    """Return a sentence for each plan that is not the reference's, row by row and in sum."""
    reference.prepare()
    found = []
    for case in cases(numbers):
        rows = make(case)
        kind = str(case.method)
        expected = reference.lines(kind, case.start, case.cents, case.percent, case.n)
        if rows != expected or sum(row[2] for row in rows) != case.cents:
            found.append(f"{case} differs")
    return found
