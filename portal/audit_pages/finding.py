"""Finds the euros that an address or a search means, within the reach of the visitor's mandates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse

from accounting.models import Entry, Payable
from audit.labels import label, split
from dote.models import Dote, Month
from expenditure.models import Item
from expenditure.models.rules import READERS
from expenditure.states import ItemState
from people.models import Participant
from people.reach import reach
from portal.visitors import Visitor
from treasury.models import PaymentLine

MOST = 200
NAMED = re.compile(r"[\w.:/#+@-]{3,120}")
STEP_OF = {
    "expenditure.claim": "claim",
    "expenditure.item": "item",
    "treasury.paymentline": "payment",
    "treasury.batch": "payment",
    "accounting.entry": "payment",
    "accounting.payable": "month",
    "dote.month": "month",
    "dote.serviceline": "award",
    "dote.dote": "award",
}
"""At which step of the way an address begins."""


@dataclass(frozen=True)
class Euro:
    """A sum that was cleared for one part of a case, and the item that declares it, if any."""

    payable: Payable
    item: Item | None

    @property
    def label(self) -> str:
        """Return the label under which the euro is followed."""
        return self.item.label if self.item else label(self.payable)

    @property
    def cents(self) -> int:
        """Return what is followed: what is declared, or else what was cleared, in cents."""
        return self.item.declared_cents if self.item else self.payable.gross_cents

    def address(self, step: str = "") -> str:
        """Return the address of one step of its way."""
        return reverse("follow_euro", args=[self.label]) + (f"?passo={step}" if step else "")


def within_reach(visitor: Visitor) -> QuerySet[Payable]:
    """Return the payables of the partners and operations of the visitor's mandates."""
    condition = reach(
        visitor.user,
        on=visitor.on,
        partner="position__partner",
        operation="position__operation",
        roles=READERS,
    )
    return Payable.objects.filter(condition)


def euros_of(visitor: Visitor, named: str) -> list[Euro]:
    """Return the euros that a label means; Http404 when there is none in reach."""
    try:
        model, pk = split(named)
    except ValueError as wrong:
        raise Http404 from wrong
    rows = within_reach(visitor).filter(_meant(model, pk, named))
    found = _euros(rows, chosen=pk if model == "expenditure.item" else "")
    if not found:
        raise Http404
    return found


def search(visitor: Visitor, text: str) -> list[Euro]:
    """Return the euros of a case, item, claim, batch, pseudonym or bank reference."""
    wanted = text.strip()
    if not NAMED.fullmatch(wanted):
        return []
    upper = wanted.upper()
    people = Participant.objects.as_system().filter(pseudonym=upper)
    cases = Dote.objects.as_system().filter(Q(reference=upper) | Q(participant__in=people))
    lines = PaymentLine.objects.as_system().filter(
        Q(bank_reference=wanted) | Q(end_to_end=wanted) | Q(batch__reference=upper)
    )
    items = Item.objects.as_system().filter(Q(reference=upper) | Q(claim__reference=upper))
    meant = (
        Q(root__in=[f"dote.dote:{pk}" for pk in cases.values_list("pk", flat=True)[:MOST]])
        | Q(pk__in=lines.values("payable"))
        | Q(pk__in=items.values("payable"))
    )
    return _euros(within_reach(visitor).filter(meant))


def _meant(model: str, pk: str, named: str) -> Q:
    """Return the condition on payables that a label stands for."""
    if model == "accounting.payable":
        return Q(pk=pk)
    if model == "expenditure.item":
        return Q(expenditure_items=pk)
    if model == "expenditure.claim":
        return Q(expenditure_items__claim=pk)
    if model == "treasury.paymentline":
        return Q(lines=pk)
    if model == "treasury.batch":
        return Q(lines__batch=pk)
    if model == "accounting.entry":
        return Q(part__in=Entry.objects.filter(pk=pk).values("part"))
    if model == "dote.serviceline":
        months = Month.objects.as_system().filter(line=pk).values_list("pk", flat=True)
        return Q(part__in=[f"dote.month:{month}" for month in months])
    return Q(root=named) | Q(part=named)


def _euros(rows: QuerySet[Payable], *, chosen: str = "") -> list[Euro]:
    """Return each payable with its item (the chosen one, or the live one); two queries."""
    payables = list(
        rows.select_related("position__partner", "position__operation", "position__fund")
        .distinct()
        .order_by("period_start", "id")[:MOST]
    )
    items = _items(payables, chosen)
    return [Euro(payable, items.get(payable.pk)) for payable in payables]


def _items(payables: Iterable[Payable], chosen: str) -> dict[str, Item]:
    rows = Item.objects.as_system().filter(payable__in=[payable.pk for payable in payables])
    wanted = rows.filter(~Q(state=ItemState.CANCELLED) | Q(pk=chosen))
    related = wanted.select_related("claim", "operation", "partner", "fund", "line", "category")
    found: dict[str, Item] = {}
    for item in related.order_by("id"):
        if item.payable_id not in found or item.pk == chosen:
            found[item.payable_id] = item
    return found
