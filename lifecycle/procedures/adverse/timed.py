"""What time brings to an adverse notice: the days for observations pass."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from lifecycle import timed
from lifecycle.models import AdverseNotice
from lifecycle.procedures.adverse.states import NoticeState
from lifecycle.timed import TimedStep


def register_all() -> None:
    """Let the timer end the days for observations; it is announced the working day before."""
    timed.register(
        TimedStep(
            "lifecycle.adversenotice",
            "expire",
            _("Adverse notices without observations"),
            expired,
            adverse=True,
        )
    )


def expired(on: date) -> Iterable[AdverseNotice]:
    """Return the notices whose term has passed on a day."""
    waiting = AdverseNotice.objects.as_system().filter(state=NoticeState.NOTIFIED)
    return waiting.filter(due_on__lt=on).order_by("id")
