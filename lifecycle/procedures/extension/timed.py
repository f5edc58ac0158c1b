"""What time brings to an extension: its request lapses with the term that it is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from lifecycle import timed
from lifecycle.models import Extension
from lifecycle.procedures.extension.states import ExtensionState
from lifecycle.timed import TimedStep


def register_all() -> None:
    """Let the timer end requests that nobody decided; announced the working day before."""
    timed.register(
        TimedStep(
            "lifecycle.extension", "lapse", _("Extensions not decided"), undecided, adverse=True
        )
    )


def undecided(on: date) -> Iterable[Extension]:
    """Return the requests whose term has passed on a day."""
    waiting = Extension.objects.as_system().filter(state=ExtensionState.REQUESTED)
    return waiting.filter(due_on__lt=on).order_by("id")
