"""Claims: their list by reach, with filters that stay in the address, and the opening of one."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expenditure.models import Claim
from expenditure.models.rules import READERS
from expenditure.states import ClaimState
from lifecycle.engine import begin
from lifecycle.errors import KeyReused, Refused
from people.mandates import partners_of
from people.roles import Role
from portal import paging
from portal.access import RolesMixin
from portal.components import Badge, Cell, Column, Crumb, EmptyState, Kind, Records, Row, Tone
from portal.errors import conflict
from portal.form_refusals import UNPROCESSABLE, add_refusal
from portal.keys import FormKeys, keys_for, sent_keys
from portal.reporting.downloads import Offer
from portal.reporting.forms import BeginClaim
from portal.templatetags.percorsi import day
from portal.visitors import Visitor
from programme.models import Fund, Partner

ORDERS = [paging.Order("recenti", gettext_lazy("Newest first"), ("id",))]
TONES = {
    ClaimState.DRAFT: Tone.LATER,
    ClaimState.SUBMITTED: Tone.DONE,
    ClaimState.WITHDRAWN: Tone.REFUSED,
    ClaimState.CANCELLED: Tone.REFUSED,
}
OFFICES = tuple(role for role in READERS if role != Role.DELEGATE)
"""Who opens these pages; a delegate signs through the page that the claim was sent to."""


class Claims(RolesMixin):
    """All claims that this person may see, newest first."""

    roles = OFFICES

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the list."""
        chosen = {name: request.GET.get(name, "") for name in ("state", "partner", "fund")}
        rows = filtered(visible(self.visitor), chosen)
        page = paging.page_of(rows, orders=ORDERS, query=request.GET)
        context = {
            "page": page,
            "number": paging.counted(rows),
            "claims": table(page.rows),
            "chosen": chosen,
            "states": ClaimState.choices,
            "partners": Partner.objects.order_by("code"),
            "funds": Fund.objects.order_by("code"),
            "offer": Offer("claims", chosen),
            "opens": self.visitor.has([Role.FINANCE]),
        }
        return render(request, "portal/reporting/claims.html", context)


class OpenClaim(RolesMixin):
    """Opens a claim; what cannot be is said in sentences, and what was typed stays."""

    roles = (Role.FINANCE,)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return self._page(BeginClaim(partners=self._partners()), keys_for())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Begin the claim and go to its page."""
        form, keys = BeginClaim(request.POST, partners=self._partners()), sent_keys(request)
        if not form.is_valid():
            return self._page(form, keys, status=UNPROCESSABLE)
        try:
            claim = begin(
                Claim,
                by=self.visitor.user,
                on=self.visitor.on,
                key=keys.key,
                **form.cleaned_data,
            )
        except Refused as refused:
            add_refusal(form, refused)
            return self._page(form, keys, status=UNPROCESSABLE)
        except KeyReused:
            return conflict(request, changes=[], form=form, back=request.path)
        return HttpResponseRedirect(reverse("claim", args=[claim.pk]))

    def _partners(self) -> set[str] | None:
        return partners_of(self.visitor.user, self.visitor.on, Role.FINANCE)

    def _page(self, form: BeginClaim, keys: FormKeys, *, status: int = 200) -> HttpResponse:
        crumbs = [Crumb(_("Claims"), reverse("claims")), Crumb(_("Open a claim"))]
        context = {"form": form, "keys": keys, "crumbs": crumbs}
        return render(self.request, "portal/reporting/open_claim.html", context, status=status)


def visible(visitor: Visitor) -> QuerySet[Claim]:
    """Return the claims that the visitor may see, with what a list shows of them."""
    rows: QuerySet[Claim] = Claim.objects.visible_to(visitor.user, on=visitor.on)
    return rows.select_related("operation", "partner", "fund")


def filtered(rows: QuerySet[Claim], chosen: dict[str, str]) -> QuerySet[Claim]:
    """Return the rows that the filters of the address keep; a spoilt one keeps all."""
    if chosen["state"] in ClaimState.values:
        rows = rows.filter(state=chosen["state"])
    if chosen["partner"]:
        rows = rows.filter(partner__code=chosen["partner"])
    if chosen["fund"]:
        rows = rows.filter(fund__code=chosen["fund"])
    return rows


def badge(claim: Claim) -> Badge:
    """Return the state of a claim as sign, word and colour."""
    return Badge(claim.get_state_display(), TONES.get(ClaimState(claim.state), Tone.NOW))


def table(claims: Any) -> Records:
    """Return claims as a table: period, fund, rows, sum, state."""
    return Records(
        [
            Column(_("Claim"), is_title=True),
            Column(_("Partner")),
            Column(_("Fund")),
            Column(_("Period")),
            Column(_("Rows"), Kind.INTEGER),
            Column(_("Declared €"), Kind.MONEY),
            Column(_("State")),
        ],
        [
            Row(
                [
                    Cell(claim.reference, href=reverse("claim", args=[claim.pk])),
                    claim.partner.name,
                    claim.fund.code,
                    f"{day(claim.period_start)} – {day(claim.period_end)}",
                    claim.row_count,
                    claim.declared_cents,
                    Cell(badge=badge(claim)),
                ]
            )
            for claim in claims
        ],
        caption=_("Claims"),
        empty=EmptyState(_("No claim with these filters.")),
    )
