"""A machine's row as values: what changed in a step, and the digest that its event keeps."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models

from audit.canonical import canonical
from lifecycle.cases import Tracked

PLACE_IN_TRAIL = frozenset({"last_seq", "trail_seq", "trail_head"})
"""Columns that the event itself fixes, and that its digest therefore leaves out."""


def values(row: Tracked) -> dict[str, Any]:
    """Return every column of the row, as the model holds it."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def changed(before: Mapping[str, Any], row: Tracked) -> dict[str, Any]:
    """Return the columns that differ from ``before``, with their new values."""
    return {name: value for name, value in values(row).items() if before[name] != value}


def digest(row: Tracked) -> str:
    """Return the SHA-256 of the row's columns.

    The event of the last step keeps it, so that a change behind the application's back is found
    even when triggers were off.
    """
    content = {
        field.attname: _plain(field, getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.attname not in PLACE_IN_TRAIL
    }
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def _plain(field: models.Field[Any, Any], value: Any) -> Any:
    if hasattr(value, "amount"):
        value = value.amount
    if isinstance(value, Decimal):
        places = getattr(field, "decimal_places", None) or 0
        return str(value.quantize(Decimal(1).scaleb(-places)))
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(bytes(value)).hexdigest()
    return value
