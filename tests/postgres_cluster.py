"""Starts and stops a private PostgreSQL cluster for the tests: a socket in a short folder, no port.

python -m tests.postgres_cluster start     prints the folder
python -m tests.postgres_cluster stop FOLDER
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import psycopg

from config.system import POSTGRESQL, postgresql_programs
from tests.memory import quickest_folder

OWNER, APPLICATION = "percorsi_owner", "percorsi_app"

# The folder dies with the tests: nothing is gained by waiting for the disk.
CONFIGURATION = """
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
full_page_writes = off
max_connections = 200
shared_buffers = 128MB
max_wal_size = 2GB
autovacuum = off
log_min_messages = fatal
"""

ROLES = f"""
CREATE ROLE {OWNER} LOGIN CREATEDB;
CREATE ROLE {APPLICATION} LOGIN;
"""


class ClusterError(RuntimeError):
    """PostgreSQL is not installed, or did not start; the text says what to do."""


def start() -> Path:
    """Start a cluster with the two roles and return its folder, which is also its socket's."""
    programs = postgresql_programs()
    if programs is None:
        raise ClusterError(f"PostgreSQL is not installed: {POSTGRESQL.apt_line}")
    folder = Path(
        tempfile.mkdtemp(prefix="pgc-", dir=quickest_folder())
    )  # a socket's path is short
    if os.geteuid() == 0:
        shutil.chown(folder, _servant())
    data = folder / "data"
    _run(programs / "initdb", f"-D {data} -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync")
    with (data / "postgresql.conf").open("a", encoding="utf-8") as configuration:
        configuration.write(CONFIGURATION.format(folder=folder))
    _run(programs / "pg_ctl", f"-D {data} -l {folder}/log -w start")
    with psycopg.connect(host=str(folder), user="postgres", autocommit=True) as connection:
        connection.execute(ROLES)
    return folder


def stop(folder: Path) -> None:
    """Stop the cluster at once and remove its folder."""
    programs = postgresql_programs()
    if programs is not None:
        _run(programs / "pg_ctl", f"-D {folder}/data -m immediate stop")
    shutil.rmtree(folder, ignore_errors=True)


def _servant() -> str:
    """Name the user that runs the server when root runs the tests (PostgreSQL refuses root)."""
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise ClusterError("root cannot run PostgreSQL, and there is no user postgres or nobody.")


def _run(program: Path, arguments: str) -> None:
    """Run one of PostgreSQL's programs, as another user when we are root; loud when it fails."""
    servant: dict[str, Any] = {}
    if os.geteuid() == 0:
        name = _servant()
        servant = {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []}
    done = subprocess.run(
        [str(program), *arguments.split()],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL if program.name == "pg_ctl" else subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        **servant,
    )
    if done.returncode:
        raise ClusterError(f"{program.name} failed: {done.stdout or 'see its log'}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["start"]:
            print(start())
        case ["stop", where]:
            stop(Path(where))
        case _:
            sys.exit(__doc__)
