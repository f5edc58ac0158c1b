"""Lends the owner's connection to the commands that change tables."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connections


@contextmanager
def as_owner() -> Iterator[None]:
    """Run the block with the default connection signed in as the owner of the tables.

    Without an owner of its own (SQLite, or one role on PostgreSQL) nothing changes.
    """
    owner = settings.OWNER_DATABASE
    if owner is None:
        yield
        return
    described = connections["default"].settings_dict
    application = {name: described[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    _disconnect()
    described.update({name: owner[name] for name in application})
    try:
        yield
    finally:
        _disconnect()
        described.update(application)


def _disconnect() -> None:
    """Close the connection, and the pool that would hand out one of the other role."""
    connection = connections["default"]
    connection.close()
    close_pool = getattr(connection, "close_pool", None)  # PostgreSQL alone has one
    if close_pool is not None:
        close_pool()
