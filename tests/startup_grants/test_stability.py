"""What a broken stability period costs, and what a budget may hold."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from startup_grants.budget import by_category, largest_advance, over_caps, share
from startup_grants.calc.stability import recovery
from startup_grants.stability import Span, pro_rata, stability_period
from tests.vectors import vectors

THREE_YEARS = stability_period(date(2024, 1, 1), years=3)


def test_three_years_from_the_first_of_january_are_1096_days() -> None:
    assert (THREE_YEARS.last, THREE_YEARS.days) == (date(2026, 12, 31), 1096)
    assert stability_period(date(2024, 2, 29), years=3).last == date(2027, 2, 27)


def test_a_firm_that_stops_in_its_second_year_pays_back_the_days_that_are_left() -> None:
    """30,000 of 1,096 days; from 1 July 2025 to 31 December 2026 are 184 + 365 days."""
    found = pro_rata(
        30_000_00, period=THREE_YEARS, breaches=[Span(date(2025, 7, 1), THREE_YEARS.last)]
    )
    assert (found.days_of_breach, found.recovered_cents) == (549, 15_027_37)
    assert found.kept_cents == 14_972_63


def test_days_broken_twice_count_once_and_days_outside_never() -> None:
    breaches = [
        Span(date(2023, 1, 1), date(2024, 1, 10)),
        Span(date(2024, 1, 5), date(2024, 1, 6)),
        Span(date(2024, 1, 10), date(2024, 1, 20)),
        Span(date(2027, 1, 1), date(2027, 12, 31)),
    ]
    assert pro_rata(1096_00, period=THREE_YEARS, breaches=breaches).recovered_cents == 20_00


@given(
    cents=st.integers(0, 200_000_00),
    offsets=st.lists(st.tuples(st.integers(-50, 1200), st.integers(0, 400)), max_size=5),
)
@pytest.mark.slow
def test_recovered_and_kept_make_the_grant(cents: int, offsets: list[tuple[int, int]]) -> None:
    first = THREE_YEARS.first
    breaches = [
        Span(first + timedelta(days=start), first + timedelta(days=start + length))
        for start, length in offsets
    ]
    found = pro_rata(cents, period=THREE_YEARS, breaches=breaches)
    broken = {span.first + timedelta(days=n) for span in breaches for n in range(span.days)} & {
        first + timedelta(days=n) for n in range(THREE_YEARS.days)
    }
    assert found.days_of_breach == len(broken)
    assert found.recovered_cents + found.kept_cents == cents
    assert 0 <= found.recovered_cents <= cents


def test_the_calculation_shows_the_days_it_computed_from() -> None:
    answer = recovery(
        {"amount": "30000.00", "starts_on": "2024-01-01", "years": 3, "breach_from": "2025-07-01"}
    )
    assert (answer["days"], answer["days_of_breach"]) == (1096, 549)
    assert answer["recovered"] == "15027.37"
    with pytest.raises(ValueError, match="breach_from"):
        recovery({"amount": "1.00", "starts_on": "2024-01-01", "years": 3})


CAPS = {"works": Decimal(30), "running": Decimal(20)}


def test_a_budget_at_its_caps_stands_and_one_cent_more_does_not() -> None:
    """LIM-30 of the vectors, retyped: Resto al Sud, works 30 %, running costs 20 %."""
    rows = [("works", 30_000_00), ("equipment", 50_000_00), ("running", 20_000_00)]
    assert over_caps(by_category(rows), CAPS) == []
    found = over_caps(by_category([*rows, ("works", 1)]), CAPS)
    assert [(over.category, over.cap_cents) for over in found] == [("works", 30_000_00)]


def test_a_smaller_total_can_put_an_unchanged_category_over_its_cap() -> None:
    smaller = [("works", 30_000_00), ("equipment", 40_000_00), ("running", 18_000_00)]
    assert [over.category for over in over_caps(by_category(smaller), CAPS)] == [
        "running",
        "works",
    ]


def test_an_advance_never_passes_its_percentage_by_a_cent() -> None:
    assert largest_advance(10_01, percent=Decimal(40)) == 4_00
    assert largest_advance(50_000_00, percent=Decimal(40)) == 20_000_00


SPLITS: dict[str, Any] = {
    "GRA-01": lambda cents: {"grant": share(cents, percent=Decimal(50))},
    "GRA-04": lambda cents: {"grant": share(cents, percent=Decimal(50))},
    "GRA-07": lambda cents: {"grant": share(cents, percent=Decimal(75))},
}


def test_shares_of_expense_come_out_as_published() -> None:
    for row in vectors("grant_splits"):
        (spent,) = row["inputs"].values()
        split = SPLITS.get(row["id"])
        if split is not None:
            found = split(int(Decimal(spent) * 100))
            assert found["grant"] == int(Decimal(row["expected"]["grant"]) * 100)
