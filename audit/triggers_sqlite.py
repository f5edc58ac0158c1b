"""Triggers on SQLite: the text in `sqlite_master` is the truth to compare with."""

from collections.abc import Sequence

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from audit.trigger_sql import PREFIX, Trigger


def install(connection: BaseDatabaseWrapper, triggers: Sequence[Trigger]) -> None:
    """Create what is missing, replace what differs, drop what is no longer declared."""
    tables = set(connection.introspection.table_names())
    wanted = {t.database_name: t.sqlite_text for t in triggers if t.sqlite and t.table in tables}
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        present = _present(connection)
        for name, text in present.items():
            if wanted.get(name) != text:
                cursor.execute(f'DROP TRIGGER "{name}"', None)
        for name, text in wanted.items():
            if present.get(name) != text:
                cursor.execute(text, None)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop every trigger of ours, since SQLite cannot rebuild a table that one of them names."""
    install(connection, [])


def census(connection: BaseDatabaseWrapper, triggers: Sequence[Trigger]) -> list[str]:
    """Return a sentence for each trigger that is missing or different."""
    present = _present(connection)
    return [
        f"The trigger {trigger.database_name} on {trigger.table} is {fault}."
        for trigger in triggers
        if trigger.sqlite and (fault := _fault(trigger, present.get(trigger.database_name)))
    ]


def _fault(trigger: Trigger, text: str | None) -> str:
    if text is None:
        return "missing"
    return "" if text == trigger.sqlite_text else "not the declared one"


def _present(connection: BaseDatabaseWrapper) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB %s",
            [PREFIX + "*"],
        )
        return dict(cursor.fetchall())
