"""What people write beside a step: encrypted, while the event holds only a commitment."""

from __future__ import annotations

from audit.canonical import sha256
from documents import vault
from lifecycle.cases import CaseRoot
from lifecycle.models import Note


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


def _id_in(reference: str) -> str:
    return reference.split("#")[0].split(":")[1]


def _place(note: Note) -> str:
    return f"lifecycle.note:{note.id}/text"
