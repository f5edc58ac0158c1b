"""Values as people here read and write them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from djmoney.money import Money

from portal.fields import AmountField, DayField
from portal.templatetags.percorsi import (
    day,
    mask_fiscal_code,
    mask_iban,
    moment,
    money,
    short_hash,
    written,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (123456, "1.234,56 €"),
        (0, "0,00 €"),
        (-1250, "−12,50 €"),
        (Decimal("3000"), "3.000,00 €"),
        (Money("0.10", "EUR"), "0,10 €"),
        (None, "–"),
    ],
)
def test_amounts_are_written_the_italian_way(value: Any, text: str) -> None:
    assert money(value).replace("\u00a0", " ") == text


def test_amounts_stay_left_to_right_in_arabic() -> None:
    with translation.override("ar"):
        assert money(74000) == "\u2066740,00\u00a0€\u2069"


def test_days_and_moments_are_those_of_rome() -> None:
    late = datetime(2026, 11, 17, 23, 30, tzinfo=UTC)
    assert (day(late), moment(late)) == ("18/11/2026", "18/11/2026 00:30")
    assert day(date(2026, 1, 2)) == "02/01/2026"


def test_identifiers_are_masked_except_for_their_ends() -> None:
    assert mask_fiscal_code("BNLSMR94C12Z330M") == "BNL•••••••••330M"
    assert mask_iban("IT60 X054 2811 1010 0000 0123 456") == "IT•• •••• •••• 3456"
    assert mask_fiscal_code("short") == "•••••"


def test_a_hash_shows_its_two_ends() -> None:
    assert short_hash("9f3a" + "0" * 56 + "c27e") == "9f3a…c27e"


def test_a_table_writes_each_kind_of_column() -> None:
    assert written(-1_840_000, "money") == "−18.400,00"
    assert written(date(2026, 11, 18), "date") == "18/11/2026"
    assert written(1234, "integer") == "1.234"
    assert written(None, "text") == "–"


@pytest.mark.parametrize("text", ["1234,56", "1.234,56", "1234.56"])
def test_an_amount_is_read_in_the_ways_people_write_it(text: str) -> None:
    assert AmountField().clean(text) == Decimal("1234.56")


@pytest.mark.parametrize("text", ["1_000", "1e3", "NaN", "-5", "1,234", "١٢٣", "1.2345"])
def test_an_amount_that_could_mean_something_else_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        AmountField().clean(text)


def test_an_amount_field_shows_what_it_would_read() -> None:
    assert AmountField().prepare_value(Decimal("1234.5")) == "1.234,50"
    assert AmountField().prepare_value("1.2345") == "1.2345"


@pytest.mark.parametrize("text", ["18/11/2026", "18.11.2026", "18-11-2026", "2026-11-18"])
def test_a_day_is_read_in_the_ways_people_write_it(text: str) -> None:
    assert DayField().clean(text) == date(2026, 11, 18)


@pytest.mark.parametrize("text", ["31/02/2026", "11/18/2026", "18/11/26", "oggi", "١٨/١١/٢٠٢٦"])
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        DayField().clean(text)
