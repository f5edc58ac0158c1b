"""The points of a request at which a process can die: around each statement and each COMMIT."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection


@dataclass(frozen=True)
class Point:
    """Before or after the n-th statement, COMMITs counted with them."""

    number: int
    after: bool

    def __str__(self) -> str:
        return f"{'after' if self.after else 'before'} statement {self.number}"


@dataclass
class Path:
    """The statements of a request, COMMIT among them, and where to die if anywhere."""

    die: Point | None = None
    told: list[str] = field(default_factory=list)

    def around(self, name: str, do: Callable[[], Any]) -> Any:
        """Run one statement, and die on this side of it or that when its turn has come."""
        number = len(self.told)
        self.told.append(name)
        self._perhaps(Point(number, after=False))
        result = do()
        self._perhaps(Point(number, after=True))
        return result

    def _perhaps(self, here: Point) -> None:
        if here == self.die:
            os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def watched(path: Path) -> Iterator[None]:
    """Lead every statement and every COMMIT of the default connection along the path."""

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        return path.around(sql.split(None, 1)[0], lambda: execute(sql, params, many, context))

    real: Any = connection
    commit = real._commit
    real._commit = lambda: path.around("COMMIT", commit)
    try:
        with connection.execute_wrapper(wrapper):
            yield
    finally:
        del real._commit


@dataclass(frozen=True)
class Ended:
    """How a child process ended: by which signal or code, and what it told."""

    killed: bool
    code: int
    told: list[str]


def in_a_child(do: Callable[[], Any], *, die: Point | None = None) -> Ended:
    """Do something in a process of its own that dies at the point, and return how it ended.

    The process is forked: whoever calls must have closed its connections.
    """
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _live(do, Path(die), writing)
    os.close(writing)
    with os.fdopen(reading) as told:
        lines = told.read().split()
    status = os.waitpid(pid, 0)[1]
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return Ended(killed, -1 if killed else os.waitstatus_to_exitcode(status), lines)


def _live(do: Callable[[], Any], path: Path, writing: int) -> None:
    """Live the life of the child, and never return."""
    code = 1
    try:
        with watched(path):
            do()
        os.write(writing, " ".join(path.told).encode())
        connection.close()
        code = 0
    except BaseException:
        traceback.print_exc(file=sys.stderr)
        sys.stderr.flush()
    finally:
        os._exit(code)
