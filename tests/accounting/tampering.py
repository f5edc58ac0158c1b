"""What the owner of a database can do to the books: switch the guards off and edit."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from config.database import as_owner


@contextmanager
def owner() -> Iterator[None]:
    """Run the block as the owner of the tables and undo everything at its end."""
    with as_owner(), transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def run(*statements: str) -> None:
    """Run SQL as it stands."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def drop_trigger(name: str, table: str) -> None:
    """Drop one trigger."""
    only = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    run(f'DROP TRIGGER "percorsi_{name}"{only}')


@contextmanager
def unguarded() -> Iterator[None]:
    """Switch every trigger and check of the books off; to be used within `owner`."""
    if connection.vendor == "sqlite":
        run("PRAGMA ignore_check_constraints = ON", *_triggers_of_sqlite())
    else:
        run(*_guards_of_postgres())
    try:
        yield
    finally:
        if connection.vendor == "sqlite":
            run("PRAGMA ignore_check_constraints = OFF")


def _triggers_of_sqlite() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return [f'DROP TRIGGER "{name}"' for (name,) in cursor.fetchall()]


def _guards_of_postgres() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT c.relname, k.conname FROM pg_class c
            LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'c'
            WHERE c.relname LIKE 'accounting%' AND c.relkind = 'r'""")
        for table, check in cursor.fetchall():
            yield f'ALTER TABLE "{table}" DISABLE TRIGGER USER'
            if check:
                yield f'ALTER TABLE "{table}" DROP CONSTRAINT "{check}"'
