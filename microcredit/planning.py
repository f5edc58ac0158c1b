"""From a product and what was decided to the terms of a plan, and what it costs the borrower."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from microcredit.apr import Flow, apr, shown, total_cost
from microcredit.intervals import interval
from microcredit.schedule import Annuity, Basis, Drawdown, Method, Plan, Terms, plan
from microcredit.schedule.dates import MONTHLY, moved
from microcredit.schedule.rounding import Rounding

if TYPE_CHECKING:
    from microcredit.models import LoanProduct


@dataclass(frozen=True, slots=True)
class Payout:
    """Money that goes to the borrower on a day, in cents."""

    on: date
    cents: int


@dataclass(frozen=True, slots=True)
class Quote:
    """What a loan would cost: its plan, the APR in percent, the cost in cents."""

    plan: Plan
    apr_pct: Decimal
    cost: int

    @property
    def largest(self) -> int:
        """Return the largest instalment, in cents."""
        return max(row.due for row in self.plan.rows)


def terms_for(product: LoanProduct, payouts: Sequence[Payout], *, months: int) -> Terms:
    """Return the terms of a loan that is paid out on some days, the first of which is its seed.

    Where repayment begins later, a loan without interest moves its first due date; one with
    interest pays interest alone until then.
    """
    first, *later = sorted(payouts, key=lambda payout: payout.on)
    rate = Decimal(product.annual_rate_pct)
    waits = product.first_month - 1
    grace = waits if rate else 0
    return Terms(
        principal=first.cents,
        annual_rate_pct=rate,
        method=Method(product.method),
        n=months + grace,
        disbursed_on=first.on,
        first_due=moved(first.on, MONTHLY, times=product.first_month - grace),
        due_day=first.on.day,
        basis=Basis(product.basis),
        annuity=Annuity(product.annuity),
        rounding=Rounding(product.rounding),
        grace_principal=grace,
        weights=tuple(product.weights),
        drawdowns=tuple(Drawdown(payout.on, payout.cents) for payout in later),
    )


def quote(product: LoanProduct, *, cents: int, months: int, on: date) -> Quote:
    """Return what a loan paid out at once on a day would cost (Directive 2008/48/EC art. 5)."""
    made = plan(terms_for(product, [Payout(on, cents)], months=months))
    return costed(made, [Payout(on, cents)])


def costed(made: Plan, payouts: Sequence[Payout]) -> Quote:
    """Return a plan with its APR and its total cost."""
    start = min(payout.on for payout in payouts)
    drawn = [Flow(interval(start, each.on).years, _euros(each.cents)) for each in payouts]
    paid = [Flow(interval(start, row.due_on).years, -_euros(row.due)) for row in made.rows]
    flows = [*drawn, *(flow for flow in paid if flow.amount)]
    return Quote(made, shown(apr(flows), decimals=2), int(total_cost(flows) * 100))


def _euros(cents: int) -> Decimal:
    return Decimal(cents) / 100
