"""What would follow if a borrower paid more, earlier or later: arithmetic alone, nothing kept.

Interest stops on the day of a payment (TUB art. 125-sexies): what was owed until then is paid
first, the rest takes principal away, and the plan goes on from there with its own due dates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import takewhile
from statistics import mode
from typing import TYPE_CHECKING

from microcredit.allocation import Component
from microcredit.payoff import PayOff, pay_off
from microcredit.schedule import Basis, Kind, Method, Row, Terms, plan
from microcredit.schedule.dates import MONTHLY, moved
from microcredit.schedule.rounding import Rounding, rounded

if TYPE_CHECKING:
    from microcredit.models import LoanProduct
    from microcredit.standing import Standing


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is still to be paid from a day on: how often, until when, how much; cents."""

    count: int
    last: date | None
    instalment: int
    total: int
    interest: int


@dataclass(frozen=True, slots=True)
class Borrowed:
    """A loan as a simulation sees it: where it stands, and on which terms it goes on."""

    standing: Standing
    product: LoanProduct
    disbursed_on: date

    @property
    def open_rows(self) -> list[Row]:
        """Return what is left of each row that is not paid in full, charges with the interest."""
        left = {debt.nr: debt.cents for debt in self.standing.replayed.left}
        return [
            row._replace(
                principal=left[row.nr][Component.PRINCIPAL],
                interest=sum(left[row.nr].values()) - left[row.nr][Component.PRINCIPAL],
            )
            for row in (each.row for each in self.standing.instalments)
            if sum(left[row.nr].values())
        ]

    @property
    def due_day(self) -> int:
        """Return the day of the month on which the plan is due; the last one of a short month."""
        return max(each.row.due_on.day for each in self.standing.instalments)


def as_planned(loan: Borrowed) -> Ahead:
    """Return what is to be paid if nothing changes."""
    return _ahead(loan.open_rows)


def to_end_it(loan: Borrowed, *, on: date) -> PayOff:
    """Return what ends the loan on a day."""
    rows = [each.row for each in loan.standing.instalments]
    left = {debt.nr: debt.cents for debt in loan.standing.replayed.left}
    paid = {
        row.nr: (
            row.principal - left[row.nr][Component.PRINCIPAL],
            row.interest - left[row.nr][Component.INTEREST],
        )
        for row in rows
    }
    found = pay_off(rows, disbursed_on=loan.disbursed_on, on=on, paid=paid)
    charges = loan.standing.replayed.owed_of(Component.COSTS, Component.DEFAULT_INTEREST)
    return replace(found, overdue_interest=found.overdue_interest + charges)


def due_first(loan: Borrowed, *, on: date) -> int:
    """Return what of a payment on a day is not early: what is due by then, interest to the day."""
    return to_end_it(loan, on=on).total - _coming(loan, on)


def fewer_instalments(loan: Borrowed, cents: int, *, on: date) -> Ahead:
    """Return what follows if so much is paid on a day and the instalment stays."""
    left = _coming(loan, on) - (cents - due_first(loan, on=on))
    return _ahead(_planned(loan, left, on=on, fixed=_usual(loan.open_rows)))


def lower_instalments(loan: Borrowed, cents: int, *, on: date) -> Ahead:
    """Return what follows if so much is paid on a day and the end stays."""
    left = _coming(loan, on) - (cents - due_first(loan, on=on))
    return _ahead(_planned(loan, left, on=on))


def more_every_month(loan: Borrowed, cents: int) -> Ahead:
    """Return what follows if every instalment that is still to fall due is so much higher."""
    on = loan.standing.on
    past = [each.row.due_on for each in loan.standing.instalments if each.row.due_on <= on]
    since = max([*past, loan.disbursed_on])
    higher = _planned(loan, _coming(loan, since), on=since, fixed=_usual(loan.open_rows) + cents)
    return _ahead([*(row for row in loan.open_rows if row.due_on <= since), *higher])


def one_later(loan: Borrowed) -> Ahead:
    """Return what follows if every open instalment comes a month later.

    The month between bears interest on what is owed, as one more month of the loan does.
    """
    rows = loan.open_rows
    owed = sum(row.principal for row in rows)
    over, under = Decimal(loan.product.annual_rate_pct).as_integer_ratio()
    more = rounded(owed * over, under * 1_200, Rounding(loan.product.rounding))
    later = [row._replace(due_on=moved(row.due_on, MONTHLY, seed_day=loan.due_day)) for row in rows]
    return _ahead([later[0]._replace(interest=later[0].interest + more), *later[1:]])


def _coming(loan: Borrowed, on: date) -> int:
    """Return the principal of what falls due after a day, in cents."""
    return sum(row.principal for row in loan.open_rows if row.due_on > on)


def _planned(loan: Borrowed, principal: int, *, on: date, fixed: int = 0) -> list[Row]:
    """Return the plan of a principal over the due dates still to come."""
    following = [row for row in loan.open_rows if row.due_on > on and row.kind is Kind.INSTALMENT]
    if principal <= 0 or not following:
        return []
    product = loan.product
    terms = Terms(
        principal=principal,
        annual_rate_pct=Decimal(product.annual_rate_pct),
        method=Method.FIXED_INSTALMENT if fixed else Method(product.method),
        n=len(following),
        disbursed_on=on,
        first_due=following[0].due_on,
        due_day=loan.due_day,
        basis=Basis(product.basis),
        rounding=Rounding(product.rounding),
        grace_principal=0 if fixed else _in_grace(following),
        weights=tuple(product.weights),
        fixed=fixed,
    )
    return [row for row in plan(terms).rows if row.due]


def _usual(rows: Sequence[Row]) -> int:
    """Return the instalment of a plan: the sum that most of its rows ask for."""
    return mode(row.due for row in rows) if rows else 0


def _in_grace(rows: Sequence[Row]) -> int:
    """Return how many of the first rows pay interest alone."""
    return len(list(takewhile(lambda row: not row.principal, rows[:-1])))


def _ahead(rows: Sequence[Row]) -> Ahead:
    due = [row for row in rows if row.due]
    return Ahead(
        count=len(due),
        last=due[-1].due_on if due else None,
        instalment=_usual(due),
        total=sum(row.due for row in due),
        interest=sum(row.interest for row in due),
    )
