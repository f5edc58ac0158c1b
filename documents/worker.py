"""Makes the papers that were asked for: number, file, seal, one request after another.

The queue is the table of requests itself. A general task queue beside it (django-tasks) would keep
a second record of the same work, which could disagree with the first: a task lost, or done twice.
Here the request, its number, its lease and its document are rows that commit together.
"""

import hashlib
import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from audit import clock
from audit.identifiers import new_id
from audit.labels import label
from audit.trail import Draft, record_in_stream
from documents import protocol, rendering, vault
from documents.models import Document, DocumentRequest
from documents.sheets import Printed, printed
from people.actors import system_actor
from people.keys import KeyDestroyed

LEASE = timedelta(minutes=5)  # after which a request is taken again from a worker that was killed
MOST_ATTEMPTS = 8
LONGEST_WAIT = timedelta(hours=6)

State = DocumentRequest.State
Clock = Callable[[], datetime]
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Done:
    """How many papers one run issued, and how many it could not make."""

    issued: int = 0
    failed: int = 0


def run_pending(limit: int = 100, *, now: Clock = clock.now) -> Done:
    """Make at most so many of the waiting papers; without Pango they all wait."""
    if rendering.missing():
        return Done()
    _give_up_on_killers(now())
    results: list[bool] = []
    while len(results) < limit and (asked := _take(now())) is not None:
        results.append(_make(asked, now))
    return Done(issued=results.count(True), failed=results.count(False))


def retry(asked: DocumentRequest) -> None:
    """Put a failed request back to wait, with its number and a new count of attempts."""
    failed = DocumentRequest.objects.as_system().filter(pk=asked.pk, state=State.FAILED)
    failed.update(state=State.WAITING, attempts=0, not_before=None, failure="")


def _give_up_on_killers(now: datetime) -> None:
    """Fail the requests at which workers died again and again: they would kill the next one."""
    DocumentRequest.objects.as_system().filter(
        state=State.TAKEN, lease_until__lt=now, attempts__gte=MOST_ATTEMPTS
    ).update(
        state=State.FAILED,
        lease_until=None,
        failure="the worker was stopped each time while making this document",
    )


def _take(now: datetime) -> DocumentRequest | None:
    """Take one request under a lease; two workers never take the same.

    On PostgreSQL they skip each other's locked rows; on SQLite their transactions take turns.
    """
    ready = Q(state=State.WAITING) & (Q(not_before=None) | Q(not_before__lte=now))
    abandoned = Q(state=State.TAKEN, lease_until__lt=now)
    with transaction.atomic(durable=True):
        waiting = DocumentRequest.objects.as_system().filter(ready | abandoned).order_by("id")
        asked = waiting.select_for_update(skip_locked=True).first()
        if asked is None:
            return None
        asked.state, asked.claim = State.TAKEN, new_id()
        asked.lease_until = now + LEASE
        asked.attempts += 1
        asked.save(update_fields=["state", "claim", "lease_until", "attempts"])
    return asked


def _make(asked: DocumentRequest, now: Clock) -> bool:
    """Number, print and issue one request; what goes wrong is kept on it, and it is tried again."""
    try:
        asked = protocol.assign(asked.pk, on=now().astimezone(clock.ROME).date())
        return _issue(asked, printed(asked), now())
    except KeyDestroyed:
        _put_off(asked, "KeyDestroyed: the person was erased before the paper was made", None)
    except Exception as error:  # whatever a template does must not stop the other papers
        _put_off(asked, _reason(error), now())
    return False


def _issue(asked: DocumentRequest, made: Printed, now: datetime) -> bool:
    """Keep the file and record its seal; False when another worker has taken the request since."""
    with transaction.atomic(durable=True):
        locked = DocumentRequest.objects.as_system().select_for_update()
        if locked.get(pk=asked.pk).claim != asked.claim:
            return False
        document = _document(asked, made, now)
        document.save(force_insert=True)
        asked.state, asked.lease_until, asked.failure = State.ISSUED, None, ""
        asked.save(update_fields=["state", "lease_until", "failure"])
        _record(document)
    return True


def _document(asked: DocumentRequest, made: Printed, now: datetime) -> Document:
    if asked.protocol_on is None:
        raise ValueError("a document is issued under a protocol number")
    document = Document(
        request=asked,
        number=asked.protocol,
        protocol_on=asked.protocol_on,
        paper=asked.paper,
        title=made.title,
        language=asked.language,
        template_version=made.template_version,
        subject=asked.subject,
        participant=asked.participant,
        partner=asked.partner,
        operation=asked.operation,
        issued_at=now,
        size=len(made.content),
        sha256=hashlib.sha256(made.content).hexdigest(),
    )
    document.content = vault.seal(
        made.content, participant=asked.participant, place=f"{label(document)}/content"
    )
    return document


def _record(document: Document) -> None:
    actor = system_actor()
    draft = Draft(
        actor=actor.label,
        role=actor.role,
        action="documents.issued",
        subject=label(document),
        facts={
            "number": document.number,
            "paper": document.paper,
            "about": document.subject,
            "sha256": document.sha256,
            "size": document.size,
            "template_version": document.template_version,
        },
    )
    record_in_stream(draft, stream=protocol.stream(document.protocol_on.year))


def _put_off(asked: DocumentRequest, reason: str, now: datetime | None) -> None:
    """Keep the reason; wait longer each time, and give up when told (None) or after many."""
    log.error("document request %s: %s", asked.pk, reason)
    final = now is None or asked.attempts >= MOST_ATTEMPTS
    wait = min(timedelta(minutes=2**asked.attempts), LONGEST_WAIT)
    mine = DocumentRequest.objects.as_system().filter(pk=asked.pk, claim=asked.claim)
    mine.exclude(state=State.ISSUED).update(
        state=State.FAILED if final else State.WAITING,
        not_before=None if now is None else now + wait,
        lease_until=None,
        failure=reason[:300],
    )


def _reason(error: Exception) -> str:
    """Return what broke and where, without the message: it may quote what a person wrote."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {frame.name} ({frame.filename}:{frame.lineno})"
