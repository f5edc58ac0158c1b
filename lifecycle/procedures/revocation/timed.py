"""What time brings to a revocation: the person's term passes, the term for appeals passes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from lifecycle import timed
from lifecycle.models import Revocation
from lifecycle.procedures.revocation.guards import undecided
from lifecycle.procedures.revocation.states import RevocationState
from lifecycle.timed import TimedStep

MODEL = "lifecycle.revocation"


def register_all() -> None:
    """Let the timer go on without counter-arguments, and confirm what nobody appealed."""
    timed.register(
        TimedStep(
            MODEL, "expire", _("Revocations without counter-arguments"), unanswered, adverse=True
        )
    )
    timed.register(
        TimedStep(MODEL, "confirm", _("Revocations that become final"), final, adverse=True)
    )


def unanswered(on: date) -> Iterable[Revocation]:
    """Return the notices whose term has passed on a day."""
    return _due(RevocationState.NOTIFIED, on)


def final(on: date) -> Iterator[Revocation]:
    """Yield the acts whose term for appeals has passed and of which no appeal is pending."""
    for revocation in _due(RevocationState.ISSUED, on):
        if not undecided(revocation.label):
            yield revocation


def _due(state: RevocationState, on: date) -> Iterable[Revocation]:
    return Revocation.objects.as_system().filter(state=state, due_on__lt=on).order_by("id")
