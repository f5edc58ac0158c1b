"""What time brings to a suspension: its first day comes, its last day passes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from lifecycle import timed
from lifecycle.models import Suspension
from lifecycle.procedures.suspension.states import SuspensionState
from lifecycle.timed import TimedStep

MODEL = "lifecycle.suspension"


def register_all() -> None:
    """Let the timer begin and expire suspensions; the expiry is announced beforehand."""
    timed.register(TimedStep(MODEL, "begin", _("Suspensions that begin"), beginning, adverse=False))
    timed.register(
        TimedStep(MODEL, "expire", _("Suspensions past their last day"), past, adverse=True)
    )


def beginning(on: date) -> Iterable[Suspension]:
    """Return the approved suspensions whose first day has come."""
    approved = Suspension.objects.as_system().filter(state=SuspensionState.APPROVED)
    return approved.filter(starts_on__lte=on).order_by("id")


def past(on: date) -> Iterable[Suspension]:
    """Return the running suspensions whose last day has passed."""
    running = Suspension.objects.as_system().filter(state=SuspensionState.RUNNING)
    return running.filter(ends_on__lt=on).order_by("id")
