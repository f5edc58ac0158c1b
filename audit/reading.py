"""Reading a protected person's data is an event too: no event, no page."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from django.db import router, transaction

from audit.models import Event
from audit.trail import Draft, record_in_stream

_allowed: ContextVar[bool] = ContextVar("audit_writes_allowed", default=False)


class Reader(Protocol):
    """Who reads: the label and the role in which it happens."""

    @property
    def label(self) -> str:
        """Return the label of the user."""

    @property
    def role(self) -> str:
        """Return the code of the role."""


def record_reading(
    actor: Reader, participant_id: str, purpose: str, request: str = "", *, note: str = ""
) -> Event:
    """Record that the actor reads a person's data, and commit before anything is shown.

    `purpose` is a code such as `case_page`, `request` the identifier of the HTTP request,
    `note` the reference of what the reader wrote, kept encrypted elsewhere.
    RuntimeError inside a transaction, which could still take the event back.
    """
    draft = Draft(
        actor=actor.label,
        role=str(actor.role),
        action="person.read",
        subject=f"people.participant:{participant_id}",
        reason=purpose,
        note=note,
        request=request,
    )
    with writes_allowed(), transaction.atomic(using=router.db_for_write(Event), durable=True):
        return record_in_stream(draft, stream=f"reading:{participant_id}")


@contextmanager
def writes_allowed() -> Iterator[None]:
    """Mark what is written inside as meant, for the guard that keeps GET pages from writing."""
    token = _allowed.set(True)
    try:
        yield
    finally:
        _allowed.reset(token)


def are_writes_allowed() -> bool:
    """Say whether the code that runs is inside `writes_allowed`."""
    return _allowed.get()
