"""Lets an act outside the machines happen once, however often its form is sent."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from django.db import IntegrityError, transaction

from audit import clock
from audit.canonical import canonical
from audit.labels import label
from lifecycle.errors import KeyReused
from lifecycle.models import RequestKey
from people.models import User


def once(key: str, *, by: User, body: Mapping[str, Any], do: Callable[[], Any]) -> str:
    """Do an act in one transaction and return the label of the row that it gives.

    The same key with the same body gives the first answer again, and does nothing; with another
    body it raises KeyReused. `body` holds what was typed: only its fingerprint is kept.
    """
    print_of = _fingerprint(by, body)
    try:
        with transaction.atomic():
            first = _first(key, print_of)
            return first if first is not None else _remembered(key, by, print_of, do())
    except IntegrityError:
        first = _first(key, print_of)
        if first is None:
            raise
        return first


def _remembered(key: str, by: User, print_of: str, row: Any) -> str:
    named = label(row)
    RequestKey.objects.create(
        key=key, actor=label(by), body_hash=print_of, subject=named, at=clock.now()
    )
    return named


def _first(key: str, print_of: str) -> str | None:
    """Return what the first request with the key gave, or None when it is the first."""
    first = RequestKey.objects.filter(key=key).first()
    if first is None:
        return None
    if first.body_hash != print_of:
        raise KeyReused(key)
    return first.subject


def _fingerprint(by: User, body: Mapping[str, Any]) -> str:
    text = canonical({"actor": label(by), **{name: str(value) for name, value in body.items()}})
    return hashlib.sha256(text.encode()).hexdigest()
