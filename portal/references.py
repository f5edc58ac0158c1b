"""Names each request, so that a person can quote it and the log line and the event be found."""

import secrets
from contextvars import ContextVar

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: nothing to confuse on the telephone
_LENGTH = 8
_current: ContextVar[str] = ContextVar("reference", default="")


def new_reference() -> str:
    """Return a fresh reference such as `7F3K-2Q9M`."""
    text = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    return f"{text[:4]}-{text[4:]}"


def current() -> str:
    """Return the reference of the request being answered, or "" outside of one."""
    return _current.get()


def begin() -> str:
    """Give the request that begins its reference and return it; it stays until the next one."""
    reference = new_reference()
    _current.set(reference)
    return reference
