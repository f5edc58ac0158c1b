"""Kills at random while four people work, and sees that all they were told is so, and once."""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from django.db import connections

from accounting import check_books
from audit import entropy
from audit.models import Event
from audit.stored import verify_stored
from dote.models import Month
from lifecycle import replay
from tests import ground
from tests.dote_path import path
from tests.promises.server.people import Work, sessions
from tests.promises.server.running import FROZEN, Running, running
from tests.world import World

INSTANT = "2027-03-02T09:00:00+00:00"


@dataclass
class Found:
    """How often something was killed, how many answers were lost, what people did meanwhile."""

    killed: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    deeds: int = 0
    wrong: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return the numbers by name."""
        kinds = {f"{what} killed": times for what, times in self.killed.items()}
        total = {"kills": self.killed.total(), "answers lost": self.lost, "deeds": self.deeds}
        return total | kinds


def run(
    world: World,
    made: ground.Database,
    *,
    kills: int,
    seed: int,
    database: bool = False,
    application: str = FROZEN,
) -> Found:
    """Let people work on four cleared months, and kill so many times."""
    months = path(world).cleared_months()
    cookies = sessions(world)
    connections.close_all()
    stopped = threading.Event()
    with running(made, INSTANT, application) as served:
        works = [Work(month, served.port, cookies, stopped) for month in months]
        threads = [threading.Thread(target=work.go_on) for work in works]
        for thread in threads:
            thread.start()
        _kill_at_random(served, kills, seed, database)
        stopped.set()
        for thread in threads:
            thread.join()
    return _judged(works, served)


def _kill_at_random(served: Running, kills: int, seed: int, database: bool) -> None:
    with entropy.seeded(f"kills {seed}"):
        for _ in range(kills):
            time.sleep(0.3 + entropy.random_bytes(1)[0] / 150)  # up to two seconds
            served.kill_something(entropy.random_bytes(1)[0], database=database)
    time.sleep(1)


def _judged(works: list[Work], served: Running) -> Found:
    """Compare what people were told with what the trail has, month by month."""
    found = Found(killed=Counter(served.killed))
    for work in works:
        found.lost += work.lost
        found.deeds += work.done.total()
        found.wrong += work.wrong
        actions = Event.objects.filter(subject=work.month.label, action__in=list(work.done))
        kept = Counter(actions.values_list("action", flat=True))
        before = Counter({"approve": 1, "clear": 1})  # before the server was started
        if kept - before != work.done:
            found.wrong.append(f"{work.month.label}: told {work.done}, kept {kept - before}")
        state = Month.objects.as_system().get(pk=work.month.pk).state
        if state != "liquidated" and not work.wrong:
            found.wrong.append(f"{work.month.label} is {state}")
    found.wrong += [str(fault) for fault in verify_stored().faults]
    found.wrong += [str(finding) for finding in check_books.findings()]
    found.wrong += [str(each) for each in replay.differences()]
    return found
