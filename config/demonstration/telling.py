"""Tells many stories at once: each yields the day of its next scene, and the earliest goes on."""

from __future__ import annotations

import heapq
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

from audit import clock
from lifecycle import engine, proposals
from lifecycle.cases import Tracked
from people.actors import Actor
from people.models import User

OPENING, EVENING = time(8, 30), time(18)
SATURDAY = 5


class Day:
    """A working day of the story; each deed of the day happens a minute after the one before."""

    def __init__(self, on: date, *, from_hour: time = OPENING) -> None:
        self.on = on
        self._now = datetime.combine(on, from_hour, clock.ROME)

    @contextmanager
    def minute(self) -> Iterator[None]:
        """Stop the clock at the next minute, under the name that every event will record."""
        self._now += timedelta(minutes=1)
        with clock.fixed(self._now, name="demonstration"):
            yield

    def perform(self, bound: Any, *, by: User | Actor, **told: Any) -> Any:
        """Do a step of a machine; see ``lifecycle.engine.perform``."""
        with self.minute():
            return engine.perform(bound, by=by, on=self.on, **told)

    def begin(self, model: type[Tracked], *, by: User | Actor, **fields: Any) -> Any:
        """Open a case or a part of one; see ``lifecycle.engine.begin``."""
        with self.minute():
            return engine.begin(model, by=by, on=self.on, **fields)

    def propose(self, bound: Any, *, by: User, **told: Any) -> Any:
        """Propose a step; see ``lifecycle.proposals.propose``."""
        with self.minute():
            return proposals.propose(bound, by=by, on=self.on, **told)

    def approve(self, proposal: Any, *, by: User) -> Any:
        """Approve a proposal; see ``lifecycle.proposals.approve``."""
        with self.minute():
            return proposals.approve(proposal, by=by, on=self.on)


Story = Generator[date, Day, None]


def tell(stories: Sequence[Story], *, until: date) -> None:
    """Tell all stories in the order of their days; what would come after ``until`` does not happen.

    Scenes of one day follow the order of the list. A day of rest gives way to the next Monday.
    """
    waiting = [(_working(next(story)), place) for place, story in enumerate(stories)]
    heapq.heapify(waiting)
    today: Day | None = None
    while waiting and waiting[0][0] <= until:
        on, place = heapq.heappop(waiting)
        if today is None or today.on < on:
            today = Day(on)
        with today.minute():  # also what a scene does between its deeds has the story's time
            then = _played(stories[place], today)
        if then is not None:
            heapq.heappush(waiting, (max(_working(then), on), place))


def _played(story: Story, today: Day) -> date | None:
    """Let a story play its scene, and return the day of the next one; None at its end."""
    try:
        return story.send(today)
    except StopIteration:
        return None


def _working(on: date) -> date:
    """Return the day itself, or the Monday after a Saturday or Sunday."""
    return on + timedelta(days=max(0, 7 - on.weekday())) if on.weekday() >= SATURDAY else on
