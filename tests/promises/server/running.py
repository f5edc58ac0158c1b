"""Runs the web server as `./run` does, and kills it, its workers or PostgreSQL without warning."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests import ground, postgres_cluster, server

AGAIN_WITHIN = 60.0  # seconds
FROZEN = "tests.frozen_wsgi"


@dataclass
class Running:
    """A web server with two workers on a database of the tests; it can be killed and started."""

    environment: Mapping[str, str]
    port: int
    log: Path
    application: str = FROZEN
    process: subprocess.Popen[bytes] | None = None
    killed: dict[str, int] = field(default_factory=dict)

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = ["-m", "gunicorn", self.application, "--bind", f"localhost:{self.port}"]
        command += ["--workers", "2", "--threads", "2", "--no-control-socket", "--reuse-port"]
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, *command], cwd=server.ROOT, env=dict(self.environment),
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
            )  # fmt: skip
        server._wait_until_healthy(self.port, self.process, self.log)

    def kill_something(self, drawn: int, *, database: bool) -> None:
        """Kill a worker, the whole server, a backend of PostgreSQL, or PostgreSQL itself."""
        ways = {"worker": self._worker, "server": self._server}
        if database and ground.POSTGRES:
            ways |= {"backend": self._backend, "PostgreSQL": self._postgres}
        way = sorted(ways)[drawn % len(ways)]
        ways[way]()
        self.killed[way] = self.killed.get(way, 0) + 1

    def stop(self) -> None:
        """End the server with all its workers."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def _worker(self) -> None:
        assert self.process is not None
        for pid in children(self.process.pid)[:1]:
            _kill(pid)

    def _server(self) -> None:
        self.stop()
        self.start()

    def _backend(self) -> None:
        for pid in children(_postmaster()):
            if b"percorsi_app" in Path(f"/proc/{pid}/cmdline").read_bytes():
                _kill(pid)
                return

    def _postgres(self) -> None:
        _kill(_postmaster())
        until = time.monotonic() + AGAIN_WITHIN
        folder = Path(os.environ[ground.CLUSTER])
        programs = postgres_cluster.postgresql_programs()
        while programs is not None and time.monotonic() < until:
            time.sleep(0.5)
            with suppress(postgres_cluster.ClusterError):
                arguments = f"-D {folder}/data -l {folder}/log -w start"
                postgres_cluster._run(programs / "pg_ctl", arguments)
                return
        raise AssertionError("PostgreSQL did not come back")


@contextmanager
def running(made: ground.Database, instant: str, application: str = FROZEN) -> Iterator[Running]:
    """Serve a database until the block ends, with the clock stopped at an instant."""
    environment = dict(made.environment) | {server.INSTANT: instant}
    server.collect_static_once(environment)
    port = server._free_port()
    served = Running(environment, port, ground.folder() / f"killed-{port}.log", application)
    try:
        served.start()
        yield served
    finally:
        served.stop()


def children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    told = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(word) for word in told.read_text().split()] if told.exists() else []


def _postmaster() -> int:
    folder = Path(os.environ[ground.CLUSTER])
    return int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
