"""What people write beside a step: encrypted, while the event holds only a commitment."""

from __future__ import annotations

import json
from collections.abc import Iterable

from audit.canonical import sha256
from audit.models import Event
from documents import vault
from lifecycle.cases import CaseRoot, Tracked
from lifecycle.models import Note
from people.keys import KeyDestroyed


def keep(root: CaseRoot, text: str) -> str:
    """Store the text under the person's key, or the house's where the case has no person.

    Returns what the event holds: the note's label and the digest of its sealed form.
    """
    note = Note(stream=root.label, participant=getattr(root, "participant", None))
    note.ciphertext = vault.seal(text.encode(), participant=note.participant, place=_place(note))
    note.commitment = sha256(bytes(note.ciphertext).hex())
    note.save(force_insert=True)
    return f"lifecycle.note:{note.id}#{note.commitment}"


def read(reference: str) -> str:
    """Return the text that an event's note refers to."""
    note = Note.objects.select_related("participant").get(pk=_id_in(reference))
    plain = vault.unseal(bytes(note.ciphertext), participant=note.participant, place=_place(note))
    return plain.decode()


def beside(subject: Tracked, *commands: str) -> str:
    """Return what was written beside the last of these steps of a row; empty if nothing was."""
    events = Event.objects.filter(
        stream=subject.stream, subject=subject.label, action__in=commands
    ).order_by("-seq")
    event = events.first()
    note = json.loads(event.content)["note"] if event is not None else ""
    return read(note) if note else ""


def read_many(references: Iterable[str]) -> dict[str, str | None]:
    """Return each text by its reference, None where the person's key is destroyed; one query."""
    wanted = {_id_in(reference): reference for reference in references}
    found: dict[str, str | None] = {}
    for note in Note.objects.select_related("participant__key").filter(pk__in=wanted):
        try:
            plain = vault.unseal(
                bytes(note.ciphertext), participant=note.participant, place=_place(note)
            )
            found[wanted[note.pk]] = plain.decode()
        except KeyDestroyed:
            found[wanted[note.pk]] = None
    return found


def _id_in(reference: str) -> str:
    return reference.split("#")[0].split(":")[1]


def _place(note: Note) -> str:
    return f"lifecycle.note:{note.id}/text"
