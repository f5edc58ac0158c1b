"""Keys of persons: each wrapped by the master key, each destroyed on its own."""

import hashlib
from datetime import date

from django.conf import settings

from audit import envelope
from audit.labels import label
from people.models import Participant, PersonKey
from programme.house_key import house_key


class KeyDestroyed(LookupError):
    """Raised when data are asked for whose key was destroyed: nobody can read them again."""


def create() -> PersonKey:
    """Store and return a new key, wrapped by the master key."""
    key = PersonKey(wrapped_by=master_key_id())
    key.wrapped = envelope.seal_value(
        envelope.new_key(), key=settings.MASTER_KEY, context=label(key)
    )
    key.save(force_insert=True)
    return key


def unwrap(key: PersonKey) -> bytes:
    """Return the 32 bytes; KeyDestroyed, or BrokenEnvelope under another master key."""
    if key.destroyed_on is not None:
        raise KeyDestroyed(f"The key was destroyed on {key.destroyed_on:%d/%m/%Y}.")
    return envelope.open_value(bytes(key.wrapped), key=settings.MASTER_KEY, context=label(key))


def of(participant: Participant) -> bytes:
    """Return the key of a participant; KeyDestroyed after erasure."""
    return unwrap(participant.key)


def house() -> bytes:
    """Return the key of what belongs to no participant."""
    return house_key()


def destroy(key: PersonKey, *, on: date) -> None:
    """Destroy a key: whatever is sealed under it cannot be read again. No way back."""
    PersonKey.objects.filter(pk=key.pk).update(wrapped=b"", destroyed_on=on)
    key.wrapped, key.destroyed_on = b"", on


def master_key_id() -> str:
    """Return which master key wraps, without telling anything of it."""
    return hashlib.sha256(b"master key id:" + settings.MASTER_KEY).hexdigest()[:16]
