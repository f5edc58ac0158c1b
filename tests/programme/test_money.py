"""Amounts: read as people write them, kept as cents, rounded once."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from djmoney.money import Money
from hypothesis import given
from hypothesis import strategies as st

from programme.money import (
    LARGEST_CENTS,
    format_amount,
    from_cents,
    parse_amount,
    round_to_cents,
    to_cents,
)

CENTS = st.integers(min_value=0, max_value=LARGEST_CENTS)


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1234,56", 123456),
        ("1.234,56", 123456),
        ("1234.56", 123456),
        ("1234", 123400),
        ("0", 0),
        ("0,5", 50),
        ("007", 700),
        (" 12,30 ", 1230),
        ("€ 12,30", 1230),
        ("1.234.567,89 €", 123456789),
        ("9999999999,99", LARGEST_CENTS),
    ],
)
def test_amounts_are_read_as_italians_and_machines_write_them(typed: str, cents: int) -> None:
    amount = parse_amount(typed)
    assert to_cents(amount) == cents
    assert amount.as_tuple().exponent == -2


@pytest.mark.parametrize(
    "typed",
    [
        "1_000",
        "NaN",
        "Infinity",
        "-1",
        "-0,01",
        "+1",
        "1e3",
        "1E3",
        "١٢٣",
        "१२३",
        "１２３",
        "1,234",
        "0.001",
        "1.234",
        "1,234.56",
        "1.23,45",
        "12.34.567,00",
        "1.2345,00",
        ".5",
        ",5",
        "5,",
        "5.",
        "",
        " ",
        "€",
        "€€5",
        "5 000",
        "5\u00a0000",
        "0x10",
        "1/2",
        "10.000.000.000,00",
        "5\n6",
        "5,00 euro",
    ],
)
def test_anything_else_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        parse_amount(typed)
    assert refused.value.messages[0]


@given(CENTS)
def test_what_is_written_is_read_again(cents: int) -> None:
    assert to_cents(parse_amount(format_amount(cents))) == cents
    assert to_cents(parse_amount(f"{cents // 100}.{cents % 100:02d}")) == cents


@given(st.text(max_size=20))
def test_any_text_is_an_amount_in_range_or_refused(text: str) -> None:
    try:
        amount = parse_amount(text)
    except ValidationError:
        return
    assert 0 <= to_cents(amount) <= LARGEST_CENTS
    assert set(text.strip().strip("€").strip()) <= set("0123456789.,")


@given(st.decimals(min_value="0.001", max_value="99", places=3))
def test_three_decimals_are_never_cut(amount: Decimal) -> None:
    with pytest.raises(ValidationError):
        parse_amount(str(amount).replace(".", ","))


@given(st.integers(min_value=-LARGEST_CENTS, max_value=LARGEST_CENTS))
def test_cents_and_euro_are_the_same_amount(cents: int) -> None:
    assert to_cents(from_cents(cents)) == cents


def test_a_fraction_of_a_cent_and_other_currencies_are_refused() -> None:
    with pytest.raises(ValueError, match="whole number of cents"):
        to_cents(Decimal("0.005"))
    with pytest.raises(ValueError, match="Only euro"):
        to_cents(Money(1, "USD"))


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [("0.005", "0.01"), ("0.0049", "0.00"), ("15.625", "15.63"), ("-0.005", "-0.01")],
)
def test_halves_go_up(exact: str, rounded: str) -> None:
    assert round_to_cents(Decimal(exact)) == Decimal(rounded)


def test_amounts_are_written_the_italian_way() -> None:
    assert format_amount(123456) == "1.234,56 €"
    assert format_amount(-5) == "-0,05 €"
