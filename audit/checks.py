"""What a server refuses to start on: a database that could not keep its promises."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from audit import triggers

TAG = "percorsi"
_FULL, _EXTRA = 2, 3  # values of SQLite's PRAGMA synchronous


@register(TAG, deploy=True)
def database_keeps_its_promises(
    app_configs: Sequence[AppConfig] | None = None,
    databases: Sequence[str] | None = None,
    **_: Any,
) -> list[CheckMessage]:
    """Return an error for each thing that makes the database unsafe, each saying what to do.

    Registered as a deployment check: it runs when a server starts and with
    `check --deploy --tag percorsi`, not in `migrate`, which has to run before it can pass.
    """
    found: list[CheckMessage] = []
    for alias in databases or ["default"]:
        connection = connections[alias]
        settings = _sqlite if connection.vendor == "sqlite" else _postgres
        found += [*_triggers(connection), *settings(connection)]
    return found


def _triggers(connection: BaseDatabaseWrapper) -> Iterator[Error]:
    for sentence in triggers.census(connection):
        yield Error(sentence, hint="Run manage.py migrate: it installs them.", id="audit.E001")


def _sqlite(connection: BaseDatabaseWrapper) -> Iterator[Error]:
    if getattr(connection, "transaction_mode", None) != "IMMEDIATE":
        yield Error(
            "SQLite begins its transactions late, and two officers can lock each other out.",
            hint='Set OPTIONS["transaction_mode"] = "IMMEDIATE" in DATABASES.',
            id="audit.E002",
        )
    if _answer(connection, "PRAGMA journal_mode") != "wal":
        yield Error(
            "SQLite does not keep a write-ahead log.",
            hint='Put "PRAGMA journal_mode=WAL" into OPTIONS["init_command"] in DATABASES.',
            id="audit.E003",
        )
    if _answer(connection, "PRAGMA synchronous") not in (_FULL, _EXTRA):
        yield Error(
            "SQLite does not wait for the disk: what was confirmed could be lost.",
            hint='Put "PRAGMA synchronous=FULL" into OPTIONS["init_command"] in DATABASES.',
            id="audit.E004",
        )
    if _answer(connection, "PRAGMA foreign_keys") != 1:
        yield Error(
            "SQLite does not check foreign keys.",
            hint='Put "PRAGMA foreign_keys=ON" into OPTIONS["init_command"] in DATABASES.',
            id="audit.E005",
        )


def _postgres(connection: BaseDatabaseWrapper) -> Iterator[Error]:
    if _answer(connection, "SHOW synchronous_commit") == "off":
        yield Error(
            "PostgreSQL does not wait for the disk: what was confirmed could be lost.",
            hint="Set synchronous_commit = on, for the server and for the role.",
            id="audit.E006",
        )
    if _answer(connection, _OWNS_TABLES):
        yield Error(
            "The database role owns the tables, or may act for who does: it could switch off"
            " every trigger.",
            hint="Migrate as the owner; run the server as another role, named in"
            " PERCORSI_APP_ROLE when migrating, and member of no other.",
            id="audit.E007",
        )
    for table in triggers.append_only_tables():
        if _answer(connection, _MAY_EDIT, table):
            yield Error(
                f"The database role may change rows of {table}.",
                hint="Revoke UPDATE, DELETE and TRUNCATE: manage.py migrate does, with"
                " PERCORSI_APP_ROLE set.",
                id="audit.E008",
            )


_OWNS_TABLES = """
SELECT EXISTS (
  SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = current_schema() AND c.relkind = 'r'
    AND pg_has_role(current_user, c.relowner, 'MEMBER'))
"""
_MAY_EDIT = """
SELECT to_regclass(quote_ident(%s)) IS NOT NULL
   AND has_table_privilege(to_regclass(quote_ident(%s)), 'UPDATE, DELETE, TRUNCATE')
"""


def _answer(connection: BaseDatabaseWrapper, sql: str, *values: str) -> Any:
    """Return the one value that the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values * sql.count("%s") or None)
        return cursor.fetchone()[0]
