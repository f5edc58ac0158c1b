"""Tables: columns with a kind, rows of cells; on a telephone every row becomes a block."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from portal.components.facts import EmptyState
from portal.components.status import Badge, Text


class Kind(StrEnum):
    """How a column's values are written and aligned."""

    TEXT = "text"
    MONEY = "money"
    DATE = "date"
    MOMENT = "moment"
    INTEGER = "integer"
    CODE = "code"


@dataclass(frozen=True)
class Column:
    """A heading (with its unit) and the kind of what stands below; `is_title` heads the block."""

    header: Text
    kind: Kind = Kind.TEXT
    is_title: bool = False
    href: str = ""
    """Where the list is in the order of this column."""
    order: str = ""
    """`ascending` or `descending` while the list is in the order of this column."""


@dataclass(frozen=True)
class Cell:
    """A value with what may stand beside it: a link, a badge, a second line."""

    value: Any = ""
    href: str = ""
    badge: Badge | None = None
    detail: Text = ""


@dataclass(frozen=True)
class Row:
    """Cells in the order of the columns (plain values do); `is_current` is tinted and marked."""

    cells: Sequence[Any]
    is_current: bool = False
    is_total: bool = False


@dataclass(frozen=True)
class Records:
    """A table with its caption, and what to say when it has no rows."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    caption: Text = ""
    empty: EmptyState | None = None
