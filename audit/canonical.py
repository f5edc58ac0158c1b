"""Canonical JSON: one text for one meaning, so that a fingerprint of it can be recomputed."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime

_AS_THEY_ARE = frozenset({str, int, bool, type(None)})
_ENCODER = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
)


class NotCanonical(TypeError):
    """Raised for a value that has no single exact text, such as a float."""


def canonical(value: object) -> str:
    """Return the value as JSON with sorted keys and no spaces.

    Instants become UTC with microseconds, dates ISO. NotCanonical for floats, decimals (an
    amount goes in as cents, a quantity as text), naive instants, keys that are no text, and
    halves of characters.
    """
    text = _ENCODER.encode(_plain(value))
    try:
        text.encode()
    except UnicodeEncodeError as broken:
        raise NotCanonical(f"{value!r} holds half a character.") from broken
    return text


def sha256(text: str) -> str:
    """Return the SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def instant(value: datetime) -> str:
    """Return an aware instant as UTC text with microseconds, `2026-11-18T09:30:00.000000Z`."""
    if value.tzinfo is None:
        raise NotCanonical("An instant without time zone has no place in the trail.")
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _plain(value: object) -> object:
    """Return the value built of what JSON knows, or refuse it."""
    if type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, Mapping):
        return {_key(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return _scalar(value)


def _scalar(value: object) -> object:
    if isinstance(value, str):  # a choice of an enumeration
        return str.__str__(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    raise NotCanonical(f"{type(value).__name__} has no canonical text: {value!r}")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise NotCanonical(f"The key {key!r} is not text.")
    return str.__str__(key)
