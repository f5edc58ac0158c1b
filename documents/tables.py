"""What an export is made of: columns, rows and the facts that its cover needs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

Text = str | Promise
Value = str | int | date | datetime | Decimal | None
Getter = str | Callable[[Any], Any]


class Kind(StrEnum):
    """Says how a value is hashed and how each format shows it."""

    TEXT = "text"
    CODE = "code"
    MONEY = "money"
    DATE = "date"
    INSTANT = "instant"
    INTEGER = "integer"
    NUMBER = "number"
    PERCENT = "percent"


@dataclass(frozen=True)
class Column:
    """One column: its header, where the value comes from, its kind, and what it means.

    A money value is an integer of euro cents, a percent is a Decimal of per cents (12.5 is 12.5 %),
    a number a Decimal, a date a `date`, an instant an aware `datetime`; None is an empty cell.
    """

    header: Text
    value: Getter
    kind: Kind = Kind.TEXT
    help: Text = ""
    key: str = ""
    total: bool = False

    @property
    def name(self) -> str:
        """Return the name that machines use for this column."""
        if self.key:
            return self.key
        if isinstance(self.value, str):
            return self.value
        return self.value.__name__

    def of(self, row: Any) -> Any:
        """Return this column's value of one row (a mapping or an object)."""
        if callable(self.value):
            return self.value(row)
        if isinstance(row, Mapping):
            return row[self.value]
        return getattr(row, self.value)


@dataclass(frozen=True)
class Table:
    """The rows of one export, with what its cover says about them.

    `rows` are mappings or objects, read once and in the order given: order them, since the order is
    part of the hash. `cut_off` is the instant up to which records were read; without one, the
    instant of issue is taken. `totals` says, by column, what the books hold for these rows (cents):
    an export whose rows do not add up to them is refused.
    """

    title: Text
    columns: tuple[Column, ...]
    rows: Iterable[Any]
    cut_off: datetime | None = None
    period: tuple[date, date] | None = None
    operation: str = ""
    cup: str = ""
    accounting_year: str = ""
    filters: Mapping[Text, Text] = field(default_factory=dict)
    totals: Mapping[str, int | Decimal] = field(default_factory=dict)
    notes: tuple[Text, ...] = ()
