"""The key and the version that a form carries, so that a step happens once and on what was seen."""

import re
import secrets
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest

_KEY = re.compile(r"[A-Za-z0-9_-]{22,64}", re.ASCII)


@dataclass(frozen=True)
class FormKeys:
    """The idempotency key made when the form was shown, and the object's version then."""

    key: str
    version: int | None


def new_key() -> str:
    """Return a fresh key (128 bits)."""
    return secrets.token_urlsafe(16)


def keys_for(subject: Any = None) -> FormKeys:
    """Return a new key with the version of the subject (None for something not yet there)."""
    return FormKeys(new_key(), getattr(subject, "last_seq", None))


def sent_keys(request: HttpRequest) -> FormKeys:
    """Return key and version of a posted form.

    Raises SuspiciousOperation (400) when the form has none: no page of ours sends such a one.
    """
    key, version = request.POST.get("key", ""), request.POST.get("version", "")
    if not _KEY.fullmatch(key) or not (version == "" or (version.isascii() and version.isdigit())):
        raise SuspiciousOperation("a form without its key or version")
    return FormKeys(key, int(version) if version else None)
