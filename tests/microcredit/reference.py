"""An independent way to the same figures: exact fractions, other formulas, nothing of ours."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

Args = dict[str, Any]


def compound(function: str, args: Args) -> Decimal:
    """Return a time-value function by adding up what each period does, in Decimal."""
    with localcontext() as context:
        context.prec = 50
        return _FUNCTIONS[function](args)


def _rate(args: Args) -> Decimal:
    over, _, under = args["rate"].partition("/")
    return Decimal(over) / Decimal(under or 1)


def _discounts(rate: Decimal, periods: int) -> Decimal:
    return sum((1 / (1 + rate) ** period for period in range(1, periods + 1)), Decimal(0))


def _pmt(args: Args) -> Decimal:
    return -Decimal(args["pv"]) / _discounts(_rate(args), int(args["nper"]))


def _split(args: Args, period: int) -> tuple[Decimal, Decimal]:
    rate, payment, balance = _rate(args), -_pmt(args), Decimal(args["pv"])
    interest = principal = Decimal(0)
    for _ in range(period):
        interest = balance * rate
        principal = payment - interest
        balance -= principal
    return -interest, -principal


def _cumulative(args: Args, part: int) -> Decimal:
    periods = range(int(args["start"]), int(args["end"]) + 1)
    return sum((_split(args, period)[part] for period in periods), Decimal(0))


def _fv(args: Args) -> Decimal:
    rate, balance = _rate(args), -Decimal(args["pv"])
    for _ in range(int(args["nper"])):
        balance = balance * (1 + rate) - Decimal(args["pmt"])
    return balance


def _nper(args: Args) -> Decimal:
    balance, periods = Decimal(args["pv"]), Decimal(0)
    while balance > 0:
        balance = balance * (1 + _rate(args)) + Decimal(args["pmt"])
        periods += 1
    return periods


def _irr(args: Args) -> Decimal:
    flows = [Decimal(flow) for flow in args["cashflows"]]
    low, high = Decimal("-0.99"), Decimal(10)
    for _ in range(200):
        middle = (low + high) / 2
        value = sum(flow / (1 + middle) ** place for place, flow in enumerate(flows))
        low, high = (middle, high) if value > 0 else (low, middle)
    return (low + high) / 2


_FUNCTIONS = {
    "pmt": _pmt,
    "ipmt": lambda args: _split(args, int(args["per"]))[0],
    "ppmt": lambda args: _split(args, int(args["per"]))[1],
    "cumipmt": lambda args: _cumulative(args, 0),
    "cumprinc": lambda args: _cumulative(args, 1),
    "fv": _fv,
    "nper": _nper,
    "irr": _irr,
}


def rate_by_halving(flows: list[tuple[Fraction, Decimal]]) -> Decimal:
    """Return an APR in percent by halving an interval of 1 + X, in powers instead of logarithms."""
    with localcontext() as context:
        context.prec = 40
        low, high = Decimal("0.000001"), Decimal(100_000)
        for _ in range(160):
            middle = (low + high) / 2
            value = Decimal(0)
            for years, amount in flows:
                value += amount / middle ** (Decimal(years.numerator) / years.denominator)
            low, high = (middle, high) if value < 0 else (low, middle)
        return (low - 1) * 100
