"""The loan's machine, row by row of its table (lifecycles 3): who, when, and what follows.

It reads in three parts: ``microcredit.application_lifecycle``, ``microcredit.decision_lifecycle``,
and the life of the loan here. Guards are sentences in ``microcredit.guards``,
``decision_guards`` and ``life_guards``; what each step does to the books is in
``microcredit.money`` and ``microcredit.booking``. ``current`` and ``late`` are derived: the
system moves a loan between them after each replay, nobody sets them by hand.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.acts import Act
from lifecycle.effects import Effects, Word
from lifecycle.facts import Maybe
from lifecycle.steps import Eyes, step
from microcredit import changes, life_guards, new_plan_guards, receipts
from microcredit.arrears_guards import nothing_is_owed
from microcredit.losing_lifecycle import ENDED, LoanLosing
from microcredit.states import TAKING
from microcredit.states import LoanState as S
from people.roles import Role

if TYPE_CHECKING:
    from microcredit.models import Loan


class LoanLifecycle(LoanLosing):
    """Receipts, arrears, early repayment, the end."""

    class Meta:
        abstract = True

    @step(
        "L23",
        source=TAKING,
        target=None,
        by=[Role.FINANCE],
        label=_("Enter a receipt"),
        facts={"cents": int, "value_date": date, "reference": str, "payer": Maybe(str)},
        guards=[
            life_guards.money_is_out,
            life_guards.the_receipt_is_sound,
            life_guards.entered_once,
            life_guards.no_plan_changed_after_it,
        ],
    )
    def receive(self: Loan, act: Act) -> Effects:
        """L23: book a receipt and what it pays (RCV, ALL); later receipts are replayed."""
        return receipts.received(self, act)

    @step(
        "L24",
        source=[*TAKING, S.REPAID],
        target=None,
        by=[Role.FINANCE],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Reverse a receipt"),
        facts={"receipt": str, "reason": str},
        guards=[
            life_guards.a_receipt_is_named,
            life_guards.no_credit_was_refunded,
            new_plan_guards.its_plan_can_be_undone,
        ],
    )
    def reverse_receipt(self: Loan, act: Act) -> Effects:
        """L24: take a receipt back (RVR); the others are replayed as if it had never come."""
        return receipts.reversed_one(self, act)

    @step(
        "L25",
        source=S.CURRENT,
        target=S.LATE,
        by=[Role.SYSTEM],
        label=_("Mark as late"),
        guards=[life_guards.the_oldest_is_late],
    )
    def mark_late(self: Loan, act: Act) -> Effects:
        """L25: an instalment is overdue beyond the days of grace."""
        found = receipts.accrued(self, act)
        late = self.note_standing(act.on)
        return Effects(
            reversals=found.reversals,
            postings=found.postings,
            words=(Word("loan_late", {"cents": late.overdue, "days": late.days_late}),),
            recorded={"overdue": late.overdue, "days": late.days_late},
        )

    @step(
        "L26",
        source=S.LATE,
        target=S.CURRENT,
        by=[Role.SYSTEM],
        label=_("No longer late"),
        guards=[life_guards.nothing_overdue_is_left],
    )
    def cure(self: Loan, act: Act) -> Effects:
        """L26: nothing is overdue any more."""
        self.note_standing(act.on)
        self.reminded = 0
        return Effects(words=(Word("loan_cured"),))

    @step(
        "L31",
        source=[S.CURRENT, S.LATE, S.HOLIDAY, S.DEFAULT],
        target=S.REPAID,
        by=[Role.SYSTEM],
        label=pgettext_lazy("a loan", "Repaid"),
        guards=[life_guards.all_is_paid],
    )
    def repay_all(self: Loan, act: Act) -> Effects:
        """L31: nothing is owed; what was paid too much is the borrower's."""
        self.note_standing(act.on)
        self.repaid_on = act.value_on or act.on
        return Effects(
            papers=("loan_discharge",),
            words=receipts.said(self, Word("loan_repaid")),
            fire=changes.parts_ended(self),
        )

    @step(
        "L32",
        source=S.REPAID,
        target=S.CURRENT,
        by=[Role.SYSTEM],
        label=_("A receipt came back"),
        guards=[life_guards.something_is_owed],
    )
    def bounce(self: Loan, act: Act) -> Effects:
        """L32: a receipt was reversed after the end: the loan is owed again."""
        self.note_standing(act.on)
        self.repaid_on = None
        return Effects(words=(Word("loan_owed_again"),))

    @step(
        "L33",
        source=S.REPAID,
        target=S.REPAID,
        by=[Role.FINANCE],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Refund what was paid too much"),
        facts={"reference": str},
        guards=[life_guards.there_is_a_credit],
    )
    def refund_excess(self: Loan, act: Act) -> Effects:
        """L33: give back what was paid too much, under the bank's reference (OVR)."""
        cents, self.credit_cents = self.credit_cents, 0
        self.refunded_cents += cents
        return Effects(
            postings=(receipts.refund(self, cents),),
            words=(Word("loan_refunded", {"cents": cents}),),
            recorded={"cents": cents},
        )

    @step(
        "L47",
        source=ENDED,
        target=S.CLOSED,
        by=[Role.FINANCE],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=pgettext_lazy("a loan", "Close"),
        guards=[
            nothing_is_owed,
            life_guards.the_credit_is_refunded,
            life_guards.nothing_left_to_pay_out,
            life_guards.nothing_open_elsewhere,
        ],
    )
    def close(self: Loan, act: Act) -> Effects:
        """L47: nothing is owed, nothing is open, in any account."""
        self.ended_on = act.on
        return Effects(papers=("loan_closing",), words=(Word("loan_closed"),))
