"""Requests that come twice: the same key and body give the first answer, and happen once (R10)."""

from __future__ import annotations

import hashlib

from audit import clock
from audit.canonical import canonical
from lifecycle.cases import Tracked
from lifecycle.errors import KeyReused
from lifecycle.facts import plain
from lifecycle.models import RequestKey
from lifecycle.orders import Order
from lifecycle.unit import model_and_id


def known(key: str | None, order: Order) -> Tracked | None:
    """Return the row that the first request with this key moved, or None when it is the first.

    Raises KeyReused when the key belongs to another request.
    """
    first = RequestKey.objects.filter(key=key).first() if key else None
    if first is None:
        return None
    if first.body_hash != body_hash(order):
        raise KeyReused(key)
    model, pk = model_and_id(first.subject)
    return model._base_manager.get(pk=pk)


def remember(key: str | None, order: Order, done: Tracked) -> None:
    """Keep the key in the transaction of the step itself."""
    if key:
        RequestKey.objects.create(
            key=key,
            actor=actor_label(order),
            body_hash=body_hash(order),
            subject=done.label,
            at=clock.now(),
        )


def body_hash(order: Order) -> str:
    """Return the SHA-256 of what was asked: who, what, when, with which facts.

    The subject of an opening is made anew by each request, so its kind stands for it.
    """
    opened = order.version is None and order.subject == order.stream
    body = {
        "actor": actor_label(order),
        "subject": order.subject.split(":")[0] if opened else order.subject,
        "command": order.command,
        "on": plain(order.on),
        "facts": plain(order.facts),
        "note": hashlib.sha256(order.note.encode()).hexdigest(),
    }
    return hashlib.sha256(canonical(body).encode()).hexdigest()


def actor_label(order: Order) -> str:
    """Return the label of who asks, whether a user or an actor."""
    return order.by.label if hasattr(order.by, "label") else f"people.user:{order.by.pk}"
