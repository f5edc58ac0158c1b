"""The loan's machine: a new plan in the place of the old (lifecycles 3, L29, L30)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from lifecycle.acts import Act
from lifecycle.effects import Effects, Word
from lifecycle.facts import Maybe
from lifecycle.steps import Eyes, step
from microcredit import life_guards, new_plan_guards, new_plan_steps
from microcredit.moving_lifecycle import LoanMoving
from microcredit.states import LoanState as S
from people.roles import Role

if TYPE_CHECKING:
    from microcredit.models import Loan


class LoanReplanning(LoanMoving):
    """Rescheduled, or repaid in part before the time."""

    class Meta:
        abstract = True

    @step(
        "L29",
        source=[S.CURRENT, S.LATE],
        target=S.CURRENT,
        by=[Role.SYSTEM],
        label=_("Reschedule"),
        facts={"rescheduling": str},
    )
    def reschedule(self: Loan, act: Act) -> Effects:
        """L29: the signed plan takes the place of the old one (CAP and WAI parts)."""
        change = new_plan_steps.rescheduled(self, act)
        self.reminded = 0
        return Effects(
            reversals=change.reversals,
            postings=change.postings,
            beginnings=change.beginnings,
            words=(Word("loan_rescheduled"),),
        )

    @step(
        "L29U",
        source=[S.CURRENT, S.LATE],
        target=S.CURRENT,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Undo the rescheduling"),
        facts={"reason": str},
        guards=[new_plan_guards.the_plan_was_rescheduled, new_plan_guards.nothing_came_since],
    )
    def undo_rescheduling(self: Loan, act: Act) -> Effects:
        """P-RES: only before the first receipt on the new plan, the old one comes back."""
        change, undone = new_plan_steps.undone(self, on=act.on)
        return Effects(
            reversals=change.reversals,
            postings=change.postings,
            beginnings=change.beginnings,
            fire=undone,
            words=(Word("loan_rescheduling_undone"),),
        )

    @step(
        "L30",
        source=[S.CURRENT, S.LATE],
        target=None,
        by=[Role.FINANCE],
        label=_("Enter an early repayment"),
        facts={
            "cents": int,
            "value_date": date,
            "reference": str,
            "choice": str,
            "payer": Maybe(str),
        },
        guards=[
            life_guards.money_is_out,
            life_guards.the_receipt_is_sound,
            life_guards.entered_once,
            life_guards.no_plan_changed_after_it,
            new_plan_guards.the_choice_is_possible,
            new_plan_guards.it_is_the_last_receipt,
        ],
    )
    def prepay_part(self: Loan, act: Act) -> Effects:
        """L30: overdue and interest to date first, the rest lowers or shortens what is left."""
        return new_plan_steps.repaid_early(self, act)
