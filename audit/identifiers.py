"""Identifiers made in Python: 26 characters that sort by the time of their making (ULID)."""

from audit import clock, entropy

LENGTH = 26
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base 32: no I, L, O, U


def new_id() -> str:
    """Return a new identifier: 48 bits of milliseconds, then 80 random bits."""
    milliseconds = int(clock.now().timestamp() * 1000)
    value = (milliseconds << 80) | int.from_bytes(entropy.random_bytes(10))
    return "".join(_ALPHABET[(value >> shift) & 31] for shift in range(125, -1, -5))


def is_id(text: str) -> bool:
    """Say whether the text has the form of an identifier."""
    return len(text) == LENGTH and text[0] <= "7" and all(sign in _ALPHABET for sign in text)
