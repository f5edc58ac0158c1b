"""Runs the product's web server as a process of its own, on a database of the tests."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path

from tests import ground

HEALTHY_WITHIN = 60.0  # seconds
INSTANT = "PERCORSI_TEST_INSTANT"  # at which `tests.frozen_wsgi` stops the clock
ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def serving(
    environment: Mapping[str, str], *, workers: int = 1, application: str = "config.wsgi"
) -> Iterator[str]:
    """Serve until the block ends; lends the address, `http://localhost:port`, without slash."""
    collect_static_once(environment)
    port = _free_port()
    log = ground.folder() / f"server-{port}.log"
    command = ["-m", "gunicorn", application, "--bind", f"localhost:{port}", "--threads", "4"]
    command += ["--no-control-socket"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *command, "--workers", str(workers)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    try:
        _wait_until_healthy(port, process, log)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def collect_static_once(environment: Mapping[str, str]) -> None:
    """Gather the static files, once a run."""
    with ground.locked("static") as first:
        if first:
            subprocess.run(
                [sys.executable, "manage.py", "collectstatic", "--noinput", "-v", "0"],
                cwd=ROOT,
                env=environment,
                check=True,
            )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_until_healthy(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Return when the health page answers; fail with the server's own words when it does not."""
    until = time.monotonic() + HEALTHY_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with closing(HTTPConnection("localhost", port, timeout=5)) as connection:
                connection.request("GET", "/health/")
                if connection.getresponse().status == HTTPStatus.OK:
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the server did not start:\n{log.read_text()}")
