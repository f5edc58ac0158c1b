"""Whether the object that something happens to could answer it: asked before it happens."""

from __future__ import annotations

from datetime import date

from lifecycle import closed
from lifecycle.acts import Act
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
    answer = consequences.answer(event, about)
    if answer is None:
        return []
    model, pk = model_and_id(about)
    row = model._base_manager.get(pk=pk)
    order = Order(
        subject=row.label,
        stream=row.stream,
        command=answer.command,
        by=system_actor(),
        on=on,
        consequence=True,
    )
    act = Act(by=system_actor(), on=on)
    return closed.obstacles(row, steps_of(model)[answer.command], act, order)
