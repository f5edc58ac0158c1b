"""The page of a loan: facts, plan, receipts, budget, votes, and the one next step."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from microcredit.models import Loan
from microcredit.standing import Standing, standing
from microcredit.states import LoanState
from people.models import User
from people.roles import CASE_READERS, Role
from portal.access import RolesMixin
from portal.casework.approvals import waiting_on
from portal.casework.case import machine_of
from portal.casework.dote_panels import funnel
from portal.casework.events import timeline
from portal.casework.reading import read_person
from portal.casework.steps import steps_for
from portal.components import Crumb
from portal.keys import keys_for
from portal.loans import panels, plan_versions, shown
from portal.papers.lists import kinds_for
from portal.papers.shelf import may_show_documents, shelf_of
from portal.procedures.panel import panel_for
from portal.visitors import Visitor


@may_show_documents
class LoanPage(RolesMixin):
    """Everything about a loan on one page."""

    roles = CASE_READERS

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show the case; the reading of the person is recorded first."""
        loan = loan_or_404(self.visitor, pk)
        person = read_person(self.visitor, loan.participant, purpose="case_page")
        officer = User.objects.filter(pk=loan.officer.partition(":")[2]).first()
        now = standing(loan, on=self.visitor.on) if loan.product else None
        opened, closed = steps_for(loan, self.visitor)
        context = {
            "loan": loan,
            "person": person,
            "crumbs": [Crumb(_("Loans"), reverse("loans")), Crumb(loan.reference)],
            "state": shown.state_badge(loan),
            "stepper": shown.stepper(loan),
            "facts": panels.facts(loan, person, officer),
            "budget": panels.assessment(loan.live_assessment),
            "votes": _votes(loan),
            "shelf": shelf_of(loan, request),
            "kinds": kinds_for(loan, self.visitor),
            "keys": keys_for(loan),
            "open_steps": opened,
            "closed_steps": closed,
            "deciding": waiting_on(loan, self.visitor),
            "can_assess": _can(self.visitor, loan, Role.GRANT_OFFICER, LoanState.ASSESSMENT),
            "can_vote": _can(self.visitor, loan, Role.COMMITTEE, LoanState.COMMITTEE),
            "procedures": panel_for(loan, self.visitor),
            "timeline": timeline(loan.label, caption=_("Events, newest first")),
            "funnel": funnel(loan),
            "machine": machine_of(loan),
            **_life(loan, now),
            **_versions(loan, request.GET.get("versione", "")),
        }
        return render(request, "portal/loans/loan.html", context)


def loan_or_404(visitor: Visitor, pk: str) -> Loan:
    """Return a loan that the visitor may see; 404 for any other."""
    rows = Loan.objects.visible_to(visitor.user, on=visitor.on).select_related(
        "call", "operation", "partner", "participant", "product"
    )
    found: Loan | None = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _life(loan: Loan, now: Standing | None) -> dict[str, object]:
    if now is None or not now.instalments:
        return {}
    rows = list(loan.receipts.as_system().order_by("-value_on", "-id"))
    return {
        "standing": now,
        "repayment": panels.repayment(now),
        "blocks": shown.blocks(now),
        "plan": panels.plan(now.instalments),
        "receipts": panels.receipts(rows, now),
        "version": loan.live_version,
    }


def _versions(loan: Loan, beside: str) -> dict[str, object]:
    """Return the versions of the plan, and one of them beside the one in force."""
    rows = list(loan.versions.as_system().order_by("number"))
    other = next((row for row in rows if str(row.number) == beside), None)
    return {
        "versions": plan_versions.listed(rows) if len(rows) > 1 else None,
        "compared": plan_versions.compared(other, rows[-1]) if other else None,
        "other": other,
    }


def _votes(loan: Loan) -> object:
    rows = list(loan.votes.as_system().filter(round=loan.round).order_by("id"))
    if not rows:
        return None
    ids = [row.member.partition(":")[2] for row in rows]
    users = User.objects.filter(pk__in=ids)
    return panels.votes(rows, {f"people.user:{user.pk}": user.name for user in users})


def _can(visitor: Visitor, loan: Loan, role: Role, state: LoanState) -> bool:
    return bool(loan.state == state) and visitor.has([role])
