"""Steps that time brings: which rows are due on a day, and what the system then does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from lifecycle import engine
from lifecycle.cases import Tracked
from lifecycle.errors import Refused
from people.actors import system_actor

Due = Callable[[date], Iterable[Tracked]]


@dataclass(frozen=True)
class TimedStep:
    """A command of a machine that falls due by itself."""

    model: str
    command: str
    label: str | Promise
    due: Due
    adverse: bool
    """Adverse outcomes are announced in the queue the working day before (decisions)."""


@dataclass(frozen=True)
class Outcome:
    """What the timer did, or why it could not."""

    subject: str
    command: str
    refused: str = ""


@dataclass(frozen=True)
class TimedWork:
    """Something that a package does by itself each day, beside the steps of machines."""

    name: str
    run: Callable[[date], int]
    """Does it for a day and returns how many things were done; nothing the second time."""
    steps: tuple[tuple[str, str], ...] = ()
    """The steps that it does as the system: model and command."""


_registry: list[TimedStep] = []
_works: dict[str, TimedWork] = {}


def register(timed: TimedStep) -> None:
    """Let the timer do a step; the same step registered twice counts once."""
    if timed.model not in {known.model for known in _registry if known.command == timed.command}:
        _registry.append(timed)


def register_work(work: TimedWork) -> None:
    """Let the timer do a package's own work."""
    _works[work.name] = work


def work(*, on: date) -> dict[str, int]:
    """Do each package's own work for a day, and return how many things each has done."""
    return {name: _works[name].run(on) for name in sorted(_works)}


def steps() -> set[tuple[str, str]]:
    """Return every step, by model and command, that the system does without another one."""
    works = {step for known in _works.values() for step in known.steps}
    return works | {(known.model, known.command) for known in _registry}


def tick(*, on: date) -> list[Outcome]:
    """Do every step that is due on a day, each in its own transaction.

    Run twice on the same day it does nothing the second time: what was done is no longer due.
    """
    outcomes = []
    for timed in _registry:
        for subject in list(timed.due(on)):
            outcomes.append(_do(timed, subject, on))
    return outcomes


def announced(*, on: date) -> list[tuple[TimedStep, Tracked]]:
    """Return the adverse steps that the timer will do on a day, for the queue of the day before."""
    return [(timed, subject) for timed in _registry if timed.adverse for subject in timed.due(on)]


def _do(timed: TimedStep, subject: Tracked, on: date) -> Outcome:
    try:
        engine.perform(getattr(subject, timed.command), by=system_actor(), on=on)
    except Refused as refused:
        return Outcome(subject.label, timed.command, refused=str(refused))
    return Outcome(subject.label, timed.command)
