"""Writes one step: its event first, then the row that the event allows to move."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounting.catalogue import fingerprint
from audit.models import Event
from audit.trail import Draft, record
from lifecycle import notes, rows
from lifecycle.acts import Act
from lifecycle.cases import CaseRoot, Tracked
from lifecycle.effects import Effects
from lifecycle.facts import plain
from lifecycle.orders import Order, request_id
from lifecycle.steps import Step
from lifecycle.unit import Unit


def moved(
    unit: Unit,
    subject: Tracked,
    spec: Step,
    order: Order,
    *,
    act: Act,
    effects: Effects,
    before: Mapping[str, Any],
) -> Event:
    """Record the step and write the row's changed columns; return the event."""
    event = _recorded(unit, subject, spec, order, act=act, effects=effects, source=before["state"])
    changes = rows.changed(before, subject)
    written = (
        type(subject)
        ._base_manager.filter(pk=subject.pk, last_seq=before["last_seq"])
        .update(**changes)
    )
    if written != 1:
        raise RuntimeError(f"{subject.label} moved outside the lock of its case")
    if isinstance(subject, CaseRoot):
        unit.written(subject)
    return event


def opened(
    unit: Unit, row: Tracked, spec: Step, order: Order, *, act: Act, effects: Effects
) -> Event:
    """Record the opening and insert the row; return the event."""
    event = _recorded(unit, row, spec, order, act=act, effects=effects, source="")
    row.save(force_insert=True)
    if isinstance(row, CaseRoot):
        unit.written(row)
    return event


def _recorded(
    unit: Unit,
    subject: Tracked,
    spec: Step,
    order: Order,
    *,
    act: Act,
    effects: Effects,
    source: str,
) -> Event:
    root = unit.root(order.stream)
    note = notes.keep(root, order.note) if order.note else ""
    event = record(
        Draft(
            actor=act.by.label,
            role=str(act.by.role),
            action=spec.command,
            subject=subject.label,
            source=source,
            target=str(subject.state),
            facts=_facts(subject, spec, order, act, effects),
            note=note,
            request=request_id.get(),
        ),
        head=root,
    )
    subject.last_seq = event.seq
    return event


def _facts(
    subject: Tracked, spec: Step, order: Order, act: Act, effects: Effects
) -> dict[str, Any]:
    """Return what the event keeps: codes, numbers and dates, never a person's words."""
    facts: dict[str, Any] = {
        "code": spec.code,
        "on": plain(act.on),
        "told": plain(act.facts),
        "row": rows.digest(subject),
    }
    extra = {
        "recorded": plain(effects.recorded),
        "cause": act.cause,
        "proposed_by": order.proposer,
        "proposer_role": order.proposer_role,
        "approved_by": list(order.approvals),
        "guards": [guard.code for guard in spec.guards],
        "parameters": [reading.row_id for reading in act.readings],
        "value_on": plain(act.value_on),
        "books": _books(effects),
    }
    return facts | {name: value for name, value in extra.items() if value}


def _books(effects: Effects) -> str:
    """Return the fingerprint of all that the step books, what it takes back included."""
    return fingerprint(effects.booked) if effects.booked else ""
