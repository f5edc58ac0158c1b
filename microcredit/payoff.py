"""What it takes to end a loan early: interest to the day, costs given back, compensation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from microcredit.schedule.rounding import Rounding, rounded
from microcredit.schedule.rows import Kind, Row


@dataclass(frozen=True, slots=True)
class PayOff:
    """The pay-off figure of a day, in cents."""

    on: date
    principal: int
    overdue_interest: int
    accrued_interest: int

    @property
    def total(self) -> int:
        """Return what ends the loan on that day."""
        return self.principal + self.overdue_interest + self.accrued_interest


def pay_off(
    rows: Sequence[Row], *, disbursed_on: date, on: date, paid: dict[int, tuple[int, int]]
) -> PayOff:
    """Return what ends a loan on a day; `paid` says (principal, interest) by row number.

    Interest stops on the day of repayment (TUB art. 125-sexies): of the period that runs, as
    many days as have passed; of later ones nothing. Interest of the running period that was
    already paid counts towards it.
    """
    principal = overdue = accrued = 0
    start = disbursed_on
    for row in rows:
        paid_principal, paid_interest = paid.get(row.nr, (0, 0))
        principal += row.principal - paid_principal
        if row.due_on <= on:
            overdue += row.interest - paid_interest
        elif start < on:
            accrued += _to_the_day(row, start, on) - paid_interest
        else:
            accrued -= paid_interest
        start = row.due_on
    return PayOff(on, principal, overdue, accrued)


def _to_the_day(row: Row, start: date, on: date) -> int:
    passed, whole = (on - start).days, (row.due_on - start).days
    return rounded(row.interest * passed, whole, Rounding.HALF_UP)


@dataclass(frozen=True, slots=True)
class CompensationRule:
    """The ceilings of the lender's compensation; percentages, and cents."""

    percent_over_a_year: Decimal
    percent_within_a_year: Decimal
    free_up_to: int


def compensation(
    repaid: int,
    *,
    months_left: int,
    remaining_debt: int,
    rule: CompensationRule,
    interest_lost: int | None = None,
) -> int:
    """Return the most that a lender may ask for an early repayment, in cents.

    TUB art. 125-sexies c. 2: a percentage of what is repaid early, never more than the
    interest of the months left; nothing where the whole remaining debt is repaid and is
    within the free amount.
    """
    if repaid >= remaining_debt and remaining_debt <= rule.free_up_to:
        return 0
    percent = rule.percent_over_a_year if months_left > 12 else rule.percent_within_a_year
    over, under = percent.as_integer_ratio()
    most = rounded(repaid * over, under * 100, Rounding.HALF_UP)
    return most if interest_lost is None else min(most, interest_lost)


def linear_refund(costs: int, *, months: int, repaid_after_months: int) -> int:
    """Return the up-front costs given back in proportion to the life that is left, in cents.

    TUB art. 125-sexies c. 1 as amended by DL 73/2021, art. 11-octies, and Constitutional
    Court 263/2022: all costs but taxes, linear where the contract says so.
    """
    left = max(months - repaid_after_months, 0)
    return rounded(costs * left, months, Rounding.HALF_UP)


def amortised_refund(costs: int, rows: Sequence[Row], *, on: date) -> int:
    """Return the up-front costs given back by amortised cost, the default of the law, in cents.

    In proportion to the interest that will not run over the interest of the whole plan; to
    the principal and time left where a plan bears no interest.
    """
    instalments = [row for row in rows if row.kind is Kind.INSTALMENT]
    whole = sum(row.interest for row in rows)
    if whole:
        left = sum(row.interest for row in rows if row.due_on > on)
        return rounded(costs * left, whole, Rounding.HALF_UP)
    left = sum(row.balance + row.principal for row in instalments if row.due_on > on)
    total = sum(row.balance + row.principal for row in instalments)
    return rounded(costs * left, total, Rounding.HALF_UP)
