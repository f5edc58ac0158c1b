"""The loan's machine: not paid, due at once, recovered (lifecycles 3, L34 to L38, L46)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.acts import Act
from lifecycle.effects import Effects, Word
from lifecycle.procedures.hold.guards import no_hold_stops_decisions
from lifecycle.steps import Eyes, step
from microcredit import arrears_guards as guards
from microcredit import changes, losses, receipts
from microcredit.replanning_lifecycle import LoanReplanning
from microcredit.states import LoanState as S
from people.roles import Role
from programme.terms import term

if TYPE_CHECKING:
    from microcredit.models import Loan


class LoanArrears(LoanReplanning):
    """From the formal notice to the recovery."""

    class Meta:
        abstract = True

    @step(
        "L34",
        source=S.LATE,
        target=S.LATE,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=pgettext_lazy("a loan", "Give formal notice"),
        facts={"contacts": list, "offered": bool},
        guards=[guards.enough_is_unpaid, guards.the_borrower_was_contacted],
    )
    def formal_notice(self: Loan, act: Act) -> Effects:
        """L34: pay what is overdue by a day, or the whole loan falls due (MORA)."""
        now = self.note_standing(act.on)
        self.notice_on = act.on
        days = term(self.call, "notice_days").value
        self.notice_due_on = act.on + timedelta(days=days)
        told = {"cents": now.overdue, "due_on": self.notice_due_on.isoformat()}
        return Effects(
            papers=("loan_formal_notice",),
            words=(Word("loan_formal_notice", told),),
            recorded={"cents": now.overdue},
        )

    @step(
        "L35",
        source=S.LATE,
        target=S.DEFAULT,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Let the whole loan fall due"),
        guards=[
            guards.the_notice_has_passed,
            guards.no_new_plan_is_asked_for,
            no_hold_stops_decisions,
        ],
    )
    def accelerate(self: Loan, act: Act) -> Effects:
        """L35: the benefit of the term is lost; interest to the day is due, later none (DBT)."""
        change = losses.accelerated(self, on=act.on)
        self.accelerated_on = act.on
        return Effects(
            reversals=change.reversals,
            postings=change.postings,
            beginnings=change.beginnings,
            fire=changes.parts_ended(self),
            papers=("loan_acceleration",),
            words=(Word("loan_accelerated", {"cents": change.standing.owed}),),
            recorded={"cents": change.standing.owed},
        )

    @step(
        "L36",
        source=[S.DEFAULT, S.RECOVERY],
        target=S.CURRENT,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Restore the instalments"),
        guards=[guards.the_arrears_are_paid],
    )
    def restore_term(self: Loan, act: Act) -> Effects:
        """L36: what was overdue is paid: the plan of before runs again."""
        change = losses.restored(self, on=act.on)
        released = losses.released(self)
        self.accelerated_on, self.notice_on, self.notice_due_on = None, None, None
        self.reminded = 0
        return Effects(
            reversals=change.reversals,
            postings=(*change.postings, *released),
            beginnings=change.beginnings,
            words=(Word("loan_term_restored"),),
        )

    @step(
        "L37",
        source=[S.DEFAULT, S.REVOKED],
        target=S.RECOVERY,
        by=[Role.FINANCE],
        label=pgettext_lazy("a loan", "Start the recovery"),
        facts={"allowance_cents": int},
        guards=[guards.something_is_still_owed, guards.an_allowance_is_possible],
    )
    def start_recovery(self: Loan, act: Act) -> Effects:
        """L37, L44: demand all that is owed, and set aside what will hardly come (ALW)."""
        self.recovering_on = act.on
        self.provided_cents = act["allowance_cents"]
        return Effects(
            postings=losses.provided(self),
            papers=("loan_demand",),
            words=receipts.said(self, Word("loan_demanded", {"cents": self.outstanding_cents})),
            recorded={"cents": self.provided_cents},
        )

    @step(
        "L38",
        source=S.RECOVERY,
        target=S.REPAID,
        by=[Role.SYSTEM],
        label=pgettext_lazy("a loan", "Recovered"),
        guards=[guards.nothing_is_owed],
    )
    def recovered(self: Loan, act: Act) -> Effects:
        """L38: all came in after all; what was set aside for the loss is free (ALW)."""
        self.note_standing(act.on)
        self.repaid_on = act.value_on or act.on
        released = losses.released(self)
        return Effects(
            postings=released,
            papers=("loan_discharge",),
            words=receipts.said(self, Word("loan_repaid")),
        )

    @step(
        "L46",
        source=[S.CURRENT, S.LATE, S.HOLIDAY, S.DEFAULT, S.REVOKED],
        target=S.RECOVERY,
        by=[Role.FINANCE],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("The borrower has died"),
        facts={"died_on": date, "path": str},
        guards=[guards.the_death_is_told, guards.the_death_is_certified],
    )
    def death(self: Loan, act: Act) -> Effects:
        """L46: heirs, insurance or guarantor are asked; nobody writes to the person any more."""
        self.died_on, self.recovering_on = act["died_on"], act.on
        self.pauses = [*self.pauses, [self.died_on.isoformat(), ""]]
        change = losses.booked_anew(self, on=act.on)
        return Effects(
            reversals=change.reversals,
            postings=change.postings,
            fire=changes.parts_ended(self),
            papers=("loan_heirs",),
            recorded={"path": act["path"]},
        )
