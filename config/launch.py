"""Runs the whole system on one machine: web server, worker and timed commands, until Ctrl-C."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack, closing
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from types import FrameType
from typing import NoReturn

from config import system

ROOT = Path(__file__).resolve().parent.parent
HEALTHY_WITHIN = 60.0  # seconds
STOPPED_WITHIN = 15.0  # seconds
TIMED = {"seal": 300.0, "tick": 900.0}  # seconds between two runs


class Stopped(Exception):
    """Somebody pressed Ctrl-C, or the system asks us to end."""


def main(arguments: Sequence[str]) -> int:
    """Prepare, serve, and stop everything at the end; return 0 when asked to stop."""
    asked = _parser().parse_args(arguments)
    variable = Path(os.environ.setdefault("PERCORSI_VAR", str(ROOT / "var")))
    variable.mkdir(mode=0o700, parents=True, exist_ok=True)
    (variable / "logs").mkdir(exist_ok=True)
    if _is_taken(asked.host, asked.port):
        return _fail(f"port {asked.port} is taken; try ./run --port {asked.port + 1}")
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    try:
        if subprocess.run(
            [sys.executable, "-m", "config.prepare"], cwd=ROOT, check=False
        ).returncode:
            return _fail("the preparation failed, as said above; nothing was started")
        with ExitStack() as running:
            return _serve(asked.host, asked.port, logs=variable / "logs", running=running)
    except Stopped:
        print("\nStopped.")
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./run",
        description="Run Percorsi on this machine, with its worker and timed commands beside it. "
        "The first start loads a demonstration. Everything it keeps is in var/.",
    )
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="localhost", help="address to listen on")
    return parser


def _serve(host: str, port: int, *, logs: Path, running: ExitStack) -> int:
    """Start web server and worker, say how to sign in, and keep watch over both."""
    web = _start(
        "web", "-m", "gunicorn", "config.wsgi", "--bind", f"{host}:{port}", "--workers", "2",
        "--threads", "2", "--no-control-socket", logs=logs, running=running,
    )  # fmt: skip
    worker = _start("worker", "manage.py", "work", logs=logs, running=running)
    if not _becomes_healthy(host, port, web):
        return _fail(f"the web server did not become healthy; see {logs / 'web.log'}")
    _greet(f"http://{host}:{port}/")
    due = dict.fromkeys(TIMED, 0.0)
    while True:
        for name, process in (("web", web), ("worker", worker)):
            if process.poll() is not None:
                return _fail(f"the {name} stopped by itself; see {logs / name}.log")
        _run_what_is_due(due, logs)
        time.sleep(1)


def _start(name: str, *command: str, logs: Path, running: ExitStack) -> "subprocess.Popen[bytes]":
    """Start a Python process with a log of its own, ended with the others."""
    log = running.enter_context((logs / f"{name}.log").open("ab"))
    process = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, stdout=log, stderr=log,
        stdin=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    running.callback(_end, process)
    return process


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ask the process to finish what it does; end it when it does not."""
    process.terminate()
    try:
        process.wait(STOPPED_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _becomes_healthy(host: str, port: int, web: "subprocess.Popen[bytes]") -> bool:
    """Wait until the health page answers 200, or the server ends, or a minute has passed."""
    until = time.monotonic() + HEALTHY_WITHIN
    while time.monotonic() < until and web.poll() is None:
        try:
            with closing(HTTPConnection(host, port, timeout=5)) as connection:
                connection.request("GET", "/health/")
                if connection.getresponse().status == HTTPStatus.OK:
                    return True
        except OSError:
            pass  # not yet listening
        time.sleep(0.3)
    return False


def _greet(address: str) -> None:
    """Print the address, one account for each role, and what this machine lacks."""
    print(f"\nPercorsi is at {address}\n", flush=True)
    subprocess.run(
        [sys.executable, "manage.py", "demonstration", "--accounts"], cwd=ROOT, check=False
    )
    if not system.has_pango():
        print(f"\nPDF documents wait until Pango is installed: {system.PANGO.apt_line}")
    print("\nCtrl-C stops everything.", flush=True)


def _run_what_is_due(due: dict[str, float], logs: Path) -> None:
    """Run the timed commands whose time has come; a failure is logged and tried again later."""
    now = time.monotonic()
    for name in [name for name, when in due.items() if when <= now]:
        with (logs / f"{name}.log").open("ab") as log:
            subprocess.run(
                [sys.executable, "manage.py", name], cwd=ROOT, stdout=log, stderr=log, check=False
            )
        due[name] = now + TIMED[name]


def _is_taken(host: str, port: int) -> bool:
    """Say whether somebody listens there already."""
    with socket.socket() as probe:
        probe.settimeout(2)
        return probe.connect_ex((host, port)) == 0


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise Stopped


def _fail(sentence: str) -> int:
    print(f"percorsi: {sentence}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
