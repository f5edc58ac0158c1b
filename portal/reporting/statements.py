"""Statements: the sealed export of a claim, its companion sheet, and all of them by period."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents import exports
from documents.companion import companion
from documents.rendering import UnavailableError
from expenditure.models import Claim
from expenditure.states import TRANSMITTED, ClaimState
from people.roles import Role
from portal import paging
from portal.access import RolesMixin
from portal.components import Cell, Column, EmptyState, Fact, Kind, Records, Row
from portal.navigation import STEERING
from portal.reporting.claim_pages import claim_or_404, files_of
from portal.reporting.claims import OFFICES, badge, visible
from portal.reporting.downloads import (
    Offer,
    Refused,
    attachment,
    file_answer,
    made,
    not_issued,
)
from portal.templatetags.percorsi import day, money, short_hash
from programme.models import Operation

ORDERS = [paging.Order("recenti", gettext_lazy("Newest first"), ("period_end", "id"))]


class IssueStatement(RolesMixin):
    """Issues the statement of one claim: every handing over is an event, a refusal a sentence."""

    roles = OFFICES

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Hand over the file in the format of the pressed button."""
        claim = claim_or_404(self.visitor, pk)
        export = exports.get("statement")
        values = {"claim": claim.reference}
        try:
            issued = made(self.visitor, export, request.POST.get("format", ""), values)
        except Refused as refused:
            return not_issued(request, str(export.title), refused)
        return attachment(issued)


class Companion(RolesMixin):
    """Prints the sheet that ties the issued files to their hashes."""

    roles = OFFICES

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Hand over the sheet of all files issued of this very statement."""
        claim = claim_or_404(self.visitor, pk)
        rows = [row for row in files_of(claim, self.visitor) if row.rows_hash == claim.rows_hash]
        title = _("Companion sheet of %(claim)s") % {"claim": claim.reference}
        if not rows:
            return not_issued(
                request,
                title,
                Refused([_("Issue the statement first: the sheet lists its files.")]),
            )
        try:
            sheet = companion(rows)
        except UnavailableError as missing:
            return not_issued(request, title, Refused([str(missing)]))
        return file_answer(sheet, "pdf", f"{claim.reference}-scheda.pdf")


class Statements(RolesMixin):
    """Transmitted claims by period and operation, with totals, for whoever audits them."""

    roles = (Role.AUDITOR, *STEERING)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the statements."""
        chosen = request.GET.get("operation", "")
        rows = visible(self.visitor).filter(state__in=TRANSMITTED)
        if chosen:
            rows = rows.filter(operation__code=chosen)
        page = paging.page_of(rows, orders=ORDERS, query=request.GET)
        context = {
            "page": page,
            "statements": _table(page.rows),
            "totals": _totals(rows),
            "chosen": chosen,
            "operations": Operation.objects.order_by("code"),
            "offer": Offer("claims", {"operation": chosen, "transmitted": "on"}),
        }
        return render(request, "portal/reporting/statements.html", context)


def _totals(rows: QuerySet[Claim]) -> list[Fact]:
    """Return what was declared and not withdrawn, by operation and fund, in one query."""
    standing = rows.filter(state=ClaimState.SUBMITTED).order_by("operation__code", "fund__code")
    sums = standing.values_list("operation__code", "fund__code").annotate(
        Count("pk"), Sum("declared_cents")
    )
    return [
        Fact(
            _("%(operation)s · %(fund)s, statements: %(number)s")
            % {"operation": operation, "fund": fund, "number": number},
            money(cents),
        )
        for operation, fund, number, cents in sums
    ]


def _table(claims: Any) -> Records:
    return Records(
        [
            Column(_("Statement"), is_title=True),
            Column(_("Partner and fund")),
            Column(_("Period")),
            Column(_("Transmitted"), Kind.DATE),
            Column(_("Rows"), Kind.INTEGER),
            Column(_("Declared €"), Kind.MONEY),
            Column(_("Hash of the rows"), Kind.CODE),
            Column(_("State")),
        ],
        [
            Row(
                [
                    Cell(
                        claim.reference,
                        reverse("claim", args=[claim.pk]),
                        detail=claim.operation.code,
                    ),
                    Cell(claim.partner.name, detail=claim.fund.code),
                    f"{day(claim.period_start)} – {day(claim.period_end)}",
                    claim.transmitted_on,
                    claim.row_count,
                    claim.declared_cents,
                    short_hash(claim.rows_hash),
                    Cell(badge=badge(claim)),
                ]
            )
            for claim in claims
        ],
        caption=_("Statements"),
        empty=EmptyState(_("No claim was transmitted yet.")),
    )
