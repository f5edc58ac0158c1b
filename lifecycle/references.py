"""References that people read aloud: DOT-2026-000417, one series for each kind and year."""

from __future__ import annotations

from datetime import date

from lifecycle.models import ReferenceCounter


def next_reference(prefix: str, on: date) -> str:
    """Return the next reference of a kind in the year of ``on``, inside the open transaction."""
    name = f"{prefix}-{on.year}"
    ReferenceCounter.objects.get_or_create(name=name)
    counter = ReferenceCounter.objects.select_for_update().get(name=name)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{name}-{counter.last:06d}"
