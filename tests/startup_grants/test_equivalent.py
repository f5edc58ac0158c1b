"""What soft loans and guarantees count: the Commission's example, hand-made ones, properties."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from startup_grants.calc.aid import gge, reference_rows
from startup_grants.equivalent import (
    Instrument,
    NotTransparent,
    SoftMeasure,
    interest_gap,
    proportion,
)

OLD_DAY, NEW_DAY = date(2023, 6, 1), date(2024, 6, 1)
ROWS = reference_rows()


def loan(euros: int, months: int, cover: int | None = None) -> SoftMeasure:
    """Return a loan of so many euros."""
    share = None if cover is None else Decimal(cover)
    return SoftMeasure(Instrument.LOAN, euros * 100, months, share)


@pytest.mark.parametrize(
    ("euros", "months", "day", "counted"),
    [
        (1_000_000, 12, OLD_DAY, 40_000),  # the Commission's example
        (1_000_000, 60, OLD_DAY, 200_000),
        (500_000, 120, OLD_DAY, 200_000),
        (25_000, 60, OLD_DAY, 5_000),
        (10_000, 36, OLD_DAY, 1_200),
        (1_500_000, 60, NEW_DAY, 300_000),
        (750_000, 120, NEW_DAY, 300_000),
        (25_000, 60, NEW_DAY, 5_000),
    ],
)
def test_a_loan_counts_in_proportion_to_amount_and_years(
    euros: int, months: int, day: date, counted: int
) -> None:
    assert proportion(loan(euros, months), on=day, rows=ROWS).cents == counted * 100


@pytest.mark.parametrize(
    "measure", [loan(1_000_001, 12), loan(500_001, 61), loan(1_000, 121), loan(1_000, 60, 49)]
)
def test_a_loan_too_large_too_long_or_hardly_secured_needs_the_reference_rate(
    measure: SoftMeasure,
) -> None:
    with pytest.raises(NotTransparent):
        proportion(measure, on=OLD_DAY, rows=ROWS)


def test_a_guarantee_counts_by_the_amount_guaranteed_and_not_above_its_share() -> None:
    half = SoftMeasure(Instrument.GUARANTEE, 750_000_00, 60, Decimal(80))
    assert proportion(half, on=OLD_DAY, rows=ROWS).cents == 100_000_00
    with pytest.raises(NotTransparent):
        proportion(
            SoftMeasure(Instrument.GUARANTEE, 750_000_00, 60, Decimal("80.01")),
            on=OLD_DAY,
            rows=ROWS,
        )


def test_an_interest_free_loan_counts_the_discounted_interest_it_saves() -> None:
    """12,000 over two months at 0 against 12 %: 120 and 60 of interest, undiscounted."""
    found = interest_gap(
        loan(12_000, 2), rate=Decimal(0), reference=Decimal(12), discount=Decimal(0)
    )
    assert found.cents == 180_00
    dearer = interest_gap(
        loan(12_000, 2), rate=Decimal(13), reference=Decimal(12), discount=Decimal(0)
    )
    assert dearer.cents == 0


@given(euros=st.integers(1, 500_000), months=st.integers(1, 120))
def test_a_larger_or_longer_loan_never_counts_less(euros: int, months: int) -> None:
    cents = proportion(loan(euros, months), on=OLD_DAY, rows=ROWS).cents
    assert 0 <= cents <= 200_000_00
    assert proportion(loan(min(euros + 1, 500_000), months), on=OLD_DAY, rows=ROWS).cents >= cents
    assert proportion(loan(euros, min(months + 1, 120)), on=OLD_DAY, rows=ROWS).cents >= cents


def test_the_calculation_says_method_and_source() -> None:
    answer = gge(
        {"instrument": "loan", "amount": "1000000.00", "months": 12, "granted_on": "2023-01-01"}
    )
    assert answer["gge"] == "40000.00"
    assert answer["source"] == "Reg. (EU) 1407/2013 art. 4(3)(b)"
    assert gge({"instrument": "grant", "amount": "5.00"})["gge"] == "5.00"
    with pytest.raises(ValueError, match="reference_rate: needed"):
        gge(
            {
                "instrument": "loan",
                "amount": "2000000.00",
                "months": 12,
                "granted_on": "2023-01-01",
            }
        )
