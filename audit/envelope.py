"""Sealed values (AES-256-GCM) and keyed commitments; the key always comes from the caller."""

import hashlib
import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from audit.entropy import random_bytes

KEY_BYTES = 32
_VERSION = b"\x01"
_NONCE_BYTES = 12


class BrokenEnvelope(ValueError):
    """Raised when a sealed value was changed, moved to another place, or sealed by another key."""


def new_key() -> bytes:
    """Return a new random key of 256 bits."""
    return random_bytes(KEY_BYTES)


def seal_value(plain: bytes, *, key: bytes, context: str) -> bytes:
    """Return the value encrypted under the key and bound to its place.

    `context` names the place (such as `people.participant:01J…/identity`): the sealed value
    opens nowhere else. Layout: version byte, nonce of 12 bytes, ciphertext with its tag.
    """
    nonce = random_bytes(_NONCE_BYTES)
    return _VERSION + nonce + AESGCM(_checked(key)).encrypt(nonce, plain, context.encode())


def open_value(sealed: bytes, *, key: bytes, context: str) -> bytes:
    """Return the plain value; BrokenEnvelope if key, place or a single bit differs."""
    sealed = bytes(sealed)
    nonce, body = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    if sealed[:1] != _VERSION or len(nonce) < _NONCE_BYTES:
        raise BrokenEnvelope("This is not a sealed value.")
    try:
        return AESGCM(_checked(key)).decrypt(nonce, body, context.encode())
    except InvalidTag as wrong:
        raise BrokenEnvelope("The value was changed, moved or sealed by another key.") from wrong


def commitment(value: str, *, key: bytes, context: str) -> str:
    """Return 64 hexadecimal digits that bind to the value without telling it.

    With the key destroyed nobody can test a guess against it, and the chain still verifies.
    """
    subkey = hmac.new(_checked(key), b"commitment:" + context.encode(), hashlib.sha256).digest()
    return hmac.new(subkey, value.encode(), hashlib.sha256).hexdigest()


def _checked(key: bytes) -> bytes:
    if len(key) != KEY_BYTES:
        raise ValueError(f"A key has {KEY_BYTES} bytes, not {len(key)}.")
    return key
