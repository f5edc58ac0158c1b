"""Reads the fields of a case; what is wrong is named in a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, TypeVar

Case = Mapping[str, Any]
Answer = dict[str, Any]
E = TypeVar("E", bound=Enum)

AMOUNT = re.compile(r"[0-9]{1,10}(\.[0-9]{1,2})?")
NUMBER = re.compile(r"-?[0-9]{1,10}(\.[0-9]{1,12})?")
RATIO = re.compile(r"-?[0-9]{1,9}(/[1-9][0-9]{0,8})?")


def inputs(case: Case) -> Case:
    """Return the inputs of a case, given by themselves or as a published vector."""
    given = case.get("inputs", case)
    if not isinstance(given, Mapping):
        raise ValueError("inputs: an object is needed")
    return given


def cents(case: Case, name: str, default: str | None = None) -> int:
    """Return an amount in cents, written in euros as text, such as 500.00."""
    value = case.get(name, default)
    if not isinstance(value, str) or not AMOUNT.fullmatch(value):
        raise ValueError(f"{name}: euros as text, such as 500.00")
    return int(Decimal(value) * 100)


def number(case: Case, name: str, default: str | None = None) -> Decimal:
    """Return a decimal number, written as text."""
    value = case.get(name, default)
    if not isinstance(value, str) or not NUMBER.fullmatch(value):
        raise ValueError(f"{name}: a number as text, such as 5.25")
    return Decimal(value)


def whole(case: Case, name: str, default: int | None = None) -> int:
    """Return a whole number."""
    value = case.get(name, default)
    if type(value) is not int:
        raise ValueError(f"{name}: a whole number is needed")
    return value


def flag(case: Case, name: str, default: bool | None = None) -> bool:
    """Return a yes or no."""
    value = case.get(name, default)
    if type(value) is not bool:
        raise ValueError(f"{name}: true or false")
    return value


def day(case: Case, name: str, default: date | None = None) -> date:
    """Return a day written as 2026-09-30."""
    value = case.get(name)
    if value is None and default is not None:
        return default
    try:
        return date.fromisoformat(str(value))
    except (TypeError, ValueError):
        raise ValueError(f"{name}: a day such as 2026-09-30") from None


def choice(kind: type[E], case: Case, name: str, default: str | None = None) -> E:
    """Return one of the words that a field may hold."""
    value = case.get(name, default)
    try:
        return kind(value)
    except ValueError:
        words = ", ".join(str(each.value) for each in kind)
        raise ValueError(f"{name}: one of {words}") from None


def years(text: Any, name: str) -> Fraction:
    """Return a time in years written as a sum of fractions, such as 3/365+1/12."""
    parts = text.split("+") if isinstance(text, str) else []
    if not parts or not all(RATIO.fullmatch(part) for part in parts):
        raise ValueError(f"{name}: years as fractions, such as 3/365+1/12")
    return sum((Fraction(part) for part in parts), Fraction(0))


def items(case: Case, name: str) -> list[Case]:
    """Return a list of objects."""
    value = case.get(name)
    if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
        raise ValueError(f"{name}: a list of objects is needed")
    return value


def euros(amount: int) -> str:
    """Write cents as euros with two decimals."""
    return f"{Decimal(amount) / 100:.2f}"
