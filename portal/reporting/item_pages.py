"""Expenditure items: their list with what is missing, the page of one, and the harvest."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from expenditure.harvest import enter, to_harvest
from expenditure.models import Item
from expenditure.states import ItemState
from lifecycle.errors import Refused
from lifecycle.subjects import subjects
from people.actors import system_actor
from people.mandates import partners_of
from people.roles import Role
from portal import paging
from portal.access import RolesMixin
from portal.casework.events import timeline
from portal.casework.steps import steps_for
from portal.components import Crumb
from portal.reporting import corrections as corrected
from portal.reporting import item_panels as panels
from portal.reporting.claims import OFFICES
from portal.reporting.downloads import Offer
from portal.visitors import Visitor
from programme.models import Fund, Partner

ORDERS = [paging.Order("recenti", gettext_lazy("Newest first"), ("id",))]
FILTERS = ("state", "partner", "fund", "claim")
RELATED = ("operation", "partner", "fund", "line", "category", "claim")
AT_ONCE = 200
"""Payments taken up by one press of the button."""


class Items(RolesMixin):
    """All items that this person may see, each with what it still lacks."""

    roles = OFFICES

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the list; a constant number of queries."""
        chosen = {name: request.GET.get(name, "") for name in FILTERS}
        rows = filtered(visible(self.visitor), chosen)
        page = paging.page_of(rows, orders=ORDERS, query=request.GET)
        gathers = self.visitor.has([Role.FINANCE])
        context = {
            "page": page,
            "number": paging.counted(rows),
            "items": panels.table(list(page.rows)),
            "chosen": chosen,
            "states": ItemState.choices,
            "partners": Partner.objects.order_by("code"),
            "funds": Fund.objects.order_by("code"),
            "offers": [
                Offer("expenditure_items", chosen, _("Download this list")),
                Offer("audit_trail", chosen, _("Audit trail of this list")),
            ],
            "gathers": gathers,
            "to_harvest": harvestable(self.visitor).count() if gathers else 0,
        }
        return render(request, "portal/reporting/items.html", context)


class ItemPage(RolesMixin):
    """One item: what it is of, every rule with its answer, its steps, its trail."""

    roles = OFFICES

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show the item."""
        item = item_or_404(self.visitor, pk)
        line = subjects.lines([item.part_label])[item.part_label]
        opened, closed = steps_for(item, self.visitor)
        corrections = corrected.of_item(item)
        for row in corrections:
            more, shut = steps_for(row, self.visitor)
            opened, closed = [*opened, *more], [*closed, *shut]
        context = {
            "item": item,
            "corrections": corrected.table(corrections) if corrections else None,
            "can_find": self.visitor.has(corrected.FINDERS) and item.state == ItemState.DECLARED,
            "crumbs": [
                Crumb(_("Expenditure items"), reverse("items")),
                Crumb(item.reference),
            ],
            "badge": panels.badge(item),
            "facts": panels.facts(item, line),
            "amounts": panels.amounts(item),
            "checks": panels.checks(item),
            "papers": panels.papers(item),
            "open_steps": opened,
            "closed_steps": closed,
            "timeline": timeline(item.label, caption=_("What happened, the latest first")),
        }
        return render(request, "portal/reporting/item.html", context)


class Harvest(RolesMixin):
    """Takes payments up as items, as the timer does: pressing enters nothing of one's own, so
    that whoever pressed may complete them. Each event names who has pressed.
    """

    roles = (Role.FINANCE,)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Enter an item for each paid payable within the officer's mandates."""
        entered = sum(self._entered(payable) for payable in harvestable(self.visitor)[:AT_ONCE])
        words = ngettext(
            "%(number)s payment was taken up as an expenditure item.",
            "%(number)s payments were taken up as expenditure items.",
            entered,
        )
        messages.success(request, words % {"number": entered})
        return HttpResponseRedirect(f"{reverse('items')}?state={ItemState.DRAFT}")

    def _entered(self, payable: Any) -> bool:
        try:
            user = self.visitor.user
            enter(payable, by=system_actor(), on=self.visitor.on, asked_by=user)
        except Refused as refused:
            messages.error(self.request, str(refused))
            return False
        return True


def harvestable(visitor: Visitor) -> QuerySet[Any]:
    """Return the paid payables without item, within the partners of the officer's mandates."""
    partners = partners_of(visitor.user, visitor.on, Role.FINANCE)
    rows = to_harvest()
    return rows if partners is None else rows.filter(position__partner__in=partners)


def visible(visitor: Visitor) -> QuerySet[Item]:
    """Return the items that the visitor may see, with what pages show of them."""
    rows: QuerySet[Item] = Item.objects.visible_to(visitor.user, on=visitor.on)
    return rows.select_related(*RELATED, "unit_cost", "payable__unit_cost")


def filtered(rows: QuerySet[Item], chosen: dict[str, str]) -> QuerySet[Item]:
    """Return the items that the filters of the address keep; a spoilt state keeps all."""
    if chosen["state"] in ItemState.values:
        rows = rows.filter(state=chosen["state"])
    if chosen["partner"]:
        rows = rows.filter(partner__code=chosen["partner"])
    if chosen["fund"]:
        rows = rows.filter(fund__code=chosen["fund"])
    if chosen["claim"]:
        rows = rows.filter(claim__reference=chosen["claim"].strip().upper())
    return rows


def item_or_404(visitor: Visitor, pk: str) -> Item:
    """Return the item, if this person may see it."""
    found: Item | None = visible(visitor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
