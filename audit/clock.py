"""The one clock: the edge asks it, everything else is given its dates."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")

_stopped: ContextVar[tuple[datetime, str] | None] = ContextVar("audit_clock", default=None)


def now() -> datetime:
    """Return the present instant, aware and in UTC."""
    stopped = _stopped.get()
    return stopped[0] if stopped else datetime.now(UTC)


def today() -> date:
    """Return the present date as a calendar on a wall in Rome shows it."""
    return now().astimezone(ROME).date()


def name() -> str:
    """Return the name of the clock in use, which every event records."""
    stopped = _stopped.get()
    return stopped[1] if stopped else "system"


@contextmanager
def fixed(instant: datetime, name: str = "demonstration") -> Iterator[None]:
    """Stop the clock at an aware instant; events written meanwhile carry the given clock name.

    Raises ValueError for a naive instant, and for the name "system", which only the real clock has.
    """
    if instant.tzinfo is None:
        raise ValueError("The clock can only be stopped at an instant with a time zone.")
    if name == "system":
        raise ValueError("A stopped clock cannot call itself the system clock.")
    token = _stopped.set((instant.astimezone(UTC), name))
    try:
        yield
    finally:
        _stopped.reset(token)
