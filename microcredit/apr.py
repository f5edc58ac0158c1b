"""The annual percentage rate of charge (TAEG) and the total cost of credit in money.

Σ drawdowns·(1+X)^−t = Σ payments·(1+X)^−s: Directive 2008/48/EC, Annex I, part I; the same
equation stands in Directive 2014/17/EU and in Directive (EU) 2023/2225.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

PRECISION = 40
STEPS = 200
CLOSE = Decimal("1e-25")
LOWEST, HIGHEST = Decimal(-20), Decimal(60)

OUT_OF_THE_APR = frozenset({"default", "notary", "early_repayment_compensation"})
"""Costs that are not part of the total cost of credit: those of not performing the contract,
the notary's, and the compensation for early repayment (Directive 2008/48/EC, art. 3 (g), 19)."""


class NoRate(ValueError):
    """Raised when no rate makes both sides equal."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Money at a time in years after the first drawdown: drawn if positive, paid if negative."""

    years: Fraction
    amount: Decimal


def apr(flows: Sequence[Flow]) -> Decimal:
    """Return the rate in percent, exact to at least twelve decimals; NoRate if there is none.

    The equation is solved in y = ln(1+X), where it bends little, by Newton's steps kept
    within a bracket that is halved whenever a step would leave it.
    """
    _both_sides(flows)
    with localcontext() as context:
        context.prec = PRECISION
        timed = [(_decimal(flow.years), flow.amount) for flow in flows]
        return (_solve(timed).exp() - 1) * 100


def shown(percent: Decimal, *, decimals: int = 1) -> Decimal:
    """Round a rate as it must be shown: one decimal, half up on the next digit (Annex I, d)."""
    return percent.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def total_cost(flows: Iterable[Flow]) -> Decimal:
    """Return what the credit costs in money: all that is paid less all that is drawn.

    Clause 1.2 of the European Code of Good Conduct for Microcredit Provision.
    """
    return -sum((flow.amount for flow in flows), Decimal(0))


def _both_sides(flows: Sequence[Flow]) -> None:
    if not any(flow.amount > 0 for flow in flows) or not any(flow.amount < 0 for flow in flows):
        raise NoRate("an APR needs at least one drawdown and one payment")


def _solve(flows: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    low, high = _bracket(flows)
    y = max(low, min(high, Decimal("0.05")))
    for _ in range(STEPS):
        value, slope = _value(flows, y)
        low, high = (y, high) if value < 0 else (low, y)
        step = y - value / slope if slope else low
        following = step if low < step < high else (low + high) / 2
        if abs(following - y) < CLOSE:
            return following
        y = following
    raise NoRate("no rate was found that makes both sides equal")


def _bracket(flows: Sequence[tuple[Decimal, Decimal]]) -> tuple[Decimal, Decimal]:
    """Return two rates, below and above: the net present value of the flows rises with y."""
    low, high = Decimal("-0.5"), Decimal(1)
    while _value(flows, low)[0] > 0:
        low *= 2
        if low < LOWEST:
            raise NoRate("what is paid is far less than what was drawn: there is no rate")
    while _value(flows, high)[0] < 0:
        high *= 2
        if high > HIGHEST:
            raise NoRate("what is paid is far more than what was drawn: there is no rate")
    return low, high


def _value(flows: Sequence[tuple[Decimal, Decimal]], y: Decimal) -> tuple[Decimal, Decimal]:
    """Return the net present value at ln(1+X) = y, and its slope."""
    value = slope = Decimal(0)
    for years, amount in flows:
        present = amount * (-years * y).exp()
        value += present
        slope -= years * present
    return value, slope


def _decimal(years: Fraction) -> Decimal:
    return Decimal(years.numerator) / Decimal(years.denominator)
