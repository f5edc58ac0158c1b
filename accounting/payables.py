"""Payables: written with a clearance, and told what became of their payment."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from django.db.models import F, Q
from django.utils.translation import gettext as _

from accounting.accounts import G
from accounting.models import Payable

_UNPAID = Q(paid_on__isnull=True) | Q(returned=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class PayableDraft:
    """A payable as a transition returns it; amounts in cents, `evidence` are labels."""

    root: str
    part: str
    payee: str
    creditor: Literal[G.PARTICIPANTS, G.PROVIDERS]
    gross_cents: int
    withheld_cents: int = 0
    position_id: str
    category_id: str
    cost_option: str
    quantity: Decimal | None = None
    unit: str = ""
    unit_cost_id: str | None = None
    period_start: date
    period_end: date
    evidence: tuple[str, ...] = ()


class NotPossible(Exception):
    """The payable is not in a state that allows this; its text is a sentence for people."""


def write(draft: PayableDraft, *, on: date) -> Payable:
    """Write a payable and return it; IntegrityError if its part has a live one already."""
    values = asdict(draft)
    values["creditor"] = draft.creditor.value
    values["evidence"] = list(draft.evidence)
    return Payable.objects.create(
        **values, net_cents=draft.gross_cents - draft.withheld_cents, created_on=on
    )


def live(part: str) -> Payable | None:
    """Return the live payable of a part of a case, by label, or none."""
    return Payable.objects.filter(part=part, live=True).first()


def cancel(part: str, *, on: date) -> None:
    """Cancel the live payable of a part; `NotPossible` if it is paid and was not returned."""
    _change(Q(part=part) & _UNPAID, live=False, cancelled_on=on)


def mark_paid(payable_id: str, *, on: date) -> None:
    """Record that the bank paid it, for the first time or again; `NotPossible` if it is paid."""
    _change(Q(pk=payable_id) & _UNPAID, paid_on=on, returned=False)


def mark_unpaid(payable_id: str) -> None:
    """Record that the bank returned the payment; `NotPossible` if it is not paid."""
    _change(Q(pk=payable_id, paid_on__isnull=False, returned=False), returned=True)


def mark_withheld_paid(payable_id: str, *, on: date) -> None:
    """Record that the withheld part was paid over; `NotPossible` if none is due, or twice."""
    _change(
        Q(pk=payable_id, withheld_cents__gt=0, withheld_paid_on__isnull=True), withheld_paid_on=on
    )


def set_off(payable_id: str, cents: int) -> None:
    """Lower what is to be paid by cents set off against a debt (posting OFF).

    ValueError if the cents are not above zero, `NotPossible` if less than that is to be paid.
    """
    if cents <= 0:
        raise ValueError(f"Only a positive amount can be set off, not {cents} cents.")
    room = Q(net_cents__gte=F("offset_cents") + cents)
    _change(Q(pk=payable_id, paid_on__isnull=True) & room, offset_cents=F("offset_cents") + cents)


def undo_set_off(payable_id: str, cents: int) -> None:
    """Raise what is to be paid by cents that had been set off against a debt that fell.

    `NotPossible` if it was paid meanwhile, or fewer cents had been set off.
    """
    had = Q(offset_cents__gte=cents)
    _change(Q(pk=payable_id, paid_on__isnull=True) & had, offset_cents=F("offset_cents") - cents)


def _change(allowed: Q, **values: object) -> None:
    """Change the one live payable that allows it, in one statement that decides by itself."""
    if Payable.objects.filter(allowed, live=True).update(**values) != 1:
        raise NotPossible(
            _("This payment is no longer in the state that you saw. Reload the page and look.")
        )
