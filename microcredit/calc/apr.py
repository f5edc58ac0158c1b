"""The APR as a calculation: drawdowns and payments in, by times or by dates; the rate out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from microcredit.apr import OUT_OF_THE_APR, Flow, apr, shown, total_cost
from microcredit.calc.fields import Answer, Case, choice, day, inputs, items, number, whole, years
from microcredit.intervals import Interval, interval
from microcredit.schedule.dates import Unit

MOST_FLOWS = 5_000


def calculate(case: Case) -> Answer:
    """Return the APR (TAEG) of a credit, and what it costs in money.

    Either ``drawdowns`` and ``payments``, each a list of series (``amount``, ``first_t``,
    ``count``, ``step``, ``kind``) or of days (``amount``, ``date``, ``kind``, with
    ``payment_frequency``: month, week or year); or ``flows`` (``t_years``, ``amount``, drawn
    if positive). Costs of a kind outside the APR are left out and named. Returns ``apr_pct``
    with six decimals, ``apr_pct_1dp``, ``total_cost``, ``total_paid``. With ``from`` and
    ``to`` alone it returns the interval between two days.
    """
    given = inputs(case)
    if "from" in given and "to" in given:
        return _interval(given)
    left_out = sorted({kind for kind in _kinds(given) if kind in OUT_OF_THE_APR})
    flows = list(_flows(given))
    rate = apr(flows)
    return {
        "apr_pct": f"{shown(rate, decimals=6)}",
        "apr_pct_1dp": f"{shown(rate)}",
        "total_cost": f"{total_cost(flows):.2f}",
        "total_paid": f"{-sum(flow.amount for flow in flows if flow.amount < 0):.2f}",
        "left_out": left_out,
    }


def _kinds(given: Case) -> Iterator[str]:
    return (str(each.get("kind", "")) for each in given.get("payments", []))


def _flows(given: Case) -> Iterator[Flow]:
    if "flows" in given:
        for each in items(given, "flows"):
            yield Flow(years(each.get("t_years"), "t_years"), number(each, "amount"))
        return
    unit = choice(Unit, given, "payment_frequency", "month")
    start = _first_day(given)
    for each in items(given, "drawdowns"):
        yield from _series(each, start, unit, sign=1)
    for each in items(given, "payments"):
        if each.get("kind") not in OUT_OF_THE_APR:
            yield from _series(each, start, unit, sign=-1)


def _first_day(given: Case) -> date | None:
    days = [day(each, "date") for each in items(given, "drawdowns") if "date" in each]
    return min(days, default=None)


def _series(each: Case, start: date | None, unit: Unit, *, sign: int) -> Iterator[Flow]:
    amount = sign * number(each, "amount")
    if "date" in each:
        if start is None:
            raise ValueError("date: drawdowns need their days too")
        yield Flow(interval(start, day(each, "date"), unit=unit).years, amount)
        return
    first, step = years(each.get("first_t", "0"), "first_t"), years(each.get("step", "0"), "step")
    count = whole(each, "count", 1)
    if not 1 <= count <= MOST_FLOWS:
        raise ValueError(f"count: from 1 to {MOST_FLOWS}")
    for place in range(count):
        yield Flow(first + place * step, amount)


def _interval(given: Case) -> Answer:
    unit = choice(Unit, given, "payment_frequency", "month")
    found: Interval = interval(day(given, "from"), day(given, "to"), unit=unit)
    fraction = found.years
    residual = f"{found.days}/{found.days_of_year}" if found.days else "0"
    return {
        "whole_periods": found.whole,
        "residual_days": residual,
        "fraction_of_year": str(fraction),
        "decimal": f"{Decimal(fraction.numerator) / Decimal(fraction.denominator):.10f}",
    }
