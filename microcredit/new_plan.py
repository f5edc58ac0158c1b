"""The plan that takes the place of what is left of a loan: rescheduled, or repaid in part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from microcredit.allocation import Component
from microcredit.easing import Ease
from microcredit.replanning import numbered, seed_day, with_early_payment
from microcredit.replay import CHARGES, Means
from microcredit.schedule import Annuity, Basis, Method, Row, Terms, plan
from microcredit.schedule.dates import MONTHLY, moved
from microcredit.schedule.rounding import Rounding, rounded
from microcredit.standing import Standing, standing

if TYPE_CHECKING:
    from microcredit.models import Loan

ALL_PARTS = (*CHARGES, Component.PRINCIPAL)


class Arrears(StrEnum):
    """What happens to interest and charges that are overdue when a plan is replaced."""

    CARRY = "carry"
    CAPITALISE = "capitalise"
    WAIVE = "waive"


class Choice(StrEnum):
    """What an early repayment is for: fewer instalments, lower ones, or the end."""

    SHORTER = "shorter"
    LOWER = "lower"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a variant of a rescheduling asks for."""

    months: int
    first_due: date
    arrears: Arrears
    weights: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NewPlan:
    """The rows of a new version, and the acts that take the old debt into it."""

    rows: tuple[Row, ...]
    eases: tuple[Ease, ...]

    @property
    def largest(self) -> int:
        """Return the largest instalment that is still to come, in cents."""
        return max(row.due for row in self.rows)


def rescheduled(loan: Loan, wish: Wish, *, on: date) -> NewPlan:
    """Return what a loan's plan becomes when it is rescheduled on a day.

    Rows that have fallen due stay as they were; what is left of them moves into the new rows,
    which repay the same principal, and what is capitalised.
    """
    now = standing(loan, on=on)
    past = [each.row for each in now.instalments if each.row.due_on <= on]
    principal, charges = _left(now, on)
    later = sum(each.row.principal for each in now.instalments if each.row.due_on > on)
    interest, costs = charges
    capital = interest + costs if wish.arrears is Arrears.CAPITALISE else 0
    new = _rows(loan, wish, principal + later + capital, since=_since(loan, past))
    if wish.arrears is Arrears.CARRY and (interest or costs):
        first = new[0]
        new[0] = first._replace(interest=first.interest + interest, carried=interest, charges=costs)
    shown = [row._replace(nr=len(past) + place) for place, row in enumerate(new, start=1)]
    return NewPlan(numbered([*past, *shown]), _eases(wish.arrears, principal, interest + costs))


def _eases(arrears: Arrears, principal: int, charges: int) -> tuple[Ease, ...]:
    if arrears is Arrears.CARRY:
        moved_over = principal + charges
        return (Ease(Means.REPLACED, moved_over, ALL_PARTS),) if moved_over else ()
    means = Means.CAPITALISED if arrears is Arrears.CAPITALISE else Means.WAIVED
    found = [Ease(means, charges)] if charges else []
    if principal:
        found.append(Ease(Means.REPLACED, principal, (Component.PRINCIPAL,)))
    return tuple(found)


def _left(now: Standing, on: date) -> tuple[int, tuple[int, int]]:
    """Return what is left of rows that have fallen due: principal, and interest and charges."""
    due = {each.row.nr for each in now.instalments if each.row.due_on <= on}
    left = [debt.cents for debt in now.replayed.left if debt.nr in due]
    principal = sum(cents[Component.PRINCIPAL] for cents in left)
    interest = sum(cents[Component.INTEREST] for cents in left)
    return principal, (interest, sum(cents[Component.DEFAULT_INTEREST] for cents in left))


def _since(loan: Loan, past: Sequence[Row]) -> date:
    """Return the day from which interest of the new plan runs."""
    return max((row.due_on for row in past), default=loan.drawn_on or loan.opened_on)


def _rows(loan: Loan, wish: Wish, principal: int, *, since: date) -> list[Row]:
    product = loan.product_in_force
    terms = Terms(
        principal=principal,
        annual_rate_pct=Decimal(product.annual_rate_pct),
        method=Method.SEASONAL if wish.weights else Method(product.method),
        n=wish.months,
        disbursed_on=since,
        first_due=wish.first_due,
        due_day=max(seed_day(loan.plan_rows), wish.first_due.day),
        basis=Basis(product.basis),
        annuity=Annuity(product.annuity),
        rounding=Rounding(product.rounding),
        weights=wish.weights or tuple(product.weights),
    )
    return list(plan(terms).rows)


def repaid_early(loan: Loan, *, cents: int, on: date, choice: Choice) -> tuple[Row, ...]:
    """Return the plan after an early repayment: what is overdue first, then interest to date.

    ValueError where nothing would be left for the principal that is not due yet, or more than it.
    """
    rows, now = loan.plan_rows, standing(loan, on=on)
    free = cents + now.ahead - now.due_by_now
    future = [row for row in rows if row.due_on > on]
    left = sum(row.principal for row in future)
    over, under = _elapsed(loan, rows, on)
    interest_to_date = rounded(left * over, under, Rounding.HALF_UP)
    if choice is Choice.ALL:
        if free < left + interest_to_date:
            raise ValueError("the sum does not end the loan")
        return with_early_payment(rows, (), on=on, principal=left, interest=interest_to_date)
    interest = rounded(free * over, under + over, Rounding.HALF_UP)
    principal = free - interest
    if not 0 < principal < left:
        raise ValueError("an early repayment pays a part of what is not due yet")
    later = _remaining(loan, future, left - principal, choice)
    return with_early_payment(rows, later, on=on, principal=principal, interest=interest)


def pay_off_cents(loan: Loan, *, on: date) -> int:
    """Return what ends a loan on a day, in cents: interest stops on that day (art. 125-sexies)."""
    rows, now = loan.plan_rows, standing(loan, on=on)
    left = sum(row.principal for row in rows if row.due_on > on)
    over, under = _elapsed(loan, rows, on)
    interest = rounded(left * over, under, Rounding.HALF_UP)
    return max(now.due_by_now + left + interest - now.ahead, 0)


def _elapsed(loan: Loan, rows: Sequence[Row], on: date) -> tuple[int, int]:
    """Return the interest of one cent from the last due date to a day, as a ratio."""
    past = [row for row in rows if row.due_on <= on]
    following = next((row.due_on for row in rows if row.due_on > on), None)
    start = _since(loan, past)
    if following is None or on <= start:
        return 0, 1
    over, under = Decimal(loan.product_in_force.annual_rate_pct).as_integer_ratio()
    return over * (on - start).days, under * 1_200 * (following - start).days


def _remaining(loan: Loan, future: Sequence[Row], principal: int, choice: Choice) -> list[Row]:
    product = loan.product_in_force
    first, seed = future[0].due_on, seed_day(loan.plan_rows)
    shorter = choice is Choice.SHORTER
    terms = Terms(
        principal=principal,
        annual_rate_pct=Decimal(product.annual_rate_pct),
        method=Method.FIXED_INSTALMENT if shorter else Method(product.method),
        n=len(future),
        disbursed_on=moved(first, MONTHLY, times=-1, seed_day=seed),
        first_due=first,
        due_day=seed,
        basis=Basis(product.basis),
        annuity=Annuity(product.annuity),
        rounding=Rounding(product.rounding),
        fixed=max(row.due for row in future[:-1] or future) if shorter else 0,
        weights=tuple(product.weights),
    )
    start = len(loan.plan_rows) + 1
    return [row._replace(nr=start + place) for place, row in enumerate(plan(terms).rows, start=1)]
