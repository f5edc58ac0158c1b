"""Keeps a migrated, empty database between runs, so that only changed migrations run again.

What is kept is the tables alone, without triggers, rights or reference data: those follow from the
code of today, and `migrate` adds them to the restored tables as it does at an upgrade.
"""

import ast
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from django.core.management import call_command

from config.system import postgresql_programs
from tests.postgres_cluster import OWNER

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".cache" / "tests"
OTHERS = ("requirements-dev.lock", "config/settings.py", "config/management/commands/migrate.py")


def migrate(*, sqlite: Path | None, postgres: tuple[str, str] | None) -> None:
    """Migrate the connected database: a file on SQLite, (socket's folder, name) on PostgreSQL."""
    kind = f"postgres{_programs().parent.name}" if postgres else "sqlite3"
    kept = KEPT / f"migrated-{fingerprint()}.{kind}"
    if not kept.exists():
        with _without_what_follows():
            call_command("migrate", verbosity=0, interactive=False)
        with _put_in_place(kept) as made:
            if postgres:
                _client("pg_dump", postgres, "--no-owner", "--no-privileges", f"--file={made}")
            elif sqlite:
                _vacuum_into(made)
    elif postgres:
        _client("psql", postgres, "--quiet", "--set=ON_ERROR_STOP=1", f"--file={kept}")
    elif sqlite:
        shutil.copyfile(kept, sqlite)
    call_command("migrate", verbosity=0, interactive=False)


def fingerprint() -> str:
    """Return a hash of all that decides what the tables look like after the migrations."""
    digest = hashlib.sha256(sys.version.encode())
    migrations = sorted(ROOT.glob("*/migrations/*.py"))
    ours = {path for migration in migrations for path in _imported(migration)}
    for path in (*migrations, *sorted(ours), *(ROOT / name for name in OTHERS)):
        digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


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
def _put_in_place(kept: Path) -> Iterator[Path]:
    """Lend a name to write to, and keep the file only when it is whole; older ones go."""
    KEPT.mkdir(parents=True, exist_ok=True)
    made = kept.with_name(f"{kept.name}.{os.getpid()}")
    try:
        yield made
        for old in KEPT.glob(f"migrated-*{kept.suffix}"):
            old.unlink(missing_ok=True)
        made.rename(kept)
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
