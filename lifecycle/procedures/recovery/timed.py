"""What time brings to a recovery: an instalment plan is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from lifecycle import timed
from lifecycle.models import Recovery
from lifecycle.procedures.recovery import plans
from lifecycle.procedures.recovery.guards import UNPAID_THAT_LOSE
from lifecycle.procedures.recovery.states import RecoveryState
from lifecycle.timed import TimedStep


def register_all() -> None:
    """Let the timer end plans with two unpaid instalments; announced the working day before."""
    timed.register(
        TimedStep("lifecycle.recovery", "lose_plan", _("Instalment plans lost"), lost, adverse=True)
    )


def lost(on: date) -> Iterator[Recovery]:
    """Yield the plans of which two instalments are unpaid on a day."""
    running = Recovery.objects.as_system().filter(state=RecoveryState.PLAN, due_on__lt=on)
    for recovery in running.order_by("id"):
        if len(plans.unpaid(recovery.plan(), on=on)) >= UNPAID_THAT_LOSE:
            yield recovery
