"""What time brings to a re-opening: it expires, and the case is locked again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from lifecycle import timed
from lifecycle.models import Reopening
from lifecycle.procedures.reopening.states import OPEN, WAITING
from lifecycle.timed import TimedStep

MODEL = "lifecycle.reopening"


def register_all() -> None:
    """Let the timer end re-openings whose days are over; announced the working day before."""
    for command, label, states in (
        ("expire", _("Re-openings that nobody used"), WAITING),
        ("restore_lock", _("Re-openings that end"), OPEN),
    ):
        timed.register(TimedStep(MODEL, command, label, _over(states), adverse=True))


def _over(states: Sequence[str]) -> Callable[[date], Iterable[Reopening]]:
    def due(on: date) -> Iterable[Reopening]:
        rows = Reopening.objects.as_system().filter(state__in=states, expires_on__lt=on)
        return rows.order_by("id")

    return due
