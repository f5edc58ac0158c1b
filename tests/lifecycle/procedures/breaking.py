"""Writes to a procedure's row past the engine, with the event that the trail wants."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from audit.trail import Draft, record
from lifecycle.cases import Tracked
from lifecycle.errors import Refused
from lifecycle.event_triggers import roles_of
from lifecycle.refusals import explained
from lifecycle.steps import steps_of


def broken(row: Tracked, **values: Any) -> str:
    """Return the name of the constraint that refuses these values; fail when none does."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        _smuggle(row, values)
    refused = explained(error.value)
    assert isinstance(refused, Refused), refused
    (obstacle,) = refused.obstacles
    assert obstacle.sentence
    return obstacle.code


def _smuggle(row: Tracked, values: dict[str, Any]) -> None:
    root = type(row.root)._base_manager.get(pk=row.root.pk)
    action, role = _a_step(row)
    draft = Draft(
        actor="system",
        role=role,
        action=action,
        subject=row.label,
        source=row.state,
        target=values.get("state", row.state),
    )
    seq = record(draft, head=root).seq
    type(row)._base_manager.filter(pk=row.pk).update(last_seq=seq, **values)


def _a_step(row: Tracked) -> tuple[str, str]:
    """Return a step that needs no approvals, with a role that the tables name for it."""
    decided = {spec.command for spec in steps_of(type(row)).values() if spec.proposed}
    by = roles_of(type(row))
    return next((step, roles[0]) for step, roles in by.items() if step not in decided)
