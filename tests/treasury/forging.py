"""Forges events and rows behind the application's back, as one who knows it well would."""

from __future__ import annotations

from django.db import connection, transaction

from audit.trail import Draft, record
from lifecycle.cases import CaseRoot, Tracked
from tests.forged import role_for


def event_for(row: Tracked, *, action: str, source: str, target: str) -> int:
    """Record an event about a row without asking the engine, and return its number."""
    root = type(row.root)._base_manager.select_for_update().get(pk=row.root.pk)
    draft = Draft(
        actor="people.user:forger",
        role=role_for(row, action),
        action=action,
        subject=row.label,
        source=source,
        target=target,
    )
    event = record(draft, head=root)
    _follow(root)
    return event.seq


def update(row: Tracked, *, action: str, target: str, **columns: object) -> None:
    """Change columns of a row by SQL, with an event that seems to allow it."""
    with transaction.atomic():
        seq = event_for(row, action=action, source=row.state, target=target)
        columns = {**columns, "state": target, "last_seq": seq}
        names = ", ".join(f"{name} = %s" for name in columns)
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {row._meta.db_table} SET {names} WHERE id = %s",
                [*columns.values(), row.pk],
            )


def insert(row: Tracked, *, action: str) -> None:
    """Insert a row past the engine, with an event that seems to open it."""
    with transaction.atomic():
        row.last_seq = event_for(row, action=action, source="", target=row.state)
        row.save(force_insert=True)


def _follow(root: CaseRoot) -> None:
    type(root)._base_manager.filter(pk=root.pk).update(
        trail_seq=root.trail_seq, trail_head=root.trail_head
    )
