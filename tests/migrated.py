"""Keeps a migrated, empty database between runs, so that only changed migrations run again.

What is kept is the tables alone, without triggers, rights or reference data: those follow from the
code of today, and `migrate` adds them to the restored tables as it does at an upgrade.
"""

import ast
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from django.conf import settings
from django.core.management import call_command

from config.system import postgresql_programs
from tests.postgres_cluster import OWNER

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".cache" / "tests"
OTHERS = ("requirements-dev.lock", "config/management/commands/migrate.py")


def migrate(*, sqlite: Path | None, postgres: tuple[str, str] | None) -> None:
    """Migrate the connected database: a file on SQLite, (socket's folder, name) on PostgreSQL."""
    kind = f"postgres{_programs().parent.name}" if postgres else "sqlite3"
    wanted = sources()
    known = nearest(kind, wanted)
    if known and postgres:
        _client("psql", postgres, "--quiet", "--set=ON_ERROR_STOP=1", f"--file={known}")
    elif known and sqlite:
        shutil.copyfile(known, sqlite)
    if known is None or _manifest(known) != wanted:
        with _without_what_follows():
            call_command("migrate", verbosity=0, interactive=False)
        with _put_in_place(kind, wanted) as made:
            if postgres:
                _client("pg_dump", postgres, "--no-owner", "--no-privileges", f"--file={made}")
            else:
                _vacuum_into(made)
    call_command("migrate", verbosity=0, interactive=False)


def sources() -> dict[str, str]:
    """Return the hash of each file that decides what the tables look like after migrating."""
    migrations = sorted(ROOT.glob("*/migrations/*.py"))
    ours = {path for migration in migrations for path in _imported(migration)}
    paths = (*migrations, *sorted(ours), *(ROOT / name for name in OTHERS))
    hashes = {
        str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths
    }
    apps = {f"app {name}": "installed" for name in settings.INSTALLED_APPS}
    return {"python": sys.version, "user": settings.AUTH_USER_MODEL, **apps, **hashes}


def nearest(kind: str, wanted: Mapping[str, str]) -> Path | None:
    """Return the kept database that needs the fewest migrations more; None if none will do.

    One will do when everything that made it is the same today: only new files have come.
    """
    fitting = [
        path
        for path in KEPT.glob(f"migrated-*.{kind}")
        if _manifest(path).items() <= wanted.items() and _manifest(path)
    ]
    return max(fitting, key=lambda path: len(_manifest(path)), default=None)


def _manifest(kept: Path) -> dict[str, str]:
    """Return what made a kept database; empty when that is not told."""
    beside = kept.with_suffix(f"{kept.suffix}.json")
    read: dict[str, str] = json.loads(beside.read_text("utf-8")) if beside.exists() else {}
    return read


def _imported(migration: Path) -> Iterator[Path]:
    """Yield the files of ours that a migration imports: fields and what they rest on."""
    for node in ast.walk(ast.parse(migration.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        else:
            continue
        for name in names:
            path = ROOT / f"{name.replace('.', '/')}.py"
            if path.exists():
                yield path


@contextmanager
def _without_what_follows() -> Iterator[None]:
    """Leave triggers, rights and rows for the second `migrate`, which has them from the code."""
    place = "django.core.management.commands.migrate.emit_post_migrate_signal"
    with mock.patch(place):
        yield


@contextmanager
def _put_in_place(kind: str, wanted: Mapping[str, str]) -> Iterator[Path]:
    """Lend a name to write to, and keep the file only when it is whole; older ones go."""
    KEPT.mkdir(parents=True, exist_ok=True)
    told = json.dumps(wanted, indent=1)
    kept = KEPT / f"migrated-{hashlib.sha256(told.encode()).hexdigest()[:16]}.{kind}"
    made = kept.with_name(f"{kept.name}.{os.getpid()}")
    try:
        yield made
        for old in KEPT.glob(f"migrated-*.{kind}*"):
            if old != made:
                old.unlink(missing_ok=True)
        made.rename(kept)
        kept.with_suffix(f"{kept.suffix}.json").write_text(told, "utf-8")
    finally:
        made.unlink(missing_ok=True)


def _vacuum_into(made: Path) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(made)])


def _programs() -> Path:
    programs = postgresql_programs()
    assert programs is not None
    return programs


def _client(program: str, place: tuple[str, str], *arguments: str) -> None:
    folder, name = place
    command = [_programs() / program, "-h", folder, "-U", OWNER, "-d", name, *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
