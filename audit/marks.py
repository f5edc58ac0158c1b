"""Marks that a process leaves when it has run, for the health page: "tick has not run since…"."""

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings


def touch(part: str) -> None:
    """Note that the worker, or a timed command, has just run."""
    folder = Path(settings.VAR_DIR) / "marks"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / part).touch()


def seen(part: str) -> datetime | None:
    """Return when it has last run; None if it never has."""
    try:
        touched = (Path(settings.VAR_DIR) / "marks" / part).stat().st_mtime
    except OSError:
        return None
    return datetime.fromtimestamp(touched, UTC)
