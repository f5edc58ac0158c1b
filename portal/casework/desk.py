"""The desk: the cases that wait for this person, and all cases with their filters."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dote.models import Dote
from dote.states import DoteState
from lifecycle.models import Proposal
from lifecycle.proposal_machine import ProposalState
from lifecycle.steps import steps_of
from people.roles import CASE_READERS, Role
from portal import paging
from portal.access import RolesMixin
from portal.casework import search
from portal.casework.dote_panels import state_badge
from portal.casework.steps import ON_ONES_OWN
from portal.components import Cell, Column, EmptyState, Kind, Records, Row
from portal.navigation import DECIDING
from portal.visitors import Visitor

ORDERS = [
    paging.Order("recenti", gettext_lazy("Newest first"), ("id",)),
    paging.Order("vecchie", gettext_lazy("Oldest first"), ("id",), descending=False),
]


class Desk(RolesMixin):
    """What waits for this person, oldest first, with the one next step of each case."""

    roles = (Role.OPERATOR, Role.TUTOR, *DECIDING)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the queue; a constant number of queries, whatever its length."""
        mine = states_of(self.visitor)
        rows = visible(self.visitor).filter(state__in=mine)
        page = paging.page_of(rows, orders=ORDERS[::-1], query=request.GET)
        context = {
            "page": page,
            "queue": table(page.rows, _("Waiting for you")),
            "counts": counts(self.visitor, mine),
            "waiting": Proposal.objects.filter(state=ProposalState.OPEN).count()
            if self.visitor.has([Role.APPROVER])
            else None,
        }
        return render(request, "portal/casework/desk.html", context)


class Cases(RolesMixin):
    """All cases that this person may see, with filters that stay in the address."""

    roles = CASE_READERS

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the list."""
        rows = visible(self.visitor)
        state = request.GET.get("stato", "")
        if state in DoteState.values:
            rows = rows.filter(state=state)
        page = paging.page_of(rows, orders=ORDERS, query=request.GET)
        context = {
            "page": page,
            "orders": ORDERS,
            "state": state,
            "states": DoteState.choices,
            "number": paging.counted(rows),
            "cases": table(page.rows, _("Cases")),
        }
        return render(request, "portal/casework/cases.html", context)


class Search(RolesMixin):
    """Finds cases by reference, name or fiscal code; what is typed never reaches an address."""

    roles = CASE_READERS

    def post(self, request: HttpRequest) -> HttpResponse:
        """Go to the one case that was found, or list what was found."""
        found = list(search.cases(request.POST.get("q", ""), self.visitor)[: paging.SIZE])
        if len(found) == 1:
            return HttpResponseRedirect(reverse("dote", args=[found[0].pk]))
        context = {"cases": table(found, _("Found"))}
        return render(request, "portal/casework/found.html", context)


def states_of(visitor: Visitor) -> list[str]:
    """Return the states from which one of the visitor's roles moves a dote on."""
    return sorted(
        {
            source
            for spec in steps_of(Dote).values()
            if spec.code not in ON_ONES_OWN and visitor.has([*spec.by, *spec.approved_by])
            for source in spec.sources
        }
    )


def visible(visitor: Visitor) -> QuerySet[Dote]:
    """Return the dotes that the visitor may see, with what a list shows of them."""
    rows: QuerySet[Dote] = Dote.objects.visible_to(visitor.user, on=visitor.on)
    return rows.select_related("participant", "partner", "call")


def counts(visitor: Visitor, states: list[str]) -> list[tuple[str, str, int]]:
    """Return the number of cases in each of the states, in the order of a case's life."""
    rows = Dote.objects.visible_to(visitor.user, on=visitor.on).filter(state__in=states)
    found = dict(rows.order_by().values_list("state").annotate(number=Count("id")))
    return [(s.value, str(s.label), found[s.value]) for s in DoteState if s.value in found]


def table(rows: Any, caption: str) -> Records:
    """Return cases as a table: reference, person, state, since when, the one next step."""
    return Records(
        [
            Column(_("Case"), is_title=True),
            Column(_("Person")),
            Column(_("Partner")),
            Column(_("State")),
            Column(_("Opened"), Kind.DATE),
            Column(_("Next step")),
        ],
        [
            Row(
                [
                    Cell(dote.reference, href=reverse("dote", args=[dote.pk])),
                    dote.participant.pseudonym,
                    dote.partner.name,
                    Cell(badge=state_badge(dote)),
                    dote.opened_on,
                    next_word(dote),
                ]
            )
            for dote in rows
        ],
        caption=caption,
        empty=EmptyState(_("Nothing waits for you here."), _("See all cases"), reverse("cases")),
    )


def next_word(dote: Dote) -> str:
    """Return the name of the step that leads on from where the dote stands, or a dash."""
    for spec in steps_of(Dote).values():
        leads_on = dote.state in spec.sources and spec.code not in ON_ONES_OWN
        if leads_on and set(spec.by) != {Role.SYSTEM}:
            return str(spec.label)
    return "–"
