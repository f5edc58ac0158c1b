"""What happened in a case, from its trail, in words."""

from __future__ import annotations

from audit.models import Event
from portal.components import Timeline
from portal.happenings import happenings

MOST = 300


def timeline(
    stream: str, *, subject: str = "", caption: str = "", with_notes: bool = False
) -> Timeline:
    """Return the newest events of a case, or of one part of it, as sentences."""
    rows = Event.objects.filter(stream=stream)
    if subject:
        rows = rows.filter(subject=subject)
    newest = rows.order_by("-seq")[:MOST]
    return Timeline(happenings(list(newest), with_notes=with_notes), caption)
