"""The borrower's own page: what I borrowed, paid and still owe, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lifecycle.procedures.openings import openings
from microcredit.models import Loan, Receipt
from microcredit.standing import Instalment, Standing, standing
from microcredit.states import REPAYING, LoanState, ReceiptState
from portal.components import Badge, Task
from portal.loans import shown
from portal.loans.next_payment import next_payment
from portal.participant.own import OwnMixin
from portal.participant.standing import passages
from portal.participant.words import long_day
from portal.procedures.panel import Way, opening_address
from portal.templatetags.percorsi import day, money
from portal.visitors import Visitor

WAYS_OUT = {
    LoanState.DRAFT: "cancel",
    LoanState.SUBMITTED: "withdraw",
    LoanState.UNDER_REVIEW: "withdraw",
    LoanState.ASSESSMENT: "withdraw",
    LoanState.COMMITTEE: "withdraw",
    LoanState.APPROVED: "withdraw",
    LoanState.CONTRACTED: "waive",
}


class OwnLoanMixin(OwnMixin):
    """Finds a loan of the person who asks."""

    def own_loan(self, pk: str) -> Loan:
        """Return one's own loan; 404 for anybody else's."""
        rows = Loan.objects.visible_to(self.visitor.user, on=self.visitor.on)
        related = rows.select_related("call", "operation", "partner", "product", "participant")
        loan: Loan | None = related.filter(pk=pk, participant=self.person).first()
        if loan is None:
            raise Http404
        return loan


@dataclass(frozen=True)
class Line:
    """An instalment as its borrower reads it: what happened to it, in a few words."""

    each: Instalment
    badge: Badge
    words: str
    is_next: bool


class OwnLoan(OwnLoanMixin):
    """One's loan: what I borrowed, paid, still owe; the next instalment; every one of them."""

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show the loan as its borrower follows it."""
        loan = self.own_loan(pk)
        now = standing(loan, on=self.visitor.on) if loan.product else None
        context = {
            "loan": loan,
            "task": task_of(loan, now),
            "state": shown.state_badge(loan),
            "stepper": shown.stepper(loan),
            "passages": passages(loan, self.visitor.user),
            "way_out": WAYS_OUT.get(LoanState(loan.state)),
            "ways": _ways(loan, self.visitor),
            "repays": loan.state in REPAYING,
            **_repayment(loan, now),
        }
        return render(request, "portal/loans/own.html", context)


def _ways(loan: Loan, visitor: Visitor) -> list[Way]:
    """Return the requests that the borrower can make, such as a pause."""
    found = openings(loan, by=visitor.user, on=visitor.on)
    return [Way(each.step.label, opening_address(loan, each.kind)) for each in found if each.open]


def own_loans(person: Any, visitor: Any) -> list[Loan]:
    """Return the loans of the person who asks, newest first."""
    rows = Loan.objects.visible_to(visitor.user, on=visitor.on).filter(participant=person)
    return list(rows.select_related("call", "product").order_by("-id"))


def task_of(loan: Loan, now: Standing | None) -> Task:
    """Return what the borrower has to do now, or what the office does."""
    if loan.state == LoanState.APPROVED and loan.sign_by is not None:
        told = {"amount": money(loan.approved_cents), "day": long_day(loan.sign_by)}
        return Task(
            _("We lend you %(amount)s. Read the contract and sign it by %(day)s.") % told,
            otherwise=_("Your operator reads the contract and the European sheet with you."),
            action=_("Read and sign"),
            href=reverse("own_contract", args=[loan.pk]),
            icon="pencil",
        )
    if now is not None and now.next is not None and loan.state in REPAYING:
        return _next_instalment(loan, now)
    return Task(
        _("Your loan: %(state)s.") % {"state": loan.get_state_display()},
        otherwise=_("You do not have to do anything. We write to you as soon as it moves."),
        title=_("Nothing to do now"),
    )


def _next_instalment(loan: Loan, now: Standing) -> Task:
    due = now.next
    if due is None:
        raise LookupError(f"{loan.label} owes nothing")
    told = {"amount": money(now.overdue or due.owed), "day": long_day(due.row.due_on)}
    if now.overdue:
        sentence = _("%(amount)s is overdue since %(day)s. Pay it, or talk to your operator.")
    else:
        sentence = _("Pay %(amount)s by %(day)s.")
    reference = _("Write this reference on the transfer: %(reference)s.")
    return Task(sentence % told, otherwise=reference % {"reference": loan.reference})


def _repayment(loan: Loan, now: Standing | None) -> dict[str, Any]:
    if now is None or not now.instalments:
        return {}
    rows = list(loan.receipts.as_system().order_by("-value_on", "-id"))
    return {
        "standing": now,
        "blocks": shown.blocks(now),
        "instalments": list(_lines(now, rows)),
        "next_payment": next_payment(loan, now) if loan.state in REPAYING else None,
        "payments": [(row, shown.paid_in_words(row, now)) for row in rows],
    }


def _lines(now: Standing, rows: Sequence[Receipt]) -> Iterator[Line]:
    counted = [row for row in rows if row.state == ReceiptState.RECEIVED]
    paid_on = _paid_on(now, counted)
    following = now.next
    for each in now.instalments:
        if each.row.due:
            words = _happened(each, paid_on.get(each.row.nr))
            yield Line(each, shown.instalment_badge(each), words, each is following)


def _happened(each: Instalment, paid_on: date | None) -> str:
    if paid_on is None:
        return ""
    if not each.owed:
        return _("paid on %(day)s") % {"day": day(paid_on)}
    told = {"paid": money(each.paid), "left": money(each.owed)}
    return _("you have paid %(paid)s; %(left)s is left") % told


def _paid_on(now: Standing, counted: Sequence[Receipt]) -> dict[int, date]:
    """Return the day of the last payment that went to each instalment, by its number."""
    found: dict[int, date] = {}
    for row in sorted(counted, key=lambda row: row.value_on):
        for share in now.replayed.allocations[row.label].shares:
            found[share.nr] = row.value_on
    return found
