"""How a dote ends before its time: what has begun is cut short, the rest given up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dote.states import LineState
from lifecycle.effects import Fire

if TYPE_CHECKING:
    from dote.models import Dote

DEATH = "death"
TIME_OVER = "time_over"
EARLY = ("employment", "training", "other_project", "moved_away", "left_early")
"""How a path can end before its time, as the person or the operator tells it."""

NOT_BEGUN = (LineState.PLANNED, LineState.BOOKED)


def end_services(dote: Dote, *, last_on: date) -> tuple[Fire, ...]:
    """Return the steps that end every service on a day.

    A service that never began is left out, one that runs is interrupted: its months that begin
    after the day are called off, the others are still reported and paid for what was performed.
    """
    lines = dote.lines.as_system().filter(state__in=[*NOT_BEGUN, LineState.RUNNING])
    return tuple(
        Fire(line.label, "leave_out")
        if line.state in NOT_BEGUN
        else Fire(line.label, "interrupt", {"last_on": last_on})
        for line in lines.order_by("id")
    )
