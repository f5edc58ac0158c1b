"""Makes the databases of the tests: one template a run, a copy for each worker that may keep rows.

The append-only triggers refuse `flush`, so nothing is ever emptied: tests roll back, and whoever
needs real commits works on a copy of its own and throws it away.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fcntl import LOCK_EX, flock
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import connections

from tests import migrated
from tests.postgres_cluster import APPLICATION, OWNER

POSTGRES = os.environ.get("PERCORSI_TEST_DATABASE") == "postgres"
CLUSTER = "PERCORSI_TEST_CLUSTER"  # folder of a running cluster, ours or given
TEMPLATE = "template"

GRANTS = f"""
ALTER DEFAULT PRIVILEGES IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APPLICATION};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {APPLICATION};
"""


@dataclass(frozen=True)
class Database:
    """A database of the tests, and what a subprocess needs in its environment to use it."""

    name: str
    environment: dict[str, str] = field(default_factory=dict)


def folder() -> Path:
    """Return the run's own folder, made by tests/settings.py."""
    return Path(os.environ["PERCORSI_TEST_FOLDER"])


def build_template_once() -> None:
    """Migrate and load the reference data into the template; the first worker does it."""
    with locked("template") as first:
        if first:
            _build_template()


@contextmanager
def locked(name: str) -> Iterator[bool]:
    """Let one process of the run at a time in; lends whether the work is still to be done."""
    done = folder() / f"{name}.done"
    with (folder() / f"{name}.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        yield not done.exists()
        done.touch()


def _build_template() -> None:
    if POSTGRES:
        _as_owner("postgres", f"CREATE DATABASE {TEMPLATE} OWNER {OWNER}")
        _as_owner(TEMPLATE, GRANTS)
    with connected_to(_named(TEMPLATE)):
        if POSTGRES:
            migrated.migrate(sqlite=None, postgres=(os.environ[CLUSTER], TEMPLATE))
        else:
            migrated.migrate(sqlite=Path(_named(TEMPLATE)), postgres=None)
        if "load_reference" in get_commands():
            call_command("load_reference", verbosity=0)
    if not POSTGRES:
        with sqlite3.connect(_named(TEMPLATE)) as finished:
            finished.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finished.close()


def _named(name: str) -> str:
    """Return what Django calls the database: its name, or on SQLite its path."""
    return name if POSTGRES else str(folder() / f"{name}.sqlite3")


@contextmanager
def copy(name: str, *, of: str = TEMPLATE) -> Iterator[Database]:
    """Lend a copy of the template, or of another that nobody uses, removed at the block's end."""
    made = _named(name)
    if POSTGRES:
        _as_owner("postgres", f"CREATE DATABASE {name} TEMPLATE {of} OWNER {OWNER}")
        _as_owner(made, GRANTS)
    else:
        shutil.copyfile(_named(of), made)
    try:
        yield Database(name=made, environment=_environment(made))
    finally:
        if POSTGRES:
            _as_owner("postgres", f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        else:
            for rest in ("", "-wal", "-shm"):
                Path(made + rest).unlink(missing_ok=True)


def _environment(made: str) -> dict[str, str]:
    """Return a whole environment for a subprocess of the product on this database."""
    environment = dict(os.environ)
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    if POSTGRES:
        place = f"/{made}?host={os.environ[CLUSTER]}"
        environment["PERCORSI_DATABASE_URL"] = f"postgresql://{APPLICATION}@{place}"
        environment["PERCORSI_OWNER_DATABASE_URL"] = f"postgresql://{OWNER}@{place}"
    else:
        environment["PERCORSI_DATABASE_URL"] = f"sqlite:///{made}"
    return environment


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Point the default connection, in every thread, at the database of this name."""
    described = connections.settings["default"]
    before = {key: described[key] for key in ("NAME", "HOST")}
    connections.close_all()
    described.update(NAME=name, HOST=os.environ.get(CLUSTER, "") if POSTGRES else "")
    if settings.OWNER_DATABASE is not None:
        settings.OWNER_DATABASE.update(NAME=name, HOST=described["HOST"])
    try:
        yield
    finally:
        connections.close_all()
        described.update(before)


def _as_owner(database: str, sql: str) -> None:
    """Run SQL outside any transaction as the owner of the tables."""
    import psycopg

    with psycopg.connect(
        host=os.environ[CLUSTER], dbname=database, user=OWNER, autocommit=True
    ) as connection:
        for statement in filter(str.strip, sql.split(";")):
            connection.execute(statement.encode())


def trigger_census() -> list[str]:
    """Return a sentence for each trigger that is missing, disabled or different."""
    if not find_spec("audit.triggers"):
        return []
    triggers = import_module("audit.triggers")
    census: Callable[[Any], list[str]] = triggers.census
    return census(connections["default"])
