"""The loan's machine: what moves a plan that runs (lifecycles 3, L22, L27, L28, L42)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from lifecycle.acts import Act
from lifecycle.effects import Effects, Fire, Word
from lifecycle.steps import Eyes, step
from microcredit import changes, life_guards, moving_guards, receipts
from microcredit.decision_lifecycle import LoanDecision
from microcredit.states import REPAYING
from microcredit.states import LoanState as S
from people.roles import Role

if TYPE_CHECKING:
    from microcredit.models import Loan

ACCRUING = [*REPAYING, S.HOLIDAY]


class LoanMoving(LoanDecision):
    """Interest that falls due, reminders, holidays, charges waived, a payment that came back."""

    class Meta:
        abstract = True

    @step(
        "L22",
        source=[S.DISBURSING, S.CURRENT],
        target=S.CONTRACTED,
        by=[Role.FINANCE],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Undo the payment"),
        guards=[moving_guards.the_bank_returned_everything, moving_guards.nothing_was_repaid],
    )
    def undo_disbursement(self: Loan, act: Act) -> Effects:
        """L22: the bank returned all that was paid: the contract stands, nothing is owed."""
        self.drawn_on = None
        self.outstanding_cents, self.oldest_unpaid_on, self.ages_from = 0, None, None
        back = changes.accrued_taken_back(self)
        return Effects(reversals=back, words=(Word("loan_payment_undone"),))

    @step(
        "L23I",
        source=ACCRUING,
        target=None,
        by=[Role.SYSTEM],
        label=_("Book the interest that falls due"),
        guards=[moving_guards.interest_falls_due],
    )
    def accrue(self: Loan, act: Act) -> Effects:
        """INT, DEF: on the due date the interest of an instalment is owed."""
        found = receipts.accrued(self, act)
        self.note_standing(act.on)
        return found

    @step(
        "L25R",
        source=[S.CURRENT, S.LATE],
        target=None,
        by=[Role.SYSTEM],
        label=_("Remind"),
        guards=[moving_guards.a_reminder_is_due],
    )
    def remind(self: Loan, act: Act) -> Effects:
        """L25: the next rung of the ladder, in the person's language, with what is overdue."""
        now = self.note_standing(act.on)
        self.reminded = changes.rung(self, now.days_late)
        told = {"cents": now.overdue, "days": now.days_late}
        return Effects(
            words=(Word(f"loan_reminder_{self.reminded}", told),),
            recorded={"rung": self.reminded, **told},
        )

    @step(
        "L27",
        source=[S.CURRENT, S.LATE],
        target=S.HOLIDAY,
        by=[Role.SYSTEM],
        label=_("Begin the payment holiday"),
        facts={"holiday": str},
        guards=[moving_guards.no_receipt_lies_ahead],
    )
    def start_holiday(self: Loan, act: Act) -> Effects:
        """L27: what falls due from its first day on waits; late days stand still."""
        change = changes.holiday_begun(self, act)
        return Effects(
            reversals=change.reversals,
            postings=change.postings,
            beginnings=change.beginnings,
            words=(Word("loan_holiday_begun"),),
        )

    @step(
        "L28",
        source=S.HOLIDAY,
        target=S.CURRENT,
        by=[Role.SYSTEM],
        label=_("The payment holiday is over"),
        facts={"holiday": str},
    )
    def end_holiday(self: Loan, act: Act) -> Effects:
        """L28: the plan runs again (CAP where agreed); arrears of before count on."""
        change = changes.holiday_over(self, act)
        return Effects(
            reversals=change.reversals,
            postings=change.postings,
            beginnings=change.beginnings,
            words=(Word("loan_holiday_over"),),
        )

    @step(
        "L42",
        source=[S.CURRENT, S.LATE, S.DISBURSING, S.HOLIDAY],
        target=None,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Waive interest or charges"),
        facts={"cents": int, "part": str},
        guards=[
            life_guards.money_is_out,
            moving_guards.charges_alone_are_waived,
            moving_guards.no_more_than_is_due,
        ],
    )
    def waive_charges(self: Loan, act: Act) -> Effects:
        """L42: interest, default interest or costs are waived by an act (WAI); principal never."""
        change = changes.waived(self, act)
        return Effects(
            reversals=change.reversals,
            postings=change.postings,
            beginnings=change.beginnings,
            fire=change.fire,
            words=(Word("loan_charges_waived", {"cents": act["cents"]}),),
            recorded={"cents": act["cents"]},
        )

    @step(
        "L42U",
        source=[S.CURRENT, S.LATE, S.DISBURSING, S.HOLIDAY],
        target=None,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Take a waiver back"),
        facts={"relief": str, "reason": str},
        guards=[moving_guards.a_waiver_is_named],
    )
    def unwaive(self: Loan, act: Act) -> Effects:
        """L42: a waiver that was granted by mistake counts no more; its entries are undone."""
        relief = self.reliefs.as_system().get(pk=act["relief"])
        change = changes.without(self, relief, on=act.on)
        return Effects(
            reversals=change.reversals,
            postings=change.postings,
            fire=(Fire(relief.label, "undo"), *change.fire),
        )
