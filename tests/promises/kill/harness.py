"""Kills a process at a point of a deed, and sees whether all of it happened or nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import IntegrityError, connections
from django.utils import translation

from accounting import check_books
from audit import entropy
from audit.stored import verify_stored
from lifecycle import replay
from lifecycle.errors import Refused
from tests import ground
from tests import world as worlds
from tests.promises import dump
from tests.promises.figures import Figures
from tests.promises.kill.points import Point, in_a_child
from tests.promises.story import Deed
from tests.world import World

BASE = f"kill_base_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
HERE = BASE.replace("base", "point")

Choose = Callable[[Deed, list[Point]], Sequence[Point]]


@dataclass
class Found:
    """What was tried, how many processes were really killed, and what was wrong afterwards."""

    deeds: int = 0
    points: int = 0
    killed: int = 0
    happened: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, more: Found) -> None:
        """Add what was found at another deed."""
        for name, count in more.counts().items():
            setattr(self, name, getattr(self, name) + count)
        self.wrong += more.wrong

    def counts(self) -> dict[str, int]:
        """Return the numbers by name."""
        names = ("deeds", "points", "killed", "happened")
        return {name: getattr(self, name) for name in names}

    def __str__(self) -> str:
        return (
            f"{self.deeds} deeds, {self.points} points, {self.killed} processes killed"
            f" ({self.happened} after the deed had happened), {len(self.wrong)} wrong"
        )


def every(_deed: Deed, points: list[Point]) -> Sequence[Point]:
    """Choose every point."""
    return points


def some(count: int, *names: str) -> Choose:
    """Choose so many points of each deed, or of the first of these: spread, and the last COMMIT."""
    first: dict[str, Deed] = {}

    def choose(deed: Deed, points: list[Point]) -> Sequence[Point]:
        if names and (deed.name not in names or first.setdefault(deed.name, deed) is not deed):
            return []
        step = max(1, len(points) // max(1, count - 2))
        return [*points[:-2:step], *points[-2:]]

    return choose


@contextmanager
def laid() -> Iterator[World]:
    """Lay out the base database with the world in it, and stay connected to it."""
    ground.build_template_once()
    with ground.copy(BASE) as made, ground.connected_to(made.name):
        with worlds.at(), translation.override("en"):
            yield worlds.build()
        connections.close_all()


def run(
    world: World,
    deeds: Iterable[Deed],
    choose: Choose,
    *,
    figures: Figures | None = None,
    story: str = "story",
) -> Found:
    """Go through the story in the base database; before each deed kill it in copies.

    With figures, deeds that were counted before are only sent, so that the story goes on.
    """
    found = Found()
    for number, deed in enumerate(deeds):
        request = Request(world, deed, f"deed-{number}")
        key = f"{story} {number:02} {deed.name}"
        if choose(deed, [Point(0, after=False)]) and not (figures and figures.has(key)):
            here = kill_everywhere(request, choose)
            found.add(here)
            if figures is not None:
                figures.keep(key, here.counts(), here.wrong)
        request.send()
    return found


@dataclass(frozen=True)
class Request:
    """A deed with its key: sent twice it is the same request."""

    world: World
    deed: Deed
    key: str

    def send(self, *, again: bool = False) -> None:
        """Send it; what is sent after it has happened meets other random bytes."""
        with entropy.seeded(f"{self.key} again" if again else self.key):
            self.deed.send(self.world, self.key)


def kill_everywhere(request: Request, choose: Choose) -> Found:
    """Perform the deed once unharmed, for comparison; then kill it at every chosen point."""
    found = Found()
    before = dump.taken()
    with copied():
        whole = in_a_child(request.send)
        after = dump.taken()
    points = [Point(n, after=side) for n in range(len(whole.told)) for side in (False, True)]
    if whole.code or before == after:
        found.wrong.append(f"{request.deed.name}: did nothing unharmed")
    chosen = choose(request.deed, points)
    found.deeds += bool(chosen)
    sound: list[dump.Dump] = []
    for point in chosen:
        found.points += 1
        with copied():
            ended = in_a_child(request.send, die=point)
            told = judged(request, ended.killed, before, after, found, sound)
        found.killed += ended.killed
        found.wrong += [f"{request.deed.name}, {point}: {sentence}" for sentence in told]
    return found


@contextmanager
def copied() -> Iterator[None]:
    """Lend a copy of the base database, to which this process and its children connect."""
    connections.close_all()
    with ground.copy(HERE, of=BASE) as made, ground.connected_to(made.name):
        yield
        connections.close_all()


def judged(
    request: Request,
    killed: bool,
    before: dump.Dump,
    after: dump.Dump,
    found: Found,
    sound: list[dump.Dump],
) -> list[str]:
    """Return what is wrong after the kill, and after the same request has been sent again."""
    if not killed:
        return ["the process was not killed"]
    left = dump.taken()
    if left == after:
        found.happened += 1
    elif left != before:
        return [f"half done: {_told(dump.gaps(before, left))}"]
    told = [] if left in sound else _unsound()
    if not told and left not in sound:
        sound.append(left)
    try:
        request.send(again=left == after)
    except (Refused, IntegrityError) as error:
        return [*told, f"sent again it is refused: {error}"]
    again = dump.gaps(after, dump.taken())
    return [*told, *([f"sent again: {_told(again)}"] if again else [])]


def _told(gaps: list[dump.Gap]) -> str:
    return ", ".join(str(gap) for gap in gaps)


def _unsound() -> list[str]:
    """Return what the product's own checks find; they read nothing but what the dump holds."""
    return [
        *(str(fault) for fault in verify_stored().faults),
        *(str(finding) for finding in check_books.findings()),
        *(str(difference) for difference in replay.differences()),
    ]
