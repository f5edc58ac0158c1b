"""What time brings to treasury: verified accounts come into effect."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from lifecycle import timed
from lifecycle.timed import TimedStep
from treasury.models import IbanChange
from treasury.states import IbanState


def register_all() -> None:
    """Let the timer put verified accounts into effect."""
    timed.register(
        TimedStep(
            "treasury.ibanchange", "take_effect", _("Accounts into effect"), cooled, adverse=False
        )
    )


def cooled(on: date) -> Iterable[IbanChange]:
    """Return the verified changes whose days of cooling have passed."""
    changes = IbanChange.objects.as_system().filter(state=IbanState.VERIFIED, ready_on__lte=on)
    return changes.order_by("id")
