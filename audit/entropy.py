"""The one source of randomness, so that a demonstration can be the same at every run."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from random import Random

_seeded: ContextVar[Random | None] = ContextVar("audit_entropy", default=None)


def random_bytes(count: int) -> bytes:
    """Return that many unpredictable bytes from the operating system (or from the seed)."""
    generator = _seeded.get()
    return generator.randbytes(count) if generator else secrets.token_bytes(count)


@contextmanager
def seeded(seed: int | str) -> Iterator[None]:
    """Make every random byte follow from the seed; for the demonstration and tests only."""
    token = _seeded.set(Random(seed))
    try:
        yield
    finally:
        _seeded.reset(token)
