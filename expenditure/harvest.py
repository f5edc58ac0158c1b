"""The harvest: one expenditure item for each payable that the bank has paid."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from accounting.models import PartBalance, Payable
from expenditure.entering import fields_of
from expenditure.models import Item
from lifecycle.engine import begin
from lifecycle.errors import Refused
from people.actors import Actor, system_actor
from people.models import User


def harvest(*, on: date) -> list[Item]:
    """Enter an item for each paid payable that never had one, as the system, and return them.

    Run twice it does nothing the second time; what another run enters at the same moment is
    passed over.
    """
    items = []
    for payable in to_harvest():
        try:
            items.append(enter(payable, by=system_actor(), on=on))
        except Refused:
            if not Item.objects.as_system().filter(payable=payable).exists():
                raise
    return items


def to_harvest() -> QuerySet[Payable]:
    """Return the payables that are paid and have no item, not even a cancelled one."""
    paid = Payable.objects.filter(
        still_paid(),
        live=True,
        paid_on__isnull=False,
        returned=False,
        expenditure_items__isnull=True,
    )
    return paid.select_related(
        "position__operation",
        "position__partner",
        "position__fund",
        "position__line",
        "category",
        "unit_cost",
    ).order_by("paid_on", "id")


def still_paid() -> Exists:
    """Return the condition that the books count a payable as paid: revoked money is not spent."""
    parts = PartBalance.objects.filter(root=OuterRef("root"), part=OuterRef("part"), f5__gt=0)
    return Exists(parts)


def enter(payable: Payable, *, by: User | Actor, on: date, asked_by: User | None = None) -> Item:
    """Enter one item for a payable (E01); the event names who asked the system for it.

    Raises Refused when it is not paid, or has a live item already.
    """
    told = {"asked_by": f"people.user:{asked_by.pk}"} if asked_by else {}
    return begin(Item, by=by, on=on, told=told, **fields_of(payable))
