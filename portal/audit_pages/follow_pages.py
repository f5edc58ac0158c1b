"""Follow the euro: where one begins, and the page of one euro with its way both up and down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit import seals
from audit.labels import split
from audit.models import Seal
from expenditure.models.rules import READERS
from expenditure.states import TRANSMITTED
from lifecycle.subjects import subjects
from people.roles import CASE_READERS, Role
from portal import case_pages
from portal.access import RolesMixin
from portal.audit_pages import cards, finding, proof, words
from portal.audit_pages.finding import Euro, euros_of
from portal.audit_pages.identity import ReasonForm, masked
from portal.audit_pages.way import Way, way_of
from portal.components import Cell, Column, Crumb, EmptyState, Kind, Pager, Records, Row
from portal.reporting.claims import table as claims_table
from portal.reporting.claims import visible as visible_claims
from portal.reporting.downloads import Offer
from portal.templatetags.percorsi import money
from portal.visitors import Visitor

FOLLOWERS = tuple(role for role in READERS if role != Role.DELEGATE)
RECENT = 10


class Follow(RolesMixin):
    """Where the auditor begins: a search by reference, and the latest claims."""

    roles = FOLLOWERS

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the start, or what a search finds; one find is opened at once."""
        text = request.GET.get("q", "")
        found = finding.search(self.visitor, text) if text.strip() else []
        if len(found) == 1:
            return HttpResponseRedirect(found[0].address())
        claims = visible_claims(self.visitor).filter(state__in=TRANSMITTED).order_by("-id")
        context = {
            "q": text,
            "asked": bool(text.strip()),
            "found": chooser(found),
            "claims": claims_table(claims[:RECENT]),
        }
        return render(request, "portal/audit/follow.html", context)


class FollowEuro(RolesMixin):
    """The way of one euro; where a label means several, they are listed to choose from."""

    roles = FOLLOWERS

    def get(self, request: HttpRequest, label: str) -> HttpResponse:
        """Show the way, or the choice."""
        euros = euros_of(self.visitor, label)
        if len(euros) > 1:
            context = {"q": "", "asked": True, "found": chooser(euros), "claims": None}
            return render(request, "portal/audit/follow.html", context)
        return follow_page(request, self.visitor, way_of(euros[0]), asked=label)


def follow_page(
    request: HttpRequest,
    visitor: Visitor,
    way: Way,
    *,
    asked: str = "",
    reason: ReasonForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the page of a euro; `reason` is the form that was sent without a reason."""
    current = _current(request, way, asked)
    opens = visitor.has(CASE_READERS)
    shown = cards.cards(way, current=current, opens=opens)
    context = {
        "way": way,
        "current": current,
        "crumbs": _crumbs(way),
        "pager": _pager(way),
        "cards": shown,
        "lead": _lead(way),
        "up": _up(way),
        "down": _down(way, visitor),
        **_chosen(way, current, opens=opens),
        "sums": cards.sums(way, shown),
        "person": masked(request, way, visitor),
        "reason": reason or ReasonForm(),
        "same": _same(way),
        "seal": seals.latest(),
        "under_seal": _under_seal(way),
        "offer": Offer("euro", {"label": way.euro.label}, _("This page as a sheet")),
        "trail": visitor.has([Role.AUDITOR]),
    }
    return render(request, "portal/audit/euro.html", context, status=status)


def chooser(euros: Sequence[Euro]) -> Records:
    """Return several euros to choose from."""
    lines = subjects.lines(euro.payable.part for euro in euros)
    return Records(
        [
            Column(_("What for"), is_title=True),
            Column(_("Case")),
            Column(_("Person"), Kind.CODE),
            Column(_("From"), Kind.DATE),
            Column(_("Paid on"), Kind.DATE),
            Column(_("Claim and row")),
            Column(_("Amount €"), Kind.MONEY),
        ],
        [
            Row(
                [
                    Cell(lines[euro.payable.part].title or euro.payable.part, href=euro.address()),
                    lines[euro.payable.part].reference,
                    lines[euro.payable.part].pseudonym or "–",
                    euro.payable.period_start,
                    euro.payable.paid_on,
                    _row_of(euro),
                    euro.cents,
                ]
            )
            for euro in euros
        ],
        caption=_("Which euro"),
        empty=EmptyState(_("Nothing in your reach has this reference.")),
    )


def _current(request: HttpRequest, way: Way, asked: str) -> str:
    wanted = request.GET.get("passo") or request.POST.get("passo", "")
    if wanted not in way.steps and asked:
        wanted = finding.STEP_OF.get(split(asked)[0], "")
    return wanted if wanted in way.steps else way.steps[0]


def _chosen(way: Way, current: str, *, opens: bool) -> dict[str, Any]:
    before, after = proof.titled(way.steps, current)
    return {
        "title": words.TITLES[current],
        "icon": words.ICONS[current],
        "before": (words.TITLES[before], way.euro.address(before)) if before else None,
        "after": (words.TITLES[after], way.euro.address(after)) if after else None,
        "facts": proof.facts(way, current),
        "papers": cards.papers_of(way, current, opens=opens),
        "acts": proof.acts(way, current),
        "eyes": proof.four_eyes(way, current),
        "booked": proof.booked(way, current),
        "payments": proof.payments(way) if current == "payment" else None,
    }


def _lead(way: Way) -> str:
    """Return the sentence below the title: what for, and whether the sum holds at each step."""
    number = len(way.steps)
    said = ngettext("%(number)s step", "%(number)s steps", number) % {"number": number}
    return _("%(what)s, %(period)s. %(steps)s from the statement to the person.") % {
        "what": way.line.title or way.line.reference,
        "period": cards.period(way),
        "steps": said,
    }


def _crumbs(way: Way) -> list[Crumb]:
    item = way.euro.item
    found = [Crumb(_("Follow the euro"), reverse("follow"))]
    if item is not None and item.claim is not None:
        found.append(Crumb(item.claim.reference, reverse("claim", args=[item.claim_id])))
        if item.row_number:
            row = _("row %(number)s") % {"number": item.row_number}
            found.append(Crumb(row, way.euro.address("claim")))
    what = way.line.title or way.line.reference
    return [*found, Crumb(f"{money(way.euro.cents)} · {what}")]


def _pager(way: Way) -> Pager | None:
    item = way.euro.item
    if item is None or item.row_number is None:
        return None
    before, after = proof.neighbours(way)
    position = _("row %(number)s of %(all)s") % {
        "number": item.row_number,
        "all": way.rows_in_claim,
    }
    return Pager(position, before, after)


def _up(way: Way) -> tuple[str, str] | None:
    item = way.euro.item
    if item is None or item.claim is None:
        return None
    return item.claim.reference, reverse("claim", args=[item.claim_id])


def _down(way: Way, visitor: Visitor) -> tuple[str, str] | None:
    if way.case is None or not visitor.has(CASE_READERS):
        return None
    return way.line.reference, case_pages.address_of(way.case)


def _same(way: Way) -> list[tuple[str, str, int]]:
    return [
        (item.reference, reverse("follow_euro", args=[item.label]), item.declared_cents)
        for item in proof.same_case(way)
    ]


def _row_of(euro: Euro) -> str:
    item = euro.item
    if item is None or item.claim is None:
        return "–"
    return f"{item.claim.reference} / {item.row_number or '–'}"


def _under_seal(way: Way) -> int:
    """Return how many of the shown events a seal covers; one query."""
    from django.db.models import Max

    streams = {event.stream for event in way.events}
    covered: dict[str, int] = dict(
        Seal.objects.filter(leaves__stream__in=streams)
        .values_list("leaves__stream")
        .annotate(Max("leaves__seq"))
        .order_by()
    )
    return sum(event.seq <= covered.get(event.stream, 0) for event in way.events)
