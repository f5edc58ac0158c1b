"""What expenditure has open on a case of a measure, which its closing asks (decisions 2)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from accounting.models import PartBalance, Payable
from expenditure.harvest import still_paid
from expenditure.models import Correction, Item
from expenditure.states import (
    CONFIRMED_CORRECTIONS,
    TRANSMITTED,
    UNFINISHED_CORRECTIONS,
    ClaimState,
    CorrectionState,
    ItemState,
)
from lifecycle.registries import claimed_money, open_matters


def register_all() -> None:
    """Let closings ask what is paid and not declared in a transmitted claim yet."""
    open_matters.register("expenditure", about)
    claimed_money.register("expenditure", holding)


def about(label: str) -> Iterator[str]:
    """Yield a sentence for each item, and for payments without one, of a case or part."""
    yield from _not_harvested(label)
    items = Item.objects.as_system().filter(Q(case_label=label) | Q(part_label=label))
    for item in items.select_related("claim").order_by("id"):
        if item.state in (ItemState.DRAFT, ItemState.READY):
            yield _("Expenditure item %(item)s is not declared in a transmitted claim yet.") % {
                "item": item.reference
            }
        elif item.claim is not None and item.claim.state not in TRANSMITTED:
            yield _("Expenditure item %(item)s is in claim %(claim)s, not transmitted yet.") % {
                "item": item.reference,
                "claim": item.claim.reference,
            }
    yield from _unfinished(label)


def holding(part: str, cents: int, confirmed: bool) -> Iterator[str]:
    """Yield a sentence for each item that holds money of a part, where too little is free of it.

    An item that is in no statement is cancelled or lowered, one in a claim in preparation leaves
    it (E06), a transmitted one is corrected (E18) and deducted in a later claim (E20). With
    ``confirmed`` a correction that two people have found is enough.
    """
    items = list(_items_of(part))
    held = {item: _held(item, confirmed=confirmed) for item in items}
    if cents <= _in_the_books(part) - sum(held.values()):
        return
    for item in items:
        if held[item]:
            yield _what_to_do(item)


def _items_of(part: str) -> Iterator[Item]:
    items = Item.objects.as_system().filter(part_label=part).exclude(state=ItemState.CANCELLED)
    yield from items.select_related("claim").order_by("id")


def _held(item: Item, *, confirmed: bool) -> int:
    """Return what of an item is, or would be, in a statement, in cents."""
    gone = CONFIRMED_CORRECTIONS if confirmed else (CorrectionState.WITHDRAWN,)
    rows = item.corrections.as_system().filter(state__in=gone)
    return item.declared_cents - sum(row.cents for row in rows)


def _in_the_books(part: str) -> int:
    """Return what the books hold of a part as paid, claimed or further on, in cents."""
    balances = PartBalance.objects.filter(part=part)
    return sum(each.f5 + each.f6 + each.f7 + each.f8 for each in balances)


def _what_to_do(item: Item) -> str:
    if item.claim is None:
        words = _("Expenditure item %(item)s holds this payment: cancel it first.")
        return words % {"item": item.reference}
    if item.claim.state != ClaimState.SUBMITTED:
        words = _("Expenditure item %(item)s is in claim %(claim)s: take it out first.")
    elif item.corrections.as_system().filter(state__in=CONFIRMED_CORRECTIONS).exists():
        words = _(
            "The correction of expenditure item %(item)s of claim %(claim)s has to be deducted in "
            "a claim that is transmitted."
        )
    else:
        words = _(
            "Expenditure item %(item)s was transmitted with claim %(claim)s: the control corrects "
            "it first."
        )
    return words % {"item": item.reference, "claim": item.claim.reference}


def _unfinished(label: str) -> Iterator[str]:
    rows = Correction.objects.as_system().filter(
        Q(item__case_label=label) | Q(item__part_label=label), state__in=UNFINISHED_CORRECTIONS
    )
    for row in rows.select_related("item").order_by("id"):
        yield _("Correction %(correction)s is not finished: %(state)s.") % {
            "correction": row.reference,
            "state": row.get_state_display(),
        }


def _not_harvested(label: str) -> Iterator[str]:
    paid = Payable.objects.filter(
        Q(root=label) | Q(part=label), live=True, paid_on__isnull=False, returned=False
    )
    count = paid.filter(still_paid(), expenditure_items__isnull=True).count()
    if count:
        yield _("%(count)s payments are not taken up as expenditure items yet.") % {"count": count}
