"""Triggers on PostgreSQL: the function's text, the trigger's mark and whether it is enabled."""

from collections.abc import Sequence

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from audit.trigger_sql import PREFIX, Trigger

# name → (table, enabled O/A/R/D, mark in the comment, text of the function)
_Present = dict[str, tuple[str, str, str, str]]


def install(connection: BaseDatabaseWrapper, triggers: Sequence[Trigger]) -> None:
    """Create what is missing, replace what differs, drop what is no longer declared."""
    tables = set(connection.introspection.table_names())
    wanted = {t.database_name: t for t in triggers if t.postgres and t.table in tables}
    present = _present(connection)
    with transaction.atomic(using=connection.alias):
        for name in present.keys() - wanted.keys():
            _run(connection, f'DROP FUNCTION "{name}"() CASCADE')
        for name, trigger in wanted.items():
            if _fault(trigger, present.get(name)):
                _create(connection, trigger)


def census(connection: BaseDatabaseWrapper, triggers: Sequence[Trigger]) -> list[str]:
    """Return a sentence for each trigger that is missing, disabled or different."""
    present = _present(connection)
    return [
        f"The trigger {trigger.database_name} on {trigger.table} is {fault}."
        for trigger in triggers
        if trigger.postgres and (fault := _fault(trigger, present.get(trigger.database_name)))
    ]


def _create(connection: BaseDatabaseWrapper, trigger: Trigger) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()", None)
        schema = cursor.fetchone()[0]
    name, table = trigger.database_name, trigger.table
    _run(connection, trigger.postgres_function(schema))
    _run(connection, f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"')
    _run(connection, trigger.postgres_trigger)
    _run(connection, f'COMMENT ON TRIGGER "{name}" ON "{table}" IS \'{trigger.postgres_mark}\'')


def _fault(trigger: Trigger, present: tuple[str, str, str, str] | None) -> str:
    if present is None:
        return "missing"
    table, enabled, mark, text = present
    if enabled not in ("O", "A"):
        return "disabled"
    declared = (trigger.table, trigger.postgres_mark, trigger.postgres_body)
    return "" if (table, mark, text) == declared else "not the declared one"


def _present(connection: BaseDatabaseWrapper) -> _Present:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT t.tgname, c.relname, t.tgenabled::text,
                   coalesce(obj_description(t.oid, 'pg_trigger'), ''), p.prosrc
            FROM pg_trigger t
            JOIN pg_class c ON c.oid = t.tgrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE n.nspname = current_schema() AND starts_with(t.tgname::text, %s)
            """,
            [PREFIX],
        )
        return {name: tuple(rest) for name, *rest in cursor.fetchall()}


def _run(connection: BaseDatabaseWrapper, sql: str) -> None:
    """Execute without parameters, so that a % in the text stays what it is."""
    with connection.cursor() as cursor:
        cursor.execute(sql, None)
