"""What counts on a loan, as the replay sees it: receipts, acts that ease it, default rates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from microcredit.allocation import Component
from microcredit.arrears import Pause
from microcredit.default_interest import DatedRate
from microcredit.penalty import Penalty
from microcredit.readings import legal_rates
from microcredit.replay import Means, Paying
from microcredit.states import ReceiptState, ReliefState

if TYPE_CHECKING:
    from microcredit.models import Loan, Receipt, Relief


def payments_of(loan: Loan, *, but: str = "") -> list[Paying]:
    """Return the receipts and acts that count; the receipt `but`, by id, is left out."""
    return [*receipts_of(loan, but=but), *reliefs_of(loan)]


def receipts_of(loan: Loan, *, but: str = "") -> list[Paying]:
    """Return the receipts that count, as the replay sees them; `but` is left out, by id."""
    rows = loan.receipts.as_system().filter(state=ReceiptState.RECEIVED).exclude(pk=but)
    return [paying(row) for row in rows]


def reliefs_of(loan: Loan) -> list[Paying]:
    """Return the acts that ease the debt, as the replay sees them."""
    return [easing(row) for row in loan.reliefs.as_system().filter(state=ReliefState.GRANTED)]


def paying(receipt: Receipt) -> Paying:
    """Return a receipt as the replay sees it."""
    return Paying(receipt.value_on, receipt.reference, receipt.cents, receipt.label)


def easing(relief: Relief) -> Paying:
    """Return an act as the replay sees it."""
    parts = tuple(Component(name) for name in relief.parts.split()) or None
    means = Means(relief.means)
    return Paying(relief.value_on, relief.pk, relief.cents, relief.label, means, parts)


def pauses_of(loan: Loan) -> list[Pause]:
    """Return the days that are not counted as late: holidays, stays, a death."""
    return [
        Pause(date.fromisoformat(start), date.fromisoformat(end) if end else date.max)
        for start, end in loan.pauses
    ]


def penalty_of(loan: Loan) -> Penalty | None:
    """Return what late principal of the loan costs; None where the product asks nothing."""
    from microcredit.models.product import DefaultInterestRule

    product = loan.product_in_force
    if product.default_interest == DefaultInterestRule.NONE:
        return None
    if product.default_interest == DefaultInterestRule.LEGAL:
        return Penalty(legal_rates(), pauses_of(loan))
    fixed = DatedRate(product.valid_from, Decimal(product.default_rate_pct))
    return Penalty([fixed], pauses_of(loan))
