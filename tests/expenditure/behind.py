"""What the owner of the tables can do to expenditure behind the application's back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from audit import triggers
from config.database import as_owner


@contextmanager
def unguarded(table: str) -> Iterator[None]:
    """Switch the triggers of a table off for the block; it commits, and wants its own database."""
    with as_owner():
        for statement in _off(table):
            _run(statement)
        try:
            yield
        finally:
            if connection.vendor == "sqlite":
                triggers.install(connection)
            else:
                _run(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _off(table: str) -> list[str]:
    if connection.vendor != "sqlite":
        return [f"ALTER TABLE {table} DISABLE TRIGGER USER"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table]
        )
        return [f'DROP TRIGGER "{name}"' for (name,) in cursor.fetchall()]


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
