"""Every published figure beside the checkout, through the calculations as others call them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from microcredit import calc
from microcredit.schedule import Basis, due_dates, fraction
from programme.reference import load_parameters
from tests.microcredit.reference import compound
from tests.vectors import published

BASES = {
    "30/360 EU (30E/360)": Basis.THIRTY_360,
    "ACT/ACT ISDA": Basis.ACTUAL_ACTUAL,
    "ACT/365": Basis.ACTUAL_365,
}
LOANS = ("business", "social")


@pytest.mark.parametrize("vector", published("schedules"))
def test_a_published_plan_comes_out_cell_by_cell(vector: dict[str, Any]) -> None:
    given = vector["inputs"]
    if given["method"] == "flat":
        with pytest.raises(ValueError, match="method"):
            calc.plan(vector)
        return
    modes = [mode for mode, holds in vector["recomputed"].items() if holds]
    assert modes
    for mode in modes:
        found = calc.plan({"inputs": {**given, "rounding": mode}})
        rows = {row["nr"]: row for row in found["rows"]}
        for row in vector["expected"]["rows"]:
            assert _cells(row) == _cells({name: rows[row["nr"]][name] for name in row})
        assert vector["expected"].get("totals", found["totals"]) == found["totals"]


def _cells(row: dict[str, Any]) -> dict[str, Any]:
    amounts = {name: Decimal(text) for name, text in row.items() if name not in ("nr", "due_date")}
    return {**row, **amounts}


@pytest.mark.parametrize("vector", published("ec_amortisation"))
def test_a_table_of_the_commission_differs_by_no_more_than_the_cents_it_says(
    vector: dict[str, Any],
) -> None:
    found = calc.plan(vector)
    drift = vector.get("difference_of_a_cent_rounded_plan", {})
    for row, ours in zip(vector["expected"]["rows"], found["rows"], strict=False):
        closing = abs(Decimal(row["closing"]) - Decimal(ours["balance"]))
        assert Decimal(row["interest"]) == Decimal(ours["interest"])
        assert closing <= Decimal(drift.get("max_closing_row", "0.00"))
    total = abs(
        Decimal(vector["expected"]["total_interest"]) - Decimal(found["totals"]["interest"])
    )
    assert total <= Decimal(drift.get("total_interest", "0.80"))


@pytest.mark.parametrize("vector", published("apr_ec_2015"))
def test_an_example_of_the_commission_has_its_rate_to_six_decimals(vector: dict[str, Any]) -> None:
    found = calc.apr(vector)
    difference = abs(Decimal(found["apr_pct"]) - Decimal(vector["apr_pct_published"]))
    assert difference <= Decimal(vector["tolerance_pct_points"])
    assert found["apr_pct_1dp"] == vector["apr_pct_1dp"]


@pytest.mark.parametrize("vector", published("apr_other"))
def test_another_published_rate_comes_out(vector: dict[str, Any]) -> None:
    found = Decimal(calc.apr(vector)["apr_pct"])
    assert abs(found - Decimal(vector["apr_pct_published"])) <= Decimal(
        vector["tolerance_pct_points"]
    )


@pytest.mark.parametrize("vector", published("apr_time_intervals"))
def test_time_is_counted_back_from_the_payment(vector: dict[str, Any]) -> None:
    found = calc.apr(vector)
    if not vector["recomputed_ok"]:
        assert found["residual_days"] == "28/365"  # strict counting, as the vector says itself
        return
    assert Fraction(found["fraction_of_year"]) == Fraction(vector["fraction_of_year"])
    assert found["whole_periods"] == vector["whole_periods"]


@pytest.mark.parametrize("vector", published("day_count"))
def test_days_are_counted_by_their_convention(vector: dict[str, Any]) -> None:
    start, end = date.fromisoformat(vector["from"]), date.fromisoformat(vector["to"])
    found = Fraction(*fraction(start, end, BASES[vector["convention"]]))
    assert found == Fraction(vector["expected"])


@pytest.mark.parametrize("vector", published("due_dates"))
def test_a_due_day_does_not_drift(vector: dict[str, Any]) -> None:
    given, expected = vector["inputs"], vector["expected"]
    first = date.fromisoformat(given["first_due"])
    found = due_dates(first, count=len(expected), due_day=given.get("due_day"))
    assert [day.isoformat() for day in found] == [row["due_date"] for row in expected]


@pytest.mark.parametrize("vector", published("time_value"))
def test_the_reference_agrees_with_spreadsheets(vector: dict[str, Any]) -> None:
    found = compound(vector["function"], vector["args"])
    tolerance = max(Decimal(vector["tolerance"]), Decimal("1e-9"))
    assert abs(found - Decimal(vector["expected"])) <= tolerance


@pytest.mark.django_db
@pytest.mark.parametrize("vector", published("usury_thresholds"))
def test_a_published_threshold_comes_out(vector: dict[str, Any]) -> None:
    load_parameters()
    found = calc.usury(vector)
    assert (found["threshold_pct"], found["cap_applied"]) == (
        vector["threshold_pct"],
        vector["cap_applied"],
    )


@pytest.mark.django_db
@pytest.mark.parametrize("vector", published("limit_checks"))
def test_a_loan_at_the_limits_of_its_day_is_judged(vector: dict[str, Any]) -> None:
    load_parameters()
    if not vector["programme"].startswith(LOANS):
        with pytest.raises(ValueError, match="programme"):
            calc.limits(vector)
        return
    assert calc.limits(vector)["admissible"] is vector["admissible"]


@pytest.mark.django_db
@pytest.mark.parametrize("vector", published("derived_rules"))
def test_a_rule_gives_the_figure_it_states(vector: dict[str, Any]) -> None:
    load_parameters()
    calculate = calc.allocate if vector["topic"] == "allocation" else calc.payoff
    found = calculate(vector)
    expected = _plain(vector["expected"])
    assert {name: _plain(found)[name] for name in expected} == expected


def _plain(told: dict[str, Any]) -> dict[str, Any]:
    days = told.get("days_by_rate")
    if days is None:
        return told
    return {**told, "days_by_rate": {Decimal(rate): count for rate, count in days.items()}}
