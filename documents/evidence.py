"""Takes in, finds and gives back the files that prove something."""

import hashlib
from datetime import date, datetime
from functools import partial
from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from audit.labels import label, split
from audit.trail import Draft, record_in_stream
from documents import file_types, store, vault
from documents.models import Evidence
from people.actors import Actor
from people.models import Participant


class Upload(Protocol):
    """What a form or a command hands over."""

    @property
    def name(self) -> str | None:
        """Return the name that the file came with."""

    @property
    def size(self) -> int | None:
        """Return how many bytes it says it has."""

    def read(self, count: int = ..., /) -> bytes:
        """Return at most so many bytes."""


class FileChangedError(RuntimeError):
    """Raised when what is stored no longer has the fingerprint of what was kept."""


def keep(
    upload: Upload,
    *,
    kind: str,
    subject: models.Model,
    participant: Participant | None,
    by: Actor,
    on: date,
    partner: Any = None,
    operation: Any = None,
    issued_on: date | None = None,
    amount_cents: int | None = None,
) -> Evidence:
    """Check, encrypt and store a file about a subject; return its row, recorded in the trail.

    The file is flushed to the disk before this returns, the row belongs to the caller's
    transaction. Raises ValidationError with a sentence for a file that is too large, empty, of a
    kind not accepted, or other than its name says.
    """
    content = _read(upload)
    accepted = file_types.accept(upload.name or "", content)
    row = Evidence(
        subject=label(subject),
        kind=kind,
        participant=participant,
        partner=partner or (participant.partner if participant else None),
        operation=operation,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        mime=accepted.mime,
        issued_on=issued_on,
        amount_cents=amount_cents,
        kept_on=on,
        kept_by=by.label,
    )
    row.name = vault.seal(
        accepted.name.encode(), participant=participant, place=f"{label(row)}/name"
    )
    row.stored = store.put(
        vault.seal(content, participant=participant, place=f"{label(row)}/content")
    )
    _save(row, by=by)
    return row


def read(row: Evidence) -> bytes:
    """Return the file; FileChangedError, BrokenEnvelope or FileNotFoundError if it was touched.

    KeyDestroyed when the person was erased.
    """
    content = vault.unseal(
        store.get(row.stored), participant=row.participant, place=f"{label(row)}/content"
    )
    if row.sha256 != hashlib.sha256(content).hexdigest():
        raise FileChangedError(f"evidence {row.pk} is not what was kept")
    return content


def name(row: Evidence) -> str:
    """Return the name that the file came with; KeyDestroyed after erasure."""
    sealed = bytes(row.name)
    return vault.unseal(sealed, participant=row.participant, place=f"{label(row)}/name").decode()


def same_file(sha256: str) -> Evidence | None:
    """Return the first evidence with this fingerprint, whoever's it is; None for a new file.

    It passes the door as the system, since a file used twice is often used by two offices: show
    no more of it than the person asking may see.
    """
    return Evidence.objects.as_system().filter(sha256=sha256).order_by("id").first()


def about(subject_label: str) -> models.QuerySet[Evidence]:
    """Return the evidence about a subject, for guards that ask whether there is any."""
    rows: models.QuerySet[Evidence] = Evidence.objects.as_system().filter(subject=subject_label)
    return rows


def is_kept(evidence: str, *, about: str) -> bool:
    """Say whether a label names a document kept for the subject that ``about`` labels."""
    if not evidence:
        return False
    model, pk = split(evidence)
    kept = Evidence.objects.as_system().filter(pk=pk, subject=about)
    return model == "documents.evidence" and kept.exists()


def erase(participant: Participant, *, on: date) -> int:
    """Remove the files of a person and blank their fingerprints; return how many.

    Called when the person's key is destroyed; the rows stay, and say when.
    """
    rows = Evidence.objects.as_system().filter(participant=participant, erased_on=None)
    names = list(rows.values_list("stored", flat=True))
    erased = rows.update(sha256="", erased_on=on)
    transaction.on_commit(partial(_drop, names))
    return erased


def forget(participant: Participant, on: date) -> None:
    """Take part in the erasure of a person (``people.erasure``)."""
    erase(participant, on=on)


def _drop(names: list[str]) -> None:
    for stored in names:
        store.drop(stored)


def _read(upload: Upload) -> bytes:
    """Return the content, never reading more than the limit and one byte."""
    limit = settings.PERCORSI_LARGEST_UPLOAD
    content = upload.read(limit + 1)
    if len(content) > limit:
        raise ValidationError(
            _("The file is larger than %(megabytes)d MB: send a smaller one, or in parts."),
            code="size",
            params={"megabytes": limit // 1_000_000},
        )
    return content


def _save(row: Evidence, *, by: Actor) -> None:
    """Save the row with its event, which holds a keyed commitment to a person's file."""
    draft = Draft(
        actor=by.label,
        role=by.role,
        action="documents.evidence_kept",
        subject=label(row),
        facts={
            "kind": row.kind,
            "about": row.subject,
            "mime": row.mime,
            "size": row.size,
            "amount_cents": row.amount_cents,
            "issued_on": row.issued_on,
            "sha256": vault.commit(row.sha256, participant=row.participant, place=label(row)),
        },
    )
    with transaction.atomic():
        row.save(force_insert=True)
        record_in_stream(draft, stream=f"evidence:{row.partner_id or row.operation_id}")


def sweep(*, now: datetime) -> int:
    """Remove stored files that no row names, left by steps that were rolled back."""
    kept = Evidence.objects.as_system().filter(erased_on=None)
    return store.sweep(known=set(kept.values_list("stored", flat=True)), now=now)
