"""The registry of database triggers: what must never happen is refused by the database itself."""

import re
from collections.abc import Sequence
from typing import Protocol

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from audit import triggers_postgres, triggers_sqlite
from audit.trigger_sql import Trigger, postgres_refusal, sqlite_refusal

_declared: dict[str, Trigger] = {}
_append_only: dict[str, str] = {}
_REFUSAL = re.compile(r"percorsi:([a-z0-9_]+): ([^\n]*)")


def declare(trigger: Trigger) -> None:
    """Add a trigger to the registry; ValueError if its name already means something else."""
    if _declared.setdefault(trigger.name, trigger) != trigger:
        raise ValueError(f"Two different triggers are called {trigger.name}.")


def declared() -> list[Trigger]:
    """Return every declared trigger, by name."""
    return [_declared[name] for name in sorted(_declared)]


def refuse(
    name: str,
    table: str,
    when: str = "BEFORE UPDATE",
    *,
    condition: str,
    message: str,
    postgres_condition: str | None = None,
) -> None:
    """Declare that the database refuses a row of the table when the condition holds.

    `condition` is SQL over NEW and OLD, the same on both databases unless
    `postgres_condition` is given; a NULL refuses nothing. Who breaks it meets an
    IntegrityError `percorsi:<name>: <message>` (see `refused_by`).
    """
    asked = (postgres_condition or condition).strip()
    declare(
        Trigger(
            name=name,
            table=table,
            when=when,
            condition=condition,
            sqlite=sqlite_refusal(name, message),
            postgres=f"IF {asked} THEN\n{postgres_refusal(name, message)}\nEND IF;",
        )
    )


def after_insert(name: str, table: str, *, sqlite: str, postgres: str) -> None:
    """Declare what the database does after each new row: `body;` for either database."""
    declare(Trigger(name=name, table=table, when="AFTER INSERT", sqlite=sqlite, postgres=postgres))


def append_only(table: str) -> None:
    """Declare that rows of the table are only ever added.

    Refuses UPDATE and DELETE, TRUNCATE on PostgreSQL, and on SQLite the INSERT OR REPLACE
    that would remove the older row without firing a DELETE trigger.
    """
    already_there = _already_there(table)
    rule, message = f"append_only_{table}", f"rows of {table} are only ever added"
    _append_only[table] = rule
    refusal = {
        "sqlite": sqlite_refusal(rule, message),
        "postgres": postgres_refusal(rule, message),
    }
    for moment in ("UPDATE", "DELETE"):
        name = f"{table}_no_{moment.lower()}"
        declare(Trigger(name=name, table=table, when=f"BEFORE {moment}", **refusal))
    declare(
        Trigger(
            name=f"{table}_no_truncate",
            table=table,
            when="BEFORE TRUNCATE",
            postgres=refusal["postgres"],
        )
    )
    declare(
        Trigger(
            name=f"{table}_no_replace",
            table=table,
            when="BEFORE INSERT",
            condition=already_there,
            sqlite=refusal["sqlite"],
        )
    )


def append_only_tables() -> list[str]:
    """Return the tables whose rows are only ever added."""
    return sorted(_append_only)


def install(connection: BaseDatabaseWrapper) -> None:
    """Bring the triggers of the database to what is declared; changes nothing the second time.

    Tables that do not exist yet are passed over: `census` names their triggers as missing.
    """
    _backend(connection).install(connection, declared())


def census(connection: BaseDatabaseWrapper) -> list[str]:
    """Return a sentence for each trigger that is missing, disabled or different."""
    return _backend(connection).census(connection, declared())


def refused_by(error: BaseException) -> str | None:
    """Return the name of the rule by which the database refused, or None for another error."""
    found = _REFUSAL.search(str(error))
    return found[1] if found else None


class _Backend(Protocol):
    def install(self, connection: BaseDatabaseWrapper, triggers: Sequence[Trigger]) -> None: ...
    def census(self, connection: BaseDatabaseWrapper, triggers: Sequence[Trigger]) -> list[str]: ...


def _backend(connection: BaseDatabaseWrapper) -> _Backend:
    return triggers_sqlite if connection.vendor == "sqlite" else triggers_postgres


def _already_there(table: str) -> str:
    """Return the condition that a new row takes the place of one by any unique key."""
    same = [
        " AND ".join(f'older."{column}" = NEW."{column}"' for column in columns)
        for columns in _unique_keys(_model_of(table))
    ]
    either = " OR ".join(f"({pair})" for pair in same)
    return " ".join(("EXISTS (SELECT 1 FROM", f'"{table}"', "AS older WHERE", either, ")"))


def _model_of(table: str) -> type[models.Model]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table == table:
            return model
    raise LookupError(f"No model has the table {table}: declare triggers in AppConfig.ready().")


def _unique_keys(model: type[models.Model]) -> list[Sequence[str]]:
    """Return the columns of every unique key of the model; refuse partial ones."""
    meta = model._meta
    column = {field.name: str(field.column) for field in meta.local_concrete_fields}
    keys = [[field.name] for field in meta.local_concrete_fields if field.unique]
    keys += [list(together) for together in meta.unique_together]
    for constraint in meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            if constraint.condition or constraint.expressions:
                raise ValueError(f"{constraint.name}: an append-only table has whole keys only.")
            keys.append(list(constraint.fields))
    return [[column[name] for name in key] for key in keys]
