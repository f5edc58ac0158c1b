"""The waiting list of a call: who waits, in which published order, and when money is short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from accounting.models import Position
from dote.money import position_of
from dote.states import DoteState
from programme.money import to_cents

if TYPE_CHECKING:
    from dote.models import Dote

ORDER = ("-priority", "submitted_on", "reference")
"""Who comes first: a decision that was taken back, then the day of the application, then number."""


def waiting_with(dote: Dote) -> QuerySet[Dote]:
    """Return those who wait for the same call and partner, in the published order."""
    rows = (
        type(dote)
        .objects.as_system()
        .filter(call=dote.call_id, partner=dote.partner_id, state=DoteState.WAITLISTED)
    )
    return rows.order_by(*ORDER)


def place_of(dote: Dote) -> int | None:
    """Return the place in the waiting list, from 1; None for whoever does not wait."""
    if dote.state != DoteState.WAITLISTED:
        return None
    return list(waiting_with(dote).values_list("pk", flat=True)).index(dote.pk) + 1


def ahead_of(dote: Dote) -> list[Dote]:
    """Return those of the waiting list who come before a dote and were not called up yet."""
    found = []
    for other in waiting_with(dote).filter(called_on__isnull=True):
        if other.pk == dote.pk:
            break
        if _comes_first(other, dote):
            found.append(other)
    return found


def short_positions(dote: Dote) -> list[Position]:
    """Return the budget positions that cannot take the dote's ceiling now."""
    short = []
    for offer in dote.call.offers.with_funding():
        position = position_of(dote, offer)
        if position is not None and position.available_cents < to_cents(offer.ceiling):
            short.append(position)
    return short


def _comes_first(other: Dote, dote: Dote) -> bool:
    return _key(other) < _key(dote)


def _key(dote: Dote) -> tuple[bool, str, str]:
    return (not dote.priority, str(dote.submitted_on), dote.reference)
