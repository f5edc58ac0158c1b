"""Encrypts what is kept: under the person's key where a person is in it, else the house key."""

from audit import envelope
from people import keys
from people.models import Participant


def seal(plain: bytes, *, participant: Participant | None, place: str) -> bytes:
    """Return the bytes encrypted and bound to a place, such as `documents.document:01J…/content`.

    KeyDestroyed when the person was erased.
    """
    return envelope.seal_value(plain, key=_key(participant), context=place)


def unseal(sealed: bytes, *, participant: Participant | None, place: str) -> bytes:
    """Return the plain bytes; KeyDestroyed, or BrokenEnvelope if they were changed or moved."""
    return envelope.open_value(sealed, key=_key(participant), context=place)


def commit(value: str, *, participant: Participant | None, place: str) -> str:
    """Return what the trail may hold of a value: a person's as a keyed commitment, else itself."""
    if participant is None:
        return value
    return envelope.commitment(value, key=keys.of(participant), context=place)


def _key(participant: Participant | None) -> bytes:
    return keys.house() if participant is None else keys.of(participant)
