"""Reads the fields of a case; each error is a sentence that names the field that is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

AMOUNT = re.compile(r"[0-9]{1,10}(\.[0-9]{1,2})?")
NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
YEAR_END = re.compile(r"([0-9]{2})-([0-9]{2})")

Case = Mapping[str, Any]


def flat(case: Case) -> Case:
    """Return a case of the published vectors with the fields of its ``case`` beside the others."""
    inner = case.get("case", {})
    if not isinstance(inner, Mapping):
        raise ValueError("case: an object is needed")
    return {**case, **inner}


def cents(case: Case, name: str) -> int:
    """Return euros written as text, in cents."""
    value = case.get(name)
    if not isinstance(value, str) or not AMOUNT.fullmatch(value):
        raise ValueError(f"{name}: euros as text, such as 500.00")
    return int(Decimal(value) * 100)


def number(case: Case, name: str, *, default: Decimal | None = None) -> Decimal:
    """Return a number that is not below zero, whole or written as text."""
    value = case.get(name, default)
    if isinstance(value, Decimal):
        return value
    written = str(value) if type(value) is int or isinstance(value, str) else ""
    if not NUMBER.fullmatch(written):
        raise ValueError(f"{name}: a number from zero, whole or as text such as 2.5")
    return Decimal(written)


def whole(case: Case, name: str) -> int:
    """Return a whole number above zero."""
    value = case.get(name)
    if type(value) is not int or value < 1:
        raise ValueError(f"{name}: a whole number above zero")
    return value


def day(case: Case, name: str) -> date:
    """Return a date written as YYYY-MM-DD."""
    value = case.get(name)
    if not isinstance(value, str) or not DAY.fullmatch(value):
        raise ValueError(f"{name}: a day as YYYY-MM-DD")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"{name}: there is no such day") from error


def text(case: Case, name: str, *, default: str | None = None) -> str:
    """Return a text."""
    value = case.get(name, default)
    if not isinstance(value, str):
        raise ValueError(f"{name}: a text is needed")
    return value


def objects(case: Case, name: str) -> list[Case]:
    """Return a list of objects, empty where the case has none."""
    value = case.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise ValueError(f"{name}: a list of objects is needed")
    return value


def texts(case: Case, name: str) -> list[str]:
    """Return a list of texts, empty where the case has none."""
    value = case.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"{name}: a list of texts is needed")
    return value


def year_end(case: Case) -> tuple[int, int]:
    """Return month and day on which the fiscal year ends; 31 December where nothing is said."""
    found = YEAR_END.fullmatch(text(case, "fiscal_year_end", default="12-31"))
    if found is None:
        raise ValueError("fiscal_year_end: month and day, such as 12-31")
    month, last = int(found[1]), int(found[2])
    try:
        date(2024, month, last)
    except ValueError as error:
        raise ValueError("fiscal_year_end: there is no such day") from error
    return month, last


def euros(cents: int) -> str:
    """Return cents as euros with two decimals."""
    return f"{cents // 100}.{cents % 100:02d}"
