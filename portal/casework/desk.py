"""The desk: the cases that wait for this person by deadline, and all cases with their filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from dote.models import Dote
from dote.states import DoteState
from expenditure.models import Claim
from expenditure.states import ClaimState
from people.roles import CASE_READERS, Role
from portal import paging
from portal.access import RolesMixin
from portal.casework import approvals, search
from portal.casework.case_table import Sorting, case_table
from portal.casework.choosing import STATE, Chosen, visible
from portal.casework.deadlines import deadlines
from portal.components import Tab
from portal.navigation import DECIDING
from portal.reporting.downloads import Offer
from portal.visitors import Visitor
from programme.models import Call

NEWEST = paging.Order("recenti", gettext_lazy("Newest first"), ("id",))
OLDEST = paging.Order("vecchie", gettext_lazy("Oldest first"), ("id",), descending=False)
BY_TERM = paging.Order("termine", gettext_lazy("By deadline"), (), descending=False)
AT_MOST = 3000
"""Cases whose deadlines are reckoned to put them in order; more are shown oldest first."""
WITHOUT_TERM = date.max.isoformat()


class Desk(RolesMixin):
    """What waits for this person, the nearest deadline first, with each case's one next step."""

    roles = (Role.OPERATOR, Role.TUTOR, *DECIDING)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the queue; a constant number of queries, whatever its length."""
        chosen = replace(Chosen.of(request.GET), queue=True)
        page = queue_page(chosen, self.visitor, request.GET)
        context = {
            "page": page,
            "orders": [BY_TERM, OLDEST, NEWEST],
            "chosen": chosen,
            "calls": Call.objects.filter(measure=Call.Measure.DOTE).order_by("code"),
            "tabs": tabs(chosen, self.visitor, request.GET),
            "queue": case_table(
                page.rows,
                self.visitor,
                caption=_("Cases that wait for you"),
                empty=_("Nothing waits for you here. Change the filters, or look at all cases."),
                sorting=sorting(page.order, request.GET),
            ),
            "offer": Offer("cases", chosen.values),
            "waiting": len(approvals.waiting(self.visitor))
            if self.visitor.has([Role.APPROVER])
            else 0,
            "to_sign": _claims_to_sign(self.visitor),
        }
        return render(request, "portal/casework/desk.html", context)


class Cases(RolesMixin):
    """All cases that this person may see, with filters that stay in the address."""

    roles = CASE_READERS

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the list."""
        chosen = replace(Chosen.of(request.GET), queue=False)
        rows = chosen.keep(visible(self.visitor), self.visitor)
        page = paging.page_of(rows, orders=[NEWEST, OLDEST], query=request.GET)
        context = {
            "page": page,
            "orders": [NEWEST, OLDEST],
            "chosen": chosen,
            "calls": Call.objects.filter(measure=Call.Measure.DOTE).order_by("code"),
            "tabs": tabs(chosen, self.visitor, request.GET),
            "number": paging.counted(rows),
            "cases": case_table(
                page.rows,
                self.visitor,
                caption=_("Cases"),
                sorting=sorting(page.order, request.GET, by_term=False),
            ),
            "offer": Offer("cases", chosen.values),
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
        empty = _("Nothing is found in your office. Look at the spelling, or search by reference.")
        context = {"cases": case_table(found, self.visitor, caption=_("Found"), empty=empty)}
        return render(request, "portal/casework/found.html", context)


def _claims_to_sign(visitor: Visitor) -> int:
    if not visitor.has([Role.APPROVER]):
        return 0
    claims = Claim.objects.visible_to(visitor.user, on=visitor.on)
    return int(claims.filter(state=ClaimState.PRECHECKED).count())


def queue_page(chosen: Chosen, visitor: Visitor, query: QueryDict) -> paging.Keyset:
    """Return a page of the queue, by deadline unless the address asks for another order."""
    rows = chosen.keep(visible(visitor), visitor)
    if query.get(paging.ORDER, BY_TERM.name) != BY_TERM.name:
        return paging.page_of(rows, orders=[OLDEST, NEWEST], query=query)
    seen = Dote.objects.visible_to(visitor.user, on=visitor.on)
    light = chosen.keep(seen, visitor).only(
        "id", "state", "call_id", "opened_on", "submitted_on", "sign_by"
    )
    waiting = list(light.order_by("id")[: AT_MOST + 1])
    if len(waiting) > AT_MOST:
        return paging.page_of(rows, orders=[OLDEST], query=query)
    return paging.page_of_keys(
        _by_term(waiting, visitor.on), order=BY_TERM, query=query, fetch=rows.in_bulk
    )


def _by_term(rows: Sequence[Dote], on: date) -> list[tuple[str, str]]:
    """Return the day and the id of each case, the nearest deadline first, those without last."""
    terms = deadlines(rows, on=on)
    days = {pk: term.due_on.isoformat() for pk, term in terms.items() if not term.is_stopped}
    return sorted((days.get(row.pk, WITHOUT_TERM), row.pk) for row in rows)


def tabs(chosen: Chosen, visitor: Visitor, query: QueryDict) -> list[Tab]:
    """Return a tab for each state that has cases, with their number, and one for all; one query."""
    seen = Dote.objects.visible_to(visitor.user, on=visitor.on)
    rows = chosen.keep_any_state(seen, visitor)
    found = paging.counted_by(rows, "state", list(DoteState.values))
    states = [(s.value, str(s.label), found[s.value]) for s in DoteState if found.get(s.value)]
    everything = ("", pgettext("cases", "All"), sum(found.values()))
    return [
        Tab(
            label=label,
            href=address(query, {STATE: code}),
            number=paging.capped(number),
            is_current=code == chosen.state,
        )
        for code, label, number in [everything, *states]
    ]


def sorting(order: paging.Order, query: QueryDict, *, by_term: bool = True) -> Sorting:
    """Return the address of each column's order, and which one is in force."""
    turned = NEWEST if order.name == OLDEST.name else OLDEST
    directions = {OLDEST.name: "ascending", NEWEST.name: "descending"}
    opened = (address(query, {paging.ORDER: turned.name}), directions.get(order.name, ""))
    if not by_term:
        return {"opened": opened}
    is_by_term = "ascending" if order.name == BY_TERM.name else ""
    return {
        "opened": opened,
        "term": (address(query, {paging.ORDER: BY_TERM.name}), is_by_term),
    }


def address(query: QueryDict, changes: Mapping[str, str]) -> str:
    """Return the same list with some filters changed, from its beginning."""
    kept = query.copy()
    for name in (paging.AFTER, paging.BEFORE):
        kept.pop(name, None)
    for name, value in changes.items():
        kept[name] = value
    return "?" + urlencode([(name, value) for name, value in kept.items() if value])
