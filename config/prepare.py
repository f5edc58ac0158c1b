"""Prepares what the server stands on: messages, static files, tables, and the first data."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import django
from django.core.management import call_command

KEPT = "PERCORSI_DATABASE_URL"


def prepare(variable: Path) -> None:
    """Bring database and files up to date; on the first start load the demonstration.

    A database named in the environment is migrated and otherwise left as it is.
    """
    database = variable / "percorsi.sqlite3"
    if os.environ.get(KEPT) or database.exists():
        django.setup()
        _bring_up_to_date()
        return
    draft = variable / "first-start.sqlite3"
    _remove(draft)
    os.environ[KEPT] = f"sqlite:///{draft}"
    django.setup()
    _make_ready()
    print("Loading the demonstration by performing its steps (a few minutes)", flush=True)
    call_command("demonstration", verbosity=0)
    _put_in_place(draft, database)


def _bring_up_to_date() -> None:
    """Make ready, and load what is new of the reference data."""
    _make_ready()
    call_command("load_reference", verbosity=0)


def _make_ready() -> None:
    """Compile messages, gather static files, migrate; the demonstration loads reference data."""
    call_command("compile_messages", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", interactive=False, verbosity=0)


def _put_in_place(draft: Path, database: Path) -> None:
    """Give a finished database its name: a start that was interrupted leaves none behind."""
    django.db.connections.close_all()
    with closing(sqlite3.connect(draft)) as finished:
        finished.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    draft.replace(database)
    _remove(draft)


def _remove(draft: Path) -> None:
    for rest in ("", "-wal", "-shm"):
        Path(f"{draft}{rest}").unlink(missing_ok=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    prepare(Path(os.environ["PERCORSI_VAR"]))
