"""The balances' snapshot, brought up to date once a day by the timer, at its first look."""

from __future__ import annotations

from datetime import date

from accounting import snapshots
from audit import clock, marks
from lifecycle import timed

MARK = "balances"


def register_all() -> None:
    """Let the timer keep the balances."""
    timed.register_work(timed.TimedWork(MARK, keep))


def keep(on: date) -> int:
    """Refresh the snapshot unless that was done today; return how often: once, or not at all.

    A transaction that does not end puts it off to the next look.
    """
    seen = marks.seen(MARK)
    if seen is not None and seen.astimezone(clock.ROME).date() >= on:
        return 0
    try:
        snapshots.refresh()
    except snapshots.Busy:
        return 0
    marks.touch(MARK)
    return 1
