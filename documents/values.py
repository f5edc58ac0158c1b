"""Turns a cell's value into its canonical form, which is hashed, and into the words people read."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from audit.canonical import instant
from audit.clock import ROME
from documents.tables import Kind, Value

LONGEST = 32_767  # UTF-16 units in one cell (ECMA-376; Excel refuses the whole file otherwise)

Canonical = str | int | None

# What XML 1.0 cannot hold, and the C1 controls, which nobody can see.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?")

_TYPES: dict[Kind, tuple[type, ...]] = {
    Kind.MONEY: (int,),
    Kind.INTEGER: (int,),
    Kind.NUMBER: (Decimal, int),
    Kind.PERCENT: (Decimal, int),
    Kind.DATE: (date,),
    Kind.INSTANT: (datetime,),
}


def clean(text: str) -> str:
    """Return text without control characters, cut to what one cell can hold."""
    plain = _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text))
    if len(plain) <= LONGEST // 2:
        return plain
    units = plain.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return plain
    return units[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"


def canonical(kind: Kind, value: Any) -> Canonical:
    """Return the one form of a value that is hashed; raise TypeError if it is not of its kind.

    Text as cleaned; cents and integers as integers; other numbers and days as text, days as
    2026-11-18 and instants in UTC; nothing as null.
    """
    if value is None:
        return None
    if kind in (Kind.TEXT, Kind.CODE):
        return clean(str(value))
    _check(kind, value)
    if kind in (Kind.MONEY, Kind.INTEGER):
        return int(value)
    if kind is Kind.INSTANT:
        return instant(value)
    if kind is Kind.DATE:
        return str(value)
    return format(Decimal(value), "f")


def _check(kind: Kind, value: Any) -> None:
    """Raise TypeError for a value that its kind does not allow: money as float, a naive instant."""
    wrong = isinstance(value, bool) or not isinstance(value, _TYPES[kind])
    wrong = wrong or (kind is Kind.DATE and isinstance(value, datetime))
    wrong = wrong or (kind is Kind.INSTANT and value.tzinfo is None)
    wrong = wrong or (isinstance(value, Decimal) and not value.is_finite())
    if wrong:
        raise TypeError(f"a {kind} cell cannot hold {type(value).__name__}")


def revived(kind: Kind, held: Canonical) -> Value:
    """Return the value that a canonical form stands for."""
    if held is None or isinstance(held, int):
        return held
    if kind is Kind.DATE:
        return date.fromisoformat(held)
    if kind is Kind.INSTANT:
        return datetime.fromisoformat(held)
    if kind in (Kind.NUMBER, Kind.PERCENT):
        return Decimal(held)
    return held


def local(instant: datetime) -> datetime:
    """Return the wall-clock time in Rome, naive, as workbooks want it."""
    return instant.astimezone(ROME).replace(tzinfo=None)


def words(kind: Kind, value: Value, *, grouped: bool) -> str:
    """Return a value as people read it in Italy; `grouped` sets the points of the thousands."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{local(value):%d/%m/%Y %H:%M:%S}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if kind is Kind.MONEY and isinstance(value, int):
        return _number(Decimal(value).scaleb(-2), grouped=grouped)
    if isinstance(value, int | Decimal):
        return _number(value, grouped=grouped)
    return value


def _number(value: int | Decimal, *, grouped: bool) -> str:
    text = format(Decimal(value), ",f" if grouped else "f")
    return text.translate(str.maketrans(",.", ".,"))
