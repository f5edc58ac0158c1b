"""Rows of a plan as JSON keeps them, and back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from microcredit.schedule import Kind, Row

Plain = dict[str, Any]


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
        )
        for row in stored
    )
