"""What happened in a case, from its trail, in words."""

from __future__ import annotations

from audit.models import Event
from portal.components import Timeline
from portal.refusals import happenings

MOST = 60


def timeline(stream: str, *, subject: str = "", caption: str = "") -> Timeline:
    """Return the newest events of a case, or of one part of it."""
    rows = Event.objects.filter(stream=stream)
    if subject:
        rows = rows.filter(subject=subject)
    newest = rows.order_by("-seq")[:MOST]
    return Timeline(happenings(list(newest)), caption)
