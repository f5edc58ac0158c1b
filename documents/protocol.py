"""The protocol register: one number after another in each year, given once and without gaps."""

from datetime import date

from django.db import transaction

from audit.labels import label
from audit.trail import Draft, record_in_stream
from documents.models import DocumentRequest, ProtocolCounter
from people.actors import system_actor


def assign(request_id: str, *, on: date) -> DocumentRequest:
    """Return the request with its number, giving it one of the day's year if it has none.

    In a transaction of its own: the number is kept whatever becomes of the rendering, and a retry
    finds it. Counter and register commit together, so no number is ever skipped.
    """
    with transaction.atomic(durable=True):
        locked = DocumentRequest.objects.as_system().select_for_update()
        asked = locked.get(pk=request_id)
        if asked.protocol_number is None:
            asked.protocol_number = _next(on.year)
            asked.protocol_year, asked.protocol_on = on.year, on
            asked.save(update_fields=["protocol_number", "protocol_year", "protocol_on"])
            _record(asked)
    return asked


def stream(year: int) -> str:
    """Return the trail's stream in which a year's numbers and files are recorded."""
    return f"protocol:{year}"


def _next(year: int) -> int:
    counters = ProtocolCounter.objects.select_for_update()
    counter = counters.filter(year=year).first()
    if counter is None:  # the first of the year; another worker may be about to write it too
        ProtocolCounter.objects.bulk_create([ProtocolCounter(year=year)], ignore_conflicts=True)
        counter = counters.get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def _record(asked: DocumentRequest) -> None:
    """Record which number went to which request; codes only, no person."""
    actor = system_actor()
    draft = Draft(
        actor=actor.label,
        role=actor.role,
        action="documents.numbered",
        subject=label(asked),
        facts={"number": asked.protocol, "paper": asked.paper, "about": asked.subject},
    )
    record_in_stream(draft, stream=stream(asked.protocol_on.year if asked.protocol_on else 0))
