"""Marks that a process leaves when it has run, for the health page: "tick has not run since…"."""

from pathlib import Path

from django.conf import settings


def touch(part: str) -> None:
    """Note that the worker, or a timed command, has just run."""
    folder = Path(settings.VAR_DIR) / "marks"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / part).touch()
