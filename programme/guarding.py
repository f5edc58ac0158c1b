"""Trigger patterns for rows with a history: rewritten, deleted or overlapping ones are refused."""

from collections.abc import Collection, Sequence

from django.db import models

from audit import triggers
from audit.trigger_sql import Trigger, sqlite_refusal

_TAKEN = 'EXISTS (SELECT 1 FROM "{table}" AS older WHERE {either})'
_OVERLAP = """(NEW.valid_from IS NOT NULL OR NEW.valid_to IS NOT NULL)
AND EXISTS (SELECT 1 FROM "{table}" AS other WHERE other.id <> NEW.id AND {same}
AND (other.valid_from IS NOT NULL OR other.valid_to IS NOT NULL)
AND COALESCE(other.valid_from, <date>'0001-01-01') <= COALESCE(NEW.valid_to, <date>'9999-12-31')
AND COALESCE(NEW.valid_from, <date>'0001-01-01') <= COALESCE(other.valid_to, <date>'9999-12-31'))"""


def refuse_if(
    name: str, model: type[models.Model], moment: str, *, condition: str, message: str
) -> None:
    """Refuse a row when a condition holds; `<changed>` stands for "is not the same as".

    The two databases compare with NULL in different words, and PostgreSQL wants to be told
    (`<date>`) that a text is a date.
    """
    sqlite = condition.replace("<changed>", "IS NOT").replace("<date>", "")
    postgres = condition.replace("<changed>", "IS DISTINCT FROM").replace("<date>", "DATE ")
    triggers.refuse(
        name,
        model._meta.db_table,
        moment,
        condition=sqlite,
        postgres_condition=postgres,
        message=message,
    )


def only_changes(
    name: str, model: type[models.Model], *, may_change: Collection[str], message: str
) -> None:
    """Refuse an update of any column but those that may change."""
    kept = [field.column for field in model._meta.local_fields if field.name not in may_change]
    changed = " OR ".join(f'NEW."{column}" <changed> OLD."{column}"' for column in kept)
    refuse_if(name, model, "BEFORE UPDATE", condition=f"({changed})", message=message)


def never_deleted(
    name: str, model: type[models.Model], *, keys: Sequence[str] = (), message: str
) -> None:
    """Refuse to delete, also by SQLite's INSERT OR REPLACE, which fires no DELETE trigger.

    `keys` are the conditions, over `older` and NEW, under which a new row would take an
    older one's place by a unique key; the primary key is always one.
    """
    table = model._meta.db_table
    triggers.refuse(name, table, "BEFORE DELETE", condition="1 = 1", message=message)
    either = " OR ".join(f"({key})" for key in ("older.id = NEW.id", *keys))
    triggers.declare(
        Trigger(
            name=f"{name}_by_replacing",
            table=table,
            when="BEFORE INSERT",
            condition=_TAKEN.format(table=table, either=either),
            sqlite=sqlite_refusal(name, message),
        )
    )


def no_overlap(name: str, model: type[models.Model], *, by: Sequence[str], message: str) -> None:
    """Refuse two rows of one series (the columns `by`) that hold on the same day.

    Rows without any day belong to no time and overlap with nothing.
    """
    same = " AND ".join(
        f"COALESCE(other.{column}, '') = COALESCE(NEW.{column}, '')" for column in by
    )
    condition = _OVERLAP.format(table=model._meta.db_table, same=same)
    for moment in ("INSERT", "UPDATE"):
        refuse_if(
            f"{name}_{moment.lower()}",
            model,
            f"BEFORE {moment}",
            condition=condition,
            message=message,
        )
