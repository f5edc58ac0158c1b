"""A repayment plan as a calculation: `inputs` of `schedules.json` in, its `rows` out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from microcredit.calc.fields import (
    Answer,
    Case,
    cents,
    choice,
    day,
    euros,
    inputs,
    items,
    number,
    whole,
)
from microcredit.schedule import Annuity, Basis, Drawdown, Method, Period, Preamortisation, Terms
from microcredit.schedule import plan as make
from microcredit.schedule.dates import Unit, moved
from microcredit.schedule.rounding import Rounding
from microcredit.schedule.rows import Row
from microcredit.schedule.terms import MOST_PERIODS

BASES = {"30/360": Basis.THIRTY_360, **{str(each): each for each in Basis}}
METHODS = {"interest only, principal at the end": Method.INTEREST_ONLY}
UNDATED = date(2001, 1, 1)


def calculate(case: Case) -> Answer:
    """Return the plan of a loan.

    ``principal``, ``annual_rate_pct``, ``method``, ``n``, ``disbursed_on``, ``first_due``;
    where they differ from the usual: ``due_day``, ``period`` (``unit``, ``every``),
    ``interest_basis``, ``annuity`` (``rate/12`` or ``factors``), ``rounding``,
    ``instalment_multiple``, ``grace_principal_periods``, ``deferred_interest_periods``,
    ``interest_free_periods``, ``preamortisation``, ``balloon``, ``instalment``,
    ``fixed_principal``, ``weights`` and ``drawdowns`` (``date``, ``amount``). Without dates
    the rows have none. Raises ValueError with a sentence that names the field.
    """
    given = inputs(case)
    dated = "disbursed_on" in given or "first_due" in given
    found = make(terms_of(given))
    return {
        "rows": [_row(row, dated=dated) for row in found.rows],
        "totals": {
            "principal": euros(found.principal),
            "interest": euros(found.interest),
            "due": euros(found.due),
        },
    }


def terms_of(given: Case) -> Terms:
    """Return the terms that a case writes down."""
    method = _method(given)
    period = _period(given.get("period", {}))
    disbursed_on = _disbursed_on(given, period)
    basis = _basis(given)
    annuity = Annuity.NOMINAL if basis is Basis.NOMINAL else Annuity.FACTORS
    return Terms(
        principal=cents(given, "principal"),
        annual_rate_pct=number(given, "annual_rate_pct"),
        method=method,
        n=whole(given, "n", MOST_PERIODS if method is Method.FIXED_INSTALMENT else None),
        disbursed_on=disbursed_on,
        first_due=day(given, "first_due", moved(disbursed_on, period)),
        due_day=_due_day(given, disbursed_on),
        period=period,
        basis=basis,
        annuity=choice(Annuity, given, "annuity", annuity),
        rounding=choice(Rounding, given, "rounding", "HALF_UP"),
        multiple=cents(given, "instalment_multiple", "0.01"),
        grace_principal=whole(given, "grace_principal_periods", 0),
        deferred_interest=whole(given, "deferred_interest_periods", 0),
        interest_free=whole(given, "interest_free_periods", 0),
        preamortisation=choice(Preamortisation, given, "preamortisation", "own_row"),
        balloon=cents(given, "balloon", "0.00"),
        fixed=_fixed(given, method),
        weights=_weights(given.get("weights", [])),
        drawdowns=_drawdowns(given),
    )


def _disbursed_on(given: Case, period: Period) -> date:
    if "disbursed_on" not in given and "first_due" in given:
        return moved(day(given, "first_due"), period, times=-1)
    return day(given, "disbursed_on", UNDATED)


def _due_day(given: Case, disbursed_on: date) -> int | None:
    if "due_day" in given:
        return whole(given, "due_day")
    return None if "first_due" in given else disbursed_on.day


def _method(given: Case) -> Method:
    if given.get("method") in METHODS:
        return METHODS[given["method"]]
    return choice(Method, given, "method")


def _period(given: Any) -> Period:
    if isinstance(given, str):
        every, _, unit = given.partition(" ")
        given = {"every": int(every) if every.isdigit() else 0, "unit": unit.rstrip("s")}
    if not isinstance(given, Mapping):
        raise ValueError("period: an object is needed")
    return Period(choice(Unit, given, "unit", "month"), whole(given, "every", 1))


def _basis(given: Case) -> Basis:
    name = given.get("interest_basis", "rate/12")
    if name not in BASES:
        raise ValueError(f"interest_basis: one of {', '.join(BASES)}")
    return BASES[name]


def _fixed(given: Case, method: Method) -> int:
    if method is Method.FIXED_INSTALMENT:
        return cents(given, "instalment")
    if method is Method.FIXED_PRINCIPAL:
        return cents(given, "fixed_principal")
    return 0


def _weights(given: Any) -> tuple[int, ...]:
    if not isinstance(given, list) or any(type(each) is not int for each in given):
        raise ValueError("weights: twelve whole numbers, January first")
    return tuple(given)


def _drawdowns(given: Case) -> tuple[Drawdown, ...]:
    if "drawdowns" not in given:
        return ()
    return tuple(
        Drawdown(day(each, "date"), cents(each, "amount")) for each in items(given, "drawdowns")
    )


def _row(row: Row, *, dated: bool) -> Answer:
    told = {
        "nr": row.nr,
        "due_date": row.due_on.isoformat(),
        "principal": euros(row.principal),
        "interest": euros(row.interest),
        "due": euros(row.due),
        "opening": euros(row.balance + row.principal),
        "balance": euros(row.balance),
        "kind": str(row.kind),
    }
    if not dated:
        del told["due_date"]
    return told
