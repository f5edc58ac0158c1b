"""Ending early and paying late, as calculations: which one follows from the fields given."""

from __future__ import annotations

from datetime import date

from microcredit.arrears import Exposure, at_risk, in_default
from microcredit.calc.fields import (
    Answer,
    Case,
    cents,
    day,
    euros,
    flag,
    inputs,
    items,
    number,
    whole,
)
from microcredit.calc.plan import terms_of
from microcredit.calc.told import needing_parameters
from microcredit.default_interest import DatedRate, default_interest
from microcredit.payoff import compensation, linear_refund, pay_off
from microcredit.readings import compensation_rule, default_rule, legal_rates
from microcredit.schedule import plan

LATEST = date(2026, 11, 19)
"""The day before the rules of Directive (EU) 2023/2225: cases that name no day mean these."""


def calculate(case: Case) -> Answer:
    """Return what a day's end of a loan takes, or one of the figures around it.

    ``plan`` (as in ``calc plan``), ``on`` and ``paid`` (``nr``, ``principal``, ``interest``):
    the pay-off figure. ``repaid``, ``months_left``, ``remaining_debt``: the most the lender
    may ask. ``upfront_costs``, ``months``, ``repaid_after_months``: the refund.
    ``principal``, ``due``, ``paid``: default interest at the legal rate of each day, or at
    ``rates`` (``from``, ``percent``). ``loans``: portfolio at risk. ``overdue``,
    ``exposure``, ``consecutive_days_over_threshold``: default or not.
    """
    given = inputs(case)
    for field, answer in _BY_FIELD.items():
        if field in given:
            return answer(given)
    raise ValueError(f"one of {', '.join(_BY_FIELD)} is needed")


def _pay_off(given: Case) -> Answer:
    terms = terms_of(inputs(given["plan"]))
    paid = {
        whole(each, "nr"): (cents(each, "principal", "0.00"), cents(each, "interest", "0.00"))
        for each in items({"paid": given.get("paid", [])}, "paid")
    }
    found = pay_off(
        plan(terms).rows, disbursed_on=terms.disbursed_on, on=day(given, "on"), paid=paid
    )
    return {
        "on": found.on.isoformat(),
        "principal": euros(found.principal),
        "overdue_interest": euros(found.overdue_interest),
        "accrued_interest": euros(found.accrued_interest),
        "total": euros(found.total),
    }


@needing_parameters
def _compensation(given: Case) -> Answer:
    most = compensation(
        cents(given, "repaid"),
        months_left=whole(given, "months_left"),
        remaining_debt=cents(given, "remaining_debt"),
        rule=compensation_rule(on=day(given, "on", LATEST)),
        interest_lost=cents(given, "interest_lost") if "interest_lost" in given else None,
    )
    return {"max_compensation": euros(most)}


def _refund(given: Case) -> Answer:
    if given.get("method", "linear") != "linear":
        raise ValueError("method: linear; amortised cost needs the plan")
    refund = linear_refund(
        cents(given, "upfront_costs"),
        months=whole(given, "months"),
        repaid_after_months=whole(given, "repaid_after_months"),
    )
    return {"refund": euros(refund)}


@needing_parameters
def _default_interest(given: Case) -> Answer:
    rates = legal_rates()
    if "rates" in given:
        rates = [DatedRate(day(each, "from"), number(each, "percent")) for each in given["rates"]]
    found = default_interest(
        cents(given, "principal"),
        due=day(given, "due"),
        paid=day(given, "paid"),
        rates=rates,
        year=whole(given, "year_basis", 365),
    )
    days = {str(percent): count for percent, count in found.days.items()}
    return {"days_by_rate": days, "default_interest": euros(found.cents)}


def _portfolio(given: Case) -> Answer:
    loans = [
        Exposure(
            cents(each, "outstanding"), whole(each, "days_late"), flag(each, "written_off", False)
        )
        for each in items(given, "loans")
    ]
    told: Answer = {}
    for days in (30, 90):
        found = at_risk(loans, days=days)
        told["gross_outstanding"] = euros(found.gross)
        told[f"par{days}_amount"] = euros(found.amount)
        told[f"par{days}_pct"] = str(found.percent)
    return told


@needing_parameters
def _default(given: Case) -> Answer:
    rule = default_rule(on=day(given, "on", LATEST), retail=flag(given, "retail", True))
    found = in_default(
        cents(given, "overdue"),
        exposure=cents(given, "exposure"),
        days=whole(given, "consecutive_days_over_threshold"),
        rule=rule,
    )
    return {"default": found}


_BY_FIELD = {
    "plan": _pay_off,
    "repaid": _compensation,
    "upfront_costs": _refund,
    "loans": _portfolio,
    "overdue": _default,
    "due": _default_interest,
}
