"""What time brings to a variation: nobody signs it in time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from lifecycle import timed
from lifecycle.models import Variation
from lifecycle.procedures.variation.states import VariationState
from lifecycle.timed import TimedStep


def register_all() -> None:
    """Let the timer end what nobody signs; it is announced the working day before."""
    timed.register(
        TimedStep(
            "lifecycle.variation", "lapse", _("Variations not signed"), unsigned, adverse=True
        )
    )


def unsigned(on: date) -> Iterable[Variation]:
    """Return the approved variations whose days for signing have passed."""
    approved = Variation.objects.as_system().filter(state=VariationState.APPROVED)
    return approved.filter(due_on__lt=on).order_by("id")
