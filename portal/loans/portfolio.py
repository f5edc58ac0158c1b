"""The portfolio: every loan that one may see, what is late, and the portfolio at risk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from microcredit.arrears import Exposure, at_risk, days_past_due
from microcredit.models import Loan
from microcredit.states import REPAYING, LoanState
from people.roles import CASE_READERS, Role
from portal import paging
from portal.access import RolesMixin
from portal.components import Cell, Column, EmptyState, Fact, Kind, Records, Row
from portal.loans.shown import state_badge
from portal.templatetags.percorsi import money

ORDERS = [paging.Order("recenti", gettext_lazy("Newest first"), ("id",))]
LATE = "in_ritardo"


class Portfolio(RolesMixin):
    """All loans, or the late ones, with the figures of what is lent."""

    roles = CASE_READERS

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the list; a constant number of queries."""
        seen = Loan.objects.visible_to(self.visitor.user, on=self.visitor.on)
        only_late = request.GET.get("stato") == LATE
        rows = seen.filter(state=LoanState.LATE) if only_late else seen
        related = rows.select_related("participant", "partner", "product")
        page = paging.page_of(related, orders=ORDERS, query=request.GET)
        context = {
            "page": page,
            "only_late": only_late,
            "late": LATE,
            "figures": figures(seen, on=self.visitor.on),
            "loans": table(page.rows, on=self.visitor.on),
            "is_finance": self.visitor.has([Role.FINANCE]),
        }
        return render(request, "portal/loans/portfolio.html", context)


def figures(seen: QuerySet[Loan], *, on: date) -> list[Fact]:
    """Return portfolio, late part and PAR30 of the loans that one may see; one query."""
    rows = seen.filter(state__in=REPAYING).values_list("outstanding_cents", "oldest_unpaid_on")
    loans = [Exposure(cents, days_past_due(oldest, on=on)) for cents, oldest in rows.order_by()]
    risk = {days: at_risk(loans, days=days) for days in (0, 30, 90)}
    return [
        Fact(_("Loans being repaid"), str(len(loans))),
        Fact(_("Principal owed"), money(risk[0].gross)),
        Fact(_("Of loans that are late"), money(risk[0].amount)),
        Fact("PAR30", f"{money(risk[30].amount)} · {_percent(risk[30].percent)}"),
        Fact("PAR90", f"{money(risk[90].amount)} · {_percent(risk[90].percent)}"),
    ]


def table(rows: Sequence[Loan], *, on: date) -> Records:
    """Return loans as a table, persons by their pseudonym."""
    return Records(
        [
            Column(_("Loan"), is_title=True),
            Column(_("Person"), Kind.CODE),
            Column(_("Partner")),
            Column(_("State")),
            Column(_("Principal owed €"), Kind.MONEY),
            Column(_("Oldest unpaid instalment"), Kind.DATE),
            Column(_("Days late"), Kind.INTEGER),
        ],
        [_row(loan, on) for loan in rows],
        caption=_("Loans"),
        empty=EmptyState(_("No loan here.")),
    )


def _row(loan: Loan, on: date) -> Row:
    owes = loan.state in REPAYING
    oldest = loan.oldest_unpaid_on if owes else None
    return Row(
        [
            Cell(loan.reference, reverse("loan", args=[loan.pk])),
            loan.participant.pseudonym,
            loan.partner.name,
            Cell(badge=state_badge(loan)),
            loan.outstanding_cents if owes else None,
            oldest,
            days_past_due(oldest, on=on),
        ]
    )


def _percent(value: object) -> str:
    return f"{value} %".replace(".", ",")
