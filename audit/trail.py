"""The one writer of events: each is chained to the one before in its stream."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from django.db import connections, router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from audit import clock
from audit.canonical import canonical, instant, sha256
from audit.models import Event, StreamHead

GENESIS = "0" * 64  # what the first event of a stream has before it
_VERSION = 1
_INSERT = """
INSERT INTO audit_event
(stream, seq, at, actor, role, action, subject, source, target, content, hash, prev)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id
"""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is to be recorded, before it has a place in a stream.

    `actor` and `subject` are labels; `facts` hold codes, numbers, dates, cents and keyed
    commitments, never a person's data; `reason` is a code and `note` a reference.
    """

    actor: str
    role: str
    action: str
    subject: str
    source: str = ""
    target: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    reason: str = ""
    note: str = ""
    request: str = ""


class Head(Protocol):
    """A locked case root: the stream's name and how far it has come."""

    trail_seq: int
    trail_head: str

    @property
    def stream(self) -> str:
        """Return the label of the root."""


def record(draft: Draft, *, head: Head) -> Event:
    """Append the event to the stream of a locked case root and return it.

    Updates `trail_seq` and `trail_head` in memory: the caller saves the row, in the same
    transaction. RuntimeError outside a transaction; IntegrityError
    (`event_continues_its_stream`) when the root was not locked or not re-read.
    """
    event = _append(draft, stream=head.stream, seq=head.trail_seq + 1, prev=head.trail_head)
    head.trail_seq, head.trail_head = event.seq, event.hash
    return event


def record_in_stream(draft: Draft, *, stream: str) -> Event:
    """Append the event to a stream without a case root, such as `auth:<user id>`; return it."""
    with transaction.atomic(using=router.db_for_write(Event)):
        head = lock_stream(stream)
        event = _append(draft, stream=stream, seq=head.seq + 1, prev=head.head)
        head.seq, head.head = event.seq, event.hash
        head.save(update_fields=["seq", "head"])
    return event


def lock_stream(stream: str) -> StreamHead:
    """Return the head of the stream, locked until the transaction ends; make it if needed."""
    locked = StreamHead.objects.select_for_update()
    found = locked.filter(pk=stream).first()
    if found is None:
        StreamHead.objects.bulk_create([StreamHead(stream=stream)], ignore_conflicts=True)
        found = locked.get(pk=stream)
    return found


def _append(draft: Draft, *, stream: str, seq: int, prev: str) -> Event:
    connection = connections[router.db_for_write(Event)]
    if not connection.in_atomic_block:
        raise RuntimeError("An event is recorded in the transaction of what it tells.")
    event = compose(draft, stream=stream, seq=seq, prev=prev or GENESIS)
    event.pk = _insert(event, connection)
    event._state.adding, event._state.db = False, connection.alias
    return event


def compose(draft: Draft, *, stream: str, seq: int, prev: str) -> Event:
    """Return the event, not yet stored, with its canonical content and fingerprint."""
    at = clock.now()
    shared = {
        "action": draft.action,
        "actor": draft.actor,
        "prev": prev,
        "role": draft.role,
        "seq": seq,
        "source": draft.source,
        "stream": stream,
        "subject": draft.subject,
        "target": draft.target,
    }
    told = {
        "at": instant(at),
        "clock": clock.name(),
        "facts": draft.facts,
        "note": draft.note,
        "reason": draft.reason,
        "request": draft.request,
        "v": _VERSION,
    }
    content = canonical(shared | told)
    return Event(at=at, content=content, hash=sha256(content), **shared)


def _insert(event: Event, connection: BaseDatabaseWrapper) -> int:
    """Write the row in one statement, past the ORM: every step of every case comes by here."""
    at = connection.ops.adapt_datetimefield_value(event.at)
    who = (event.actor, event.role, event.action, event.subject, event.source, event.target)
    values = (event.stream, event.seq, at, *who, event.content, event.hash, event.prev)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)
        return int(cursor.fetchone()[0])
