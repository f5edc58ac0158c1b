"""Sends a deed twice at once, and sees that it happened once and nothing was doubled.

The threads meet at a barrier before each race, on a copy of the database of its own.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, connections
from django.utils import translation

from accounting import check_books
from accounting.models import Movement, Payable
from audit import entropy
from audit.models import Event
from audit.stored import verify_stored
from lifecycle import replay
from lifecycle.cases import tracked_models
from lifecycle.errors import KeyReused, Refused, Stale
from tests import world as worlds
from tests.promises import dump
from tests.promises.kill.harness import copied
from tests.promises.story import Deed
from tests.world import World

AT_ONCE = 2
Attempt = Callable[[], Any]


@dataclass
class Found:
    """How many races were run; in how many both won, or nobody; and what else was wrong."""

    races: int = 0
    doubled: int = 0
    none: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, more: Found) -> None:
        """Add what was found in other races."""
        for name, count in more.counts().items():
            setattr(self, name, getattr(self, name) + count)
        self.wrong += more.wrong

    def counts(self) -> dict[str, int]:
        """Return the numbers by name."""
        return {"races": self.races, "doubled": self.doubled, "none": self.none}

    def __str__(self) -> str:
        told = f"{self.races} races, {self.doubled} doubled, {self.none} without a winner"
        return f"{told}, {len(self.wrong)} wrong otherwise"


def run(world: World, deeds: Iterable[Deed], *, times: int, names: tuple[str, ...] = ()) -> Found:
    """Go through the story, and before each deed race for it in copies, so many times."""
    found = Found()
    for deed in deeds:
        if not names or deed.name in names:
            found.add(Races(world, deed).run(range(times)))
        deed.send(world, None)
    return found


class Races:
    """The races for one deed, and what the database looks like when it has happened once."""

    def __init__(self, world: World, deed: Deed) -> None:
        self.world, self.deed = world, deed
        before = Movement.objects.count()
        with copied():
            deed.send(world, None)
            self.once = shape()
            self.books_money = Movement.objects.count() != before
        self.sound: list[dump.Dump] = []

    def run(self, numbers: Iterable[int]) -> Found:
        """Run the races with these numbers; the number chooses who meets whom."""
        found = Found()
        for number in numbers:
            self._race(number, found)
        return found

    def _race(self, number: int, found: Found) -> None:
        """Race two people, one person twice without a key, and one request sent twice."""
        kinds: tuple[tuple[str, str, str | None], ...] = (
            (self.deed.by, self.deed.other or self.deed.by, None),
            (self.deed.by, self.deed.by, None),
            (self.deed.by, self.deed.by, "the same request"),
        )
        first, second, key = kinds[number % 3]
        with copied():
            won = at_once([self._attempt(first, key, "a"), self._attempt(second, key, "b")])
            wrong = self._wrong(won, same_answer=key is not None)
        found.races += 1
        found.doubled += won.count(True) > 1 and key is None
        found.none += not any(won)
        found.wrong += [f"{self.deed.name} by {first} and {second}: {told}" for told in wrong]

    def _attempt(self, by: str, key: str | None, seed: str) -> Attempt:
        def attempt() -> Any:
            with worlds.at(), entropy.seeded(f"race {seed}"):
                return self.deed.send(self.world, key, by=by)

        return attempt

    def _wrong(self, won: list[bool], *, same_answer: bool) -> list[str]:
        """Return what is wrong after a race: anything but the deed having happened once.

        A database that is row by row one that was looked at before is not looked at again.
        """
        told = ["the same request got a refusal"] if same_answer and not all(won) else []
        left = dump.taken()
        if left in self.sound:
            return told
        now = shape()
        told += [] if now == self.once else [f"left otherwise: {difference(self.once, now)}"]
        told += [str(fault) for fault in verify_stored().faults]
        told += [str(finding) for finding in check_books.findings()]
        told += [str(each) for each in replay.differences()]
        if not told:
            self.sound.append(left)
        return told


def at_once(attempts: list[Attempt]) -> list[bool]:
    """Start all attempts at the same instant, and return which of them succeeded."""
    won: list[bool | BaseException] = [False] * len(attempts)
    barrier = threading.Barrier(len(attempts))

    def runner(place: int) -> None:
        try:
            connection.ensure_connection()
            with translation.override("en"):
                barrier.wait(timeout=60)
                won[place] = happened(attempts[place])
        except BaseException as error:
            won[place] = error
            barrier.abort()
        finally:
            connection.close()

    threads = [threading.Thread(target=runner, args=(place,)) for place in range(len(attempts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connections.close_all()
    for result in won:
        if isinstance(result, BaseException):
            raise result
    return [bool(result) for result in won]


def happened(attempt: Attempt) -> bool:
    """Send a request and say whether it was answered; a refusal in sentences is the answer no."""
    try:
        attempt()
    except (Refused, Stale, KeyReused):
        return False
    return True


Shape = dict[str, Counter[Any]]


def shape() -> Shape:
    """Return what a database holds but for names and instants: states, money, events."""
    found: Shape = {
        model._meta.label_lower: Counter(model._base_manager.values_list("state", flat=True))
        for model in tracked_models()
    }
    moves = Movement.objects.values_list("entry__posting", "debit_id", "credit_id", "cents")
    found["movements"] = Counter(moves)
    found["payables"] = Counter(Payable.objects.values_list("live", "net_cents", "paid_on"))
    found["events"] = Counter(Event.objects.values_list("action", "source", "target"))
    return found


def difference(wanted: Shape, left: Shape) -> str:
    """Return where two shapes differ."""
    return "; ".join(
        f"{name}: {dict(left[name] - wanted[name])} too much, {dict(wanted[name] - left[name])}"
        " missing"
        for name in wanted
        if wanted[name] != left[name]
    )
