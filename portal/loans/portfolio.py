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

from microcredit.models import Loan
from microcredit.states import REPAYING, LoanState
from people.reach import reach
from people.roles import CASE_READERS, Role
from portal import paging
from portal.access import RolesMixin
from portal.components import Cell, Column, EmptyState, Kind, Records, Row
from portal.loans import portfolio_figures
from portal.loans.code_of_conduct import REPORTERS
from portal.loans.late import days_of
from portal.loans.shown import state_badge
from portal.reporting.downloads import Offer

STEERING = (Role.MANAGING_AUTHORITY, Role.PROGRAMME_MANAGER)
ORDERS = [paging.Order("recenti", gettext_lazy("Newest first"), ("id",))]
LATE = "in_ritardo"


class Portfolio(RolesMixin):
    """All loans, or the late ones, with the figures of what is lent.

    Whoever steers the programme reads the figures, and no case.
    """

    roles = (*CASE_READERS, *STEERING)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the list; a constant number of queries."""
        seen = Loan.objects.visible_to(self.visitor.user, on=self.visitor.on)
        only_late = request.GET.get("stato") == LATE
        rows = seen.filter(state=LoanState.LATE) if only_late else seen
        related = rows.select_related("participant", "partner", "product")
        page = paging.page_of(related, orders=ORDERS, query=request.GET)
        lent = self._lent()
        months = portfolio_figures.by_month(lent, on=self.visitor.on)
        context = {
            "page": page,
            "months": portfolio_figures.month_table(months),
            "bars": portfolio_figures.bars(months),
            "partners": portfolio_figures.by_partner(lent, on=self.visitor.on),
            "offer": Offer("code_of_conduct", {"anno": str(self.visitor.on.year)}),
            "only_late": only_late,
            "late": LATE,
            "figures": portfolio_figures.figures(lent, months, on=self.visitor.on),
            "loans": table(page.rows, on=self.visitor.on),
            "reads_cases": self.visitor.has(CASE_READERS),
            "can_report": self.visitor.has(REPORTERS),
            "is_finance": self.visitor.has([Role.FINANCE]),
        }
        return render(request, "portal/loans/portfolio.html", context)

    def _lent(self) -> QuerySet[Loan]:
        """Return the loans that the figures count: those within the mandates."""
        within = reach(self.visitor.user, on=self.visitor.on, roles=self.roles)
        rows: QuerySet[Loan] = Loan.objects.as_system().filter(within)
        return rows


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
            days_of(loan, on=on) if owes else 0,
        ]
    )
