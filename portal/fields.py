"""Form fields that read what people here write: amounts and dates, Italian ways accepted."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programme.money import parse_amount

_SHORT = re.compile(r"(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)


def parse_day(text: str) -> date:
    """Read `18/11/2026`, `18.11.2026`, `18-11-2026` or `2026-11-18`; ValidationError otherwise."""
    short, iso = _SHORT.fullmatch(text), _ISO.fullmatch(text)
    try:
        if short:
            return date(int(short[3]), int(short[2]), int(short[1]))
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError as impossible:
        raise ValidationError(_("This day does not exist in the calendar.")) from impossible
    raise ValidationError(_("Write the date as day/month/year, for instance 18/11/2026."))


class AmountField(forms.CharField):
    """An amount in euro: `1234,56`, `1.234,56`, `1234.56` or `1234`; gives a Decimal."""

    def __init__(self, **options: Any) -> None:
        """Show the decimal keyboard, right-aligned."""
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        options.setdefault("widget", widget)
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        """Return the Decimal, or None for nothing written."""
        text = super().to_python(value)
        return parse_amount(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        """Show a Decimal as `1.234,56`; what a person typed stays as it was typed."""
        if isinstance(value, Decimal):
            return f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
        return value


class DayField(forms.CharField):
    """A day, typed or pasted in the ways people write one; gives a date."""

    def __init__(self, **options: Any) -> None:
        """Ask for digits; the browser's own picker would impose the language of its owner."""
        attrs = {"class": "day-input", "placeholder": "gg/mm/aaaa", "autocomplete": "off"}
        options.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        """Return the date, or None for nothing written."""
        text = super().to_python(value)
        return parse_day(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        """Show a date as `18/11/2026`; what a person typed stays as it was typed."""
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value
