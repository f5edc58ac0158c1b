"""Keeps encrypted files outside the database and outside the web root, under random names.

A file is on the disk, whole and flushed, before the row that names it is committed. A step that is
rolled back, or killed, leaves at most a file that no row names: `sweep` removes it a day later.
"""

import os
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from audit.entropy import random_bytes

FORGOTTEN_AFTER = timedelta(days=1)
_NAME = re.compile(r"[0-9a-f]{64}\Z")


def put(content: bytes) -> str:
    """Store bytes under a new random name and return it; they survive a loss of power."""
    name = random_bytes(32).hex()
    path = _path(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    being_written = path.with_suffix(".part")
    descriptor = os.open(being_written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    being_written.rename(path)
    for folder in (path.parent, path.parent.parent):
        _flush(folder)
    return name


def get(name: str) -> bytes:
    """Return the bytes of that name; FileNotFoundError, or ValueError for an impossible name."""
    return _path(name).read_bytes()


def drop(name: str) -> None:
    """Remove the bytes of that name, if they are there."""
    _path(name).unlink(missing_ok=True)


def sweep(*, known: set[str], now: datetime) -> int:
    """Remove files that no row names and that are a day old; return how many."""
    swept = 0
    for path in _files():
        old = path.stat().st_mtime < (now - FORGOTTEN_AFTER).timestamp()
        if old and path.stem not in known:
            path.unlink(missing_ok=True)
            swept += 1
    return swept


def _root() -> Path:
    return Path(settings.PERCORSI_STORE)


def _path(name: str) -> Path:
    if not _NAME.match(name):
        raise ValueError("a stored file has a name of 64 hexadecimal digits")
    return _root() / name[:2] / name


def _files() -> Iterator[Path]:
    yield from _root().glob("[0-9a-f][0-9a-f]/*")


def _flush(folder: Path) -> None:
    """Make the folder's own entry durable, without which a rename can be lost."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
