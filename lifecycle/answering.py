"""Whether the object that something happens to could answer it: asked before it happens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from lifecycle import closed
from lifecycle.acts import Act
from lifecycle.cases import Tracked
from lifecycle.guards import Obstacle
from lifecycle.orders import Order
from lifecycle.registries import consequences
from lifecycle.steps import steps_of
from lifecycle.unit import model_and_id
from people.actors import system_actor


def obstacles_to_answer(event: str, about: str, *, on: date) -> list[Obstacle]:
    """Return what keeps ``about`` from answering ``event`` with its step; none if it answers not.

    A step that announces an event is refused together with its answer: asked beforehand, whoever
    proposes it learns why, and not only whoever approves it.
    """
    model, pk = model_and_id(about)
    return answer_of(model._base_manager.get(pk=pk), event, on=on) or []


def answer_of(
    row: Tracked,
    event: str,
    *,
    on: date,
    value_on: date | None = None,
    facts: Mapping[str, Any] | None = None,
) -> list[Obstacle] | None:
    """Return what closes the step with which a row answers an event; None where it answers not."""
    answer = consequences.answer(event, row.label)
    if answer is None:
        return None
    told = dict(facts or {})
    order = Order(
        subject=row.label,
        stream=row.stream,
        command=answer.command,
        by=system_actor(),
        on=on,
        facts=told,
        consequence=True,
    )
    act = Act(by=system_actor(), on=on, value_on=value_on, facts=told)
    return closed.obstacles(row, steps_of(type(row))[answer.command], act, order)
