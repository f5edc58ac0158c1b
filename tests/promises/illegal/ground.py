"""Rows of every machine in every state, put there behind the application's back.

A machine that the stories do not reach gets a row made of whatever its fields want, so that a new
machine is tried from its first day.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import connection, models

from audit import triggers
from config.database import as_owner
from dote.models import Dote
from lifecycle.cases import AnyPart, Tracked, tracked_models
from tests.accounting.tampering import run
from tests.promises import story
from tests.promises.kill.harness import copied
from tests.world import World

DAY = date(2027, 3, 2)


def states_of(model: type[Tracked]) -> list[str]:
    """Return every state that the machine has."""
    return [str(value) for value, _label in model._meta.get_field("state").flatchoices]


def told(world: World) -> None:
    """Tell the thin line, so that its machines have rows with all their facts."""
    story.tell(world)


@contextmanager
def standing(model: type[Tracked], state: str) -> Iterator[Tracked]:
    """Lend, in a copy of the database, a row of the machine that stands in the state."""
    with copied():
        with as_owner(), _unguarded():
            row = _last(model)
            model._base_manager.filter(pk=row.pk).update(state=state)
        yield model._base_manager.get(pk=row.pk)


def machines() -> list[tuple[type[Tracked], str]]:
    """Return every machine with each of its states."""
    return [(model, state) for model in tracked_models() for state in states_of(model)]


@contextmanager
def _unguarded() -> Iterator[None]:
    """Switch off all that the database would refuse, and on again what a step would meet."""
    tables = ["audit_event", *(model._meta.db_table for model in tracked_models())]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            names = [name for (name,) in cursor.fetchall()]
        run("PRAGMA ignore_check_constraints = ON", *(f'DROP TRIGGER "{name}"' for name in names))
        yield
        run("PRAGMA ignore_check_constraints = OFF")
        triggers.install(connection)
        return
    for table in tables:
        run(f'ALTER TABLE "{table}" DISABLE TRIGGER USER', *_checks(table))
    yield
    run(*_on_again(tables))


def _on_again(tables: list[str]) -> list[str]:
    return [f'ALTER TABLE "{table}" ENABLE TRIGGER USER' for table in tables]


def _checks(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass",
            [table],
        )
        return [f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"' for (name,) in cursor.fetchall()]


def _last(model: type[models.Model]) -> Any:
    """Return the last row of a model; one made of whatever its fields want where there is none."""
    found = model._base_manager.order_by("pk").last()
    if found is not None:
        return found
    values = {field.name: _value(field) for field in model._meta.concrete_fields if _wants(field)}
    if issubclass(model, AnyPart):
        values["case_label"] = _last(Dote).label
    row = model(**values)
    row.save(force_insert=True)
    return row


def _wants(field: models.Field[Any, Any]) -> bool:
    return not (field.null or field.has_default() or field.primary_key)


def _value(field: models.Field[Any, Any]) -> Any:
    if isinstance(field, models.ForeignKey):
        return _last(field.related_model)
    if isinstance(field, models.DateField):
        return DAY
    if isinstance(field, models.IntegerField):
        return 1
    if isinstance(field, models.BinaryField):
        return b"x"
    return next((value for value, _label in field.flatchoices or ()), "x")
