"""The applicant's own page: tranche by tranche what is needed, missing, paid, cut and why."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from documents import evidence
from portal.casework.steps import steps_for
from portal.components import Badge, ClosedStep, OpenStep, Stepper
from portal.grants import panels
from portal.keys import keys_for
from portal.papers.lists import Kinds, documents_of, kinds_for
from portal.participant.own import OwnMixin
from portal.templatetags.percorsi import day, money
from startup_grants.call_rules import TrancheKind
from startup_grants.expense_guards import TYPOLOGIES
from startup_grants.models import Expense, Grant, MonitoringDuty, Tranche
from startup_grants.states import TrancheState


@dataclass(frozen=True)
class OwnTranche:
    """A tranche as its owner reads it."""

    tranche: Tranche
    badge: Badge
    lines: list[str]
    open_steps: list[OpenStep]
    closed_steps: list[ClosedStep]
    kinds: Kinds
    expenses: list[OwnExpense]

    @property
    def is_advance(self) -> bool:
        """Say whether it is paid against a guarantee."""
        return self.tranche.kind == TrancheKind.ADVANCE

    @property
    def is_being_prepared(self) -> bool:
        """Say whether papers and invoices can still be added by its owner."""
        return self.tranche.state == TrancheState.NOT_DUE


@dataclass(frozen=True)
class OwnExpense:
    """An invoice that was presented, with what is missing for it and what became of it."""

    expense: Expense
    why: str
    kinds: Kinds


@dataclass(frozen=True)
class OwnDuty:
    """A yearly duty as its owner reads it, with what can be handed in for it."""

    duty: MonitoringDuty
    open_steps: list[OpenStep]
    closed_steps: list[ClosedStep]
    kinds: Kinds


class OwnGrant(OwnMixin):
    """Where one's own grant stands, and what one can do for it now."""

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show the page."""
        grant = self._own(pk)
        opened, closed = steps_for(grant, self.visitor)
        context = {
            "grant": grant,
            "badge": panels.state_badge(grant),
            "stepper": self._stepper(grant),
            "open_steps": opened,
            "closed_steps": closed,
            "tranches": [self._tranche(row) for row in grant.tranches.as_system()],
            "duties": [self._duty(row) for row in grant.duties.as_system()],
            "documents": documents_of(grant),
            "kinds": kinds_for(grant, self.visitor),
            "keys": keys_for(grant),
        }
        return render(request, "portal/grants/own.html", context)

    def _own(self, pk: str) -> Grant:
        rows = Grant.objects.visible_to(self.visitor.user, on=self.visitor.on)
        related = rows.select_related("call", "version", "partner", "participant")
        grant: Grant | None = related.filter(pk=pk, participant=self.person).first()
        if grant is None:
            raise Http404
        return grant

    def _stepper(self, grant: Grant) -> Stepper:
        return panels.stepper(grant)

    def _tranche(self, tranche: Tranche) -> OwnTranche:
        opened, closed = steps_for(tranche, self.visitor)
        presented = tranche.expenses.as_system().select_related("invoice").order_by("id")
        return OwnTranche(
            tranche,
            panels.tranche_badge(tranche),
            lines_of(tranche),
            opened,
            closed,
            kinds_for(tranche, self.visitor),
            [self._expense(each) for each in presented],
        )

    def _expense(self, expense: Expense) -> OwnExpense:
        proven = evidence.about(expense.label).filter(kind="payment_proof").exists()
        kinds = [] if proven else kinds_for(expense, self.visitor)
        return OwnExpense(expense, str(TYPOLOGIES.get(expense.reason, "")), kinds)

    def _duty(self, duty: MonitoringDuty) -> OwnDuty:
        opened, closed = steps_for(duty, self.visitor)
        return OwnDuty(duty, opened, closed, kinds_for(duty, self.visitor))


def lines_of(tranche: Tranche) -> list[str]:
    """Return what was asked for, approved, cut and why, and paid, each as a sentence."""
    found = []
    if tranche.requested_cents is not None and tranche.requested_on:
        found.append(
            _("You asked for %(amount)s on %(day)s.")
            % {"amount": money(tranche.requested_cents), "day": day(tranche.requested_on)}
        )
    if tranche.approved_cents is not None:
        found.append(_("Approved: %(amount)s.") % {"amount": money(tranche.approved_cents)})
    if tranche.reasons:
        found.append(_("Less was approved: %(why)s.") % {"why": panels.why_less(tranche)})
    if tranche.clears_cents:
        found.append(
            _("%(amount)s of your costs justify the advance that you had.")
            % {"amount": money(tranche.clears_cents)}
        )
    if tranche.paid_on:
        found.append(_("Paid on %(day)s.") % {"day": day(tranche.paid_on)})
    return found
