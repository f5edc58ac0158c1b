"""What time brings to a dote: drafts given up, pacts not signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from dote.models import Dote
from dote.states import DoteState
from lifecycle import timed
from lifecycle.timed import TimedStep
from programme.terms import term


def register_all() -> None:
    """Let the timer know the timed steps of a dote."""
    timed.register(
        TimedStep("dote.dote", "cancel", _("Drafts given up"), stale_drafts, adverse=True)
    )
    timed.register(
        TimedStep("dote.dote", "lapse_unsigned", _("Pacts not signed"), unsigned, adverse=True)
    )


def stale_drafts(on: date) -> Iterator[Dote]:
    """Yield drafts older than the days of their call (D03)."""
    drafts = Dote.objects.as_system().filter(state=DoteState.DRAFT).select_related("call")
    for dote in drafts.order_by("id"):
        days = term(dote.call, "draft_expiry_days").value
        if dote.opened_on + timedelta(days=days) < on:
            yield dote


def unsigned(on: date) -> Iterable[Dote]:
    """Return awards whose term for signing has passed (D18)."""
    awarded = Dote.objects.as_system().filter(state=DoteState.AWARDED, sign_by__lt=on)
    return awarded.order_by("id")
