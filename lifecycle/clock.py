"""The clock of a procedure: its term in days, and the times for which it stood still.

Person and officer read the same figures from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise

from lifecycle.cases import CaseRoot
from lifecycle.procedures.kinds import of_case
from programme.terms import term
from programme.working_days import not_festive


@dataclass(frozen=True)
class Stop:
    """A time for which the clock stands: from a day up to, not including, another."""

    since: date
    until: date | None
    why: str | Promise


@dataclass(frozen=True)
class Clock:
    """A term of days that began on a day and is lengthened by its stops."""

    began_on: date
    days: int
    stops: Sequence[Stop] = ()
    ended_on: date | None = None

    def standing(self, on: date) -> Stop | None:
        """Return the stop during which a day falls, if there is one."""
        for stop in self.stops:
            if stop.since <= on and (stop.until is None or on < stop.until):
                return stop
        return None

    def stopped_days(self, on: date) -> int:
        """Return for how many days the clock has stood up to a day; a day counts once."""
        stood: set[int] = set()
        for stop in self.stops:
            until = min(on, stop.until) if stop.until is not None else on
            stood |= set(range(stop.since.toordinal(), until.toordinal()))
        return len(stood)

    def due_on(self, on: date) -> date:
        """Return the last day of the term, as it is known on a day; never a festive one."""
        return not_festive(self.began_on + timedelta(days=self.days + self.stopped_days(on)))

    def left(self, on: date) -> int:
        """Return how many days are left on a day; below zero when the term has passed."""
        return (self.due_on(on) - on).days


def clock_of(case: CaseRoot) -> Clock | None:
    """Return the clock of the case's own procedure; None where it has not begun.

    L. 241/1990 art. 2: it begins when the application is received, and is suspended while
    something is asked of the person (par. 7) and after an adverse notice (art. 10-bis).
    """
    began, ended = case.procedure_days
    if began is None:
        return None
    days = term(getattr(case, "call", None), "procedure_days").value
    stops = [
        Stop(row.stopped_on, row.restarted_on, row.TITLE)
        for row in reversed(of_case(case.label))
        if row.stopped_on is not None
    ]
    return Clock(began_on=began, days=days, stops=stops, ended_on=ended)
