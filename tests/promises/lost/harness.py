"""Cuts the connection at each COMMIT of a deed, before it or after it, and sends the deed again.

Cut after the COMMIT, the deed has happened and nobody was told: the same request must be answered
and do nothing. Cut before it, nothing has happened, and the same request does it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import InterfaceError, OperationalError, connection

from tests.promises import dump
from tests.promises.figures import Figures
from tests.promises.kill.harness import Found as Kills
from tests.promises.kill.harness import Request, copied, judged
from tests.promises.story import Deed
from tests.world import World


class Cut(OperationalError):
    """Raised where the answer of the database would have come."""


@dataclass
class Found:
    """How many answers were lost, how often the deed had happened, and what was wrong."""

    cuts: int = 0
    happened: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, more: Found) -> None:
        """Add what was found at another deed."""
        self.cuts += more.cuts
        self.happened += more.happened
        self.wrong += more.wrong


def run(
    world: World, deeds: Iterable[Deed], *, times: int, figures: Figures | None = None
) -> Found:
    """Go through the story, and lose the answer of each deed so many times on either side."""
    found = Found()
    for number, deed in enumerate(deeds):
        key = f"{number:02} {deed.name}"
        if figures is None or not figures.has(key):
            here = lose_everywhere(world, deed, number, times)
            found.add(here)
            if figures is not None:
                counts = {"cuts": here.cuts, "had happened": here.happened}
                figures.keep(key, counts, here.wrong)
        Request(world, deed, f"deed-{number}").send()
    return found


def lose_everywhere(world: World, deed: Deed, number: int, times: int) -> Found:
    """Lose the answer before and after each COMMIT; each time the request has another key."""
    found = Found()
    for again in range(times):
        request = Request(world, deed, f"deed-{number}-{again}")
        before = dump.taken()
        with copied():
            commits = _counted(request)
            after = dump.taken()
        kills, sound = Kills(), []
        for place in [(n, side) for n in range(commits) for side in (False, True)]:
            with copied():
                cut = _cut(request, *place)
                told = judged(request, cut, before, after, kills, sound)
            found.cuts += cut
            found.wrong += [f"{deed.name}, COMMIT {place}: {sentence}" for sentence in told]
        found.happened += kills.happened
    return found


def _counted(request: Request) -> int:
    seen: list[int] = []
    with _commits(lambda commit: (seen.append(1), commit())):
        request.send()
    return len(seen)


def _cut(request: Request, number: int, after: bool) -> bool:
    """Send the request and cut the connection at a COMMIT; say whether it was cut."""
    left = [number]

    def perhaps(commit: Any) -> None:
        left[0] -= 1
        if left[0] != -1:
            commit()
            return
        if after:
            commit()
        connection.connection.close()
        raise Cut("the connection was cut")

    try:
        with _commits(perhaps):
            request.send()
    except (Cut, InterfaceError, OperationalError):
        return True
    finally:
        connection.close()
    return False


@contextmanager
def _commits(instead: Any) -> Iterator[None]:
    """Lead every COMMIT of the default connection through another function."""
    real: Any = connection
    commit = real._commit
    real._commit = lambda: instead(commit)
    try:
        yield
    finally:
        del real._commit
