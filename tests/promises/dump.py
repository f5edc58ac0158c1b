"""The whole content of a database as plain values, so that two states can be compared exactly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

COUNTED = {"audit_event": "id", "accounting_movement": "id", "accounting_partbalance": "id"}
"""Numbers that the database gives out, and that a transaction rolled back leaves a gap in."""

Dump = dict[str, list[str]]


def taken() -> Dump:
    """Return every row of every table as text, in a fixed order."""
    with connection.cursor() as cursor:
        names = sorted(connection.introspection.table_names(cursor))
        return {name: sorted(_rows(cursor, name)) for name in names}


def _rows(cursor: Any, table: str) -> Iterator[str]:
    cursor.execute(f'SELECT * FROM "{table}"')
    columns = [column[0] for column in cursor.description]
    for row in cursor.fetchall():
        yield repr(
            [_plain(v) for n, v in zip(columns, row, strict=True) if n != COUNTED.get(table)]
        )


def _plain(value: Any) -> Any:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else value


@dataclass(frozen=True)
class Gap:
    """Where two dumps differ: the table, and the rows that only one of them has."""

    table: str
    missing: int
    extra: int

    def __str__(self) -> str:
        return f"{self.table} -{self.missing} +{self.extra}"


def gaps(wanted: Dump, found: Dump) -> list[Gap]:
    """Return each table in which the dumps differ."""
    different = []
    for table in sorted(set(wanted) | set(found)):
        before, after = wanted.get(table, []), found.get(table, [])
        if before != after:
            missing, extra = set(before) - set(after), set(after) - set(before)
            different.append(Gap(table, len(missing), len(extra)))
    return different
