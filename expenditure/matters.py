"""What expenditure has open on a case of a measure, which its closing asks (decisions 2)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from accounting.models import Payable
from expenditure.harvest import still_paid
from expenditure.models import Item
from expenditure.states import TRANSMITTED, ItemState
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


def holding(label: str) -> Iterator[str]:
    """Yield a sentence for each item that holds money of a case or part which is to be recovered.

    An item in a claim leaves it first (E06) or is corrected; one that is still here is cancelled.
    """
    items = Item.objects.as_system().filter(Q(case_label=label) | Q(part_label=label))
    for item in items.exclude(state=ItemState.CANCELLED).select_related("claim").order_by("id"):
        if item.claim is None:
            yield _("Expenditure item %(item)s holds this payment: cancel it first.") % {
                "item": item.reference
            }
        else:
            yield _(
                "Expenditure item %(item)s is in claim %(claim)s: exclude or correct it first."
            ) % {"item": item.reference, "claim": item.claim.reference}


def _not_harvested(label: str) -> Iterator[str]:
    paid = Payable.objects.filter(
        Q(root=label) | Q(part=label), live=True, paid_on__isnull=False, returned=False
    )
    count = paid.filter(still_paid(), expenditure_items__isnull=True).count()
    if count:
        yield _("%(count)s payments are not taken up as expenditure items yet.") % {"count": count}
