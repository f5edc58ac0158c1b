"""Months and days as a sentence names them."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language

from dote.models import Month
from portal.templatetags.percorsi import day

# Django gives the Italian names with a capital, as no Italian sentence writes them.
SMALL = ("it",)


def month_name(month: Month) -> str:
    """Return the name of the month in which it begins, such as "October 2026"."""
    return _small(date_format(month.starts_on, "F Y"))


def long_day(value: date) -> str:
    """Return a day with its name, such as "Friday 27/11/2026"."""
    return f"{_small(date_format(value, 'l'))} {day(value)}"


def _small(text: str) -> str:
    return text.lower() if (get_language() or "")[:2] in SMALL else text
