"""Rows of a plan as JSON keeps them, and back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from microcredit.schedule import Kind, Row

Plain = dict[str, Any]

CARRIED = ("carried", "charges")
"""What a row has only after a rescheduling."""


def plain(rows: Iterable[Row]) -> list[Plain]:
    """Return rows as codes, days and cents."""
    return [
        {
            "nr": row.nr,
            "due_on": row.due_on.isoformat(),
            "principal": row.principal,
            "interest": row.interest,
            "balance": row.balance,
            "kind": str(row.kind),
            **{name: getattr(row, name) for name in CARRIED if getattr(row, name)},
        }
        for row in rows
    ]


def rows_from(stored: Iterable[Plain]) -> tuple[Row, ...]:
    """Return stored rows."""
    return tuple(
        Row(
            nr=row["nr"],
            due_on=date.fromisoformat(row["due_on"]),
            principal=row["principal"],
            interest=row["interest"],
            balance=row["balance"],
            kind=Kind(row["kind"]),
            **{name: row[name] for name in CARRIED if name in row},
        )
        for row in stored
    )
