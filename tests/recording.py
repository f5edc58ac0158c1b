"""Writes again what a process has once done for a test: the same rows, without the work.

Under the stopped clock and the seeded entropy a deed that begins from the same rows ends in the
same rows. A recorded deed is really performed the first time in each process; a later test that
stands exactly where it began (same writes since the empty database, same clock, same random
bytes to come, same arguments) gets its statements, its stored files and its result instead. What
stands elsewhere, or has rolled anything back, is performed. Tests of the deeds themselves perform
them: only the ways to where a test begins are recorded.
"""

from __future__ import annotations

import functools
import hashlib
import io
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, is_dataclass
from datetime import date
from decimal import Decimal
from ipaddress import IPv4Address, IPv6Address
from random import Random
from typing import Any, TypeVar, cast

import pytest
from django.db import connection, models
from django.utils import translation

from audit import clock, entropy
from documents import store
from tests.world import World

F = TypeVar("F", bound=Callable[..., Any])
WRITES = ("INSERT", "UPDATE", "DELETE", "WITH")


@dataclass(frozen=True)
class Statement:
    """SQL that wrote rows."""

    sql: str
    params: Any
    many: bool

    def again(self) -> None:
        """Execute it; the tape notes it by itself."""
        with connection.cursor() as cursor:
            (cursor.executemany if self.many else cursor.execute)(self.sql, self.params)


@dataclass(frozen=True)
class Stored:
    """A file that went into the store."""

    name: str
    content: bytes

    def again(self) -> None:
        """Put it where it was, under its name."""
        path = store._path(self.name)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_bytes(self.content)
        _taping().note(self)


@dataclass
class Tape:
    """What one test has written so far, and a hash of it: where the test stands."""

    notes: list[Statement | Stored] = field(default_factory=list)
    usable: bool = True
    place: str = ""

    def note(self, written: Statement | Stored) -> None:
        """Note something written."""
        self.notes.append(written)
        seen = repr(_plain(vars(written)))
        self.place = hashlib.sha256(f"{self.place}{seen}".encode()).hexdigest()


@dataclass(frozen=True)
class Recording:
    """What a deed wrote, what it returned, and the random bytes that were left."""

    notes: list[Statement | Stored]
    result: bytes
    entropy: Any


_tape: ContextVar[Tape | None] = ContextVar("tests_recording_tape", default=None)
_recordings: dict[Any, Recording] = {}


@contextmanager
def taping() -> Iterator[None]:
    """Note everything that the test writes, from an empty database on."""
    tape = Tape()

    def note(
        execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        if sql.lstrip().startswith(WRITES):
            tape.note(Statement(sql, params, many))
        elif sql.startswith("ROLLBACK"):
            tape.usable = False
        return execute(sql, params, many, context)

    def put(content: bytes) -> str:
        name = putting(content)
        tape.note(Stored(name, content))
        return name

    putting, token = store.put, _tape.set(tape)
    with pytest.MonkeyPatch.context() as patched, connection.execute_wrapper(note):
        patched.setattr(store, "put", put)
        try:
            yield
        finally:
            _tape.reset(token)


def recorded(deed: F) -> F:
    """Let a way to where tests begin be performed once in each process, then written again."""

    @functools.wraps(deed)
    def done(*args: Any, **told: Any) -> Any:
        tape = _tape.get()
        key = _key(tape, deed, args, told)
        if tape is None or key is None:
            return deed(*args, **told)
        if key in _recordings:
            return _write_again(_recordings[key], args)
        return _perform(tape, key, functools.partial(deed, *args, **told), args)

    return cast(F, done)


def _perform(tape: Tape, key: Any, deed: Callable[[], Any], args: Any) -> Any:
    """Perform the deed and keep what it wrote."""
    begun = len(tape.notes)
    result = deed()
    if tape.usable:
        method_of = _object_of(args)
        left = _dumped((result, method_of and vars(method_of)), args)
        _recordings[key] = Recording(tape.notes[begun:], left, _generator().getstate())
    return result


def _write_again(known: Recording, args: Any) -> Any:
    for written in known.notes:
        written.again()
    _generator().setstate(known.entropy)
    result, state = _loaded(known.result, args)
    if state is not None:
        vars(args[0]).update(state)
    return result


def _taping() -> Tape:
    tape = _tape.get()
    assert tape is not None
    return tape


def _generator() -> Random:
    generator = entropy._seeded.get()
    assert generator is not None
    return generator


def _key(tape: Tape | None, deed: Any, args: Any, told: Any) -> Any:
    """Return where the test stands and what it asks for; None where this cannot be told."""
    if tape is None or not tape.usable or entropy._seeded.get() is None:
        return None
    try:
        asked = _plain((args, sorted(told.items())))
    except TypeError:
        return None
    at = (clock._stopped.get(), translation.get_language(), hash(_generator().getstate()))
    return (deed.__module__, deed.__qualname__, repr(asked), tape.place, at)


def _plain(value: Any) -> Any:
    """Return a value of simple parts that is equal when the value is; TypeError for others."""
    if isinstance(value, models.Model):
        fields = value._meta.concrete_fields
        return [value._meta.label, [_plain(value.__dict__.get(f.attname)) for f in fields]]
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return [[_plain(name), _plain(part)] for name, part in value.items()]
    if isinstance(value, memoryview):
        return bytes(value)
    if value is None or isinstance(value, str | bytes | int | float | date):
        return value
    if hasattr(value, "obj"):  # psycopg's wrapper of JSON
        return _plain(value.obj)
    if isinstance(value, Decimal | IPv4Address | IPv6Address):  # PostgreSQL has a type for these
        return str(value)
    if isinstance(value, World):
        return "the world"  # its rows are the first that the tape noted
    if is_dataclass(value):
        return [type(value).__qualname__, _plain(vars(value))]
    raise TypeError(f"{type(value).__name__} cannot be told apart")


def _object_of(args: Any) -> Any:
    """Return the object of a deed that is a method of one of the ways; None for a function."""
    return args[0] if args and is_dataclass(args[0]) and not isinstance(args[0], World) else None


def _world_of(args: Any) -> World | None:
    """Return the world that a deed acts on: no copy of it is kept or lent."""
    for part in args:
        found = part if isinstance(part, World) else getattr(part, "world", None)
        if isinstance(found, World):
            return found
    return None


def _dumped(value: Any, args: Any) -> bytes:
    world, into = _world_of(args), io.BytesIO()

    class Pickler(pickle.Pickler):
        def persistent_id(self, obj: Any) -> str | None:
            return "world" if world is not None and obj is world else None

    Pickler(into).dump(value)
    return into.getvalue()


def _loaded(dumped: bytes, args: Any) -> Any:
    world = _world_of(args)

    class Unpickler(pickle.Unpickler):
        def persistent_load(self, pid: Any) -> World | None:
            return world

    return Unpickler(io.BytesIO(dumped)).load()
