"""The loan's machine: settled, written off, revoked, closed again (lifecycles 3, L39 to L48)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.acts import Act
from lifecycle.before import before
from lifecycle.effects import Effects, Fire, Word
from lifecycle.facts import Maybe
from lifecycle.procedures.hold.guards import no_hold_stops_decisions
from lifecycle.procedures.revocation import money as revocations
from lifecycle.steps import Eyes, step
from microcredit import arrears_guards as guards
from microcredit import life_guards, losses, receipts
from microcredit.arrears_lifecycle import LoanArrears
from microcredit.easing import Ease, changed
from microcredit.replay import Means
from microcredit.states import LoanState as S
from microcredit.states import Payer
from people.roles import Role

if TYPE_CHECKING:
    from microcredit.models import Loan

REVOCABLE = [S.CONTRACTED, S.DISBURSING, S.CURRENT, S.LATE, S.HOLIDAY]
LOST = [S.DEFAULT, S.RECOVERY]
ENDED = [S.REPAID, S.SETTLED, S.WRITTEN_OFF, S.WAIVED, S.REVOKED]
CLOSING = [
    guards.nothing_is_owed,
    life_guards.the_credit_is_refunded,
    life_guards.nothing_left_to_pay_out,
]


class LoanLosing(LoanArrears):
    """What does not come back, and what is taken back."""

    class Meta:
        abstract = True

    @step(
        "L39A",
        source=LOST,
        target=None,
        by=[Role.GRANT_OFFICER, Role.LEGAL],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E3,
        amount=losses.owed_cents,
        label=_("Agree on a settlement"),
        facts={"cents": int, "pay_by": date},
        guards=[
            guards.less_than_is_owed_is_agreed,
            guards.the_means_are_shown,
            no_hold_stops_decisions,
        ],
    )
    def agree_settlement(self: Loan, act: Act) -> Effects:
        """L39: less is taken, if it comes by a day; the dossier of means is attached."""
        self.settle_cents, self.settle_by, self.settle_from = act["cents"], act["pay_by"], act.on
        told = {"cents": act["cents"], "due_on": act["pay_by"].isoformat()}
        return Effects(
            papers=("loan_settlement",),
            words=receipts.said(self, Word("loan_settlement", told)),
            recorded={"cents": act["cents"]},
        )

    @step(
        "L39",
        source=LOST,
        target=S.SETTLED,
        by=[Role.FINANCE],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E3,
        amount=losses.owed_cents,
        label=pgettext_lazy("a loan", "Settle"),
        guards=[guards.the_settlement_is_paid],
    )
    def settle(self: Loan, act: Act) -> Effects:
        """L39: what was agreed has come in time; the rest is remitted (STL)."""
        change = changed(self, on=act.on, eases=[Ease(Means.REMITTED, None, ())])
        lost = losses.lost(self, change)
        self.ended_on = act.on
        return Effects(
            reversals=change.reversals,
            postings=(*change.postings, *losses.left_over(self, change)),
            beginnings=change.beginnings,
            papers=("loan_settled",),
            words=receipts.said(self, Word("loan_settled")),
            recorded={"cents": lost},
        )

    @step(
        "L40",
        source=LOST,
        target=S.WRITTEN_OFF,
        by=[Role.FINANCE],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E3,
        amount=losses.owed_cents,
        label=_("Write off"),
        facts={"why": str},
        guards=[
            guards.something_is_still_owed,
            guards.a_loss_has_its_reasons,
            guards.the_attempts_are_shown,
        ],
    )
    def write_off(self: Loan, act: Act) -> Effects:
        """L40: what is owed is booked as a loss (WOF); the claim itself stays."""
        change = changed(self, on=act.on, eases=[Ease(Means.WRITTEN_OFF, None, ())])
        self.lost_cents = losses.lost(self, change)
        self.written_off_on = act.on
        return Effects(
            reversals=change.reversals,
            postings=(*change.postings, *losses.left_over(self, change)),
            beginnings=change.beginnings,
            papers=("loan_write_off",),
            recorded={"cents": self.lost_cents, "why": act["why"]},
        )

    @step(
        "L41",
        source=S.WRITTEN_OFF,
        target=None,
        by=[Role.FINANCE],
        label=_("Enter a late receipt"),
        facts={"cents": int, "value_date": date, "reference": str, "payer": Maybe(str)},
        guards=[guards.no_more_than_was_lost, life_guards.entered_once],
    )
    def late_recovery(self: Loan, act: Act) -> Effects:
        """L41: money comes in for what was written off (RWO)."""
        act.value_on = act["value_date"]
        self.recovered_cents += act["cents"]
        told = {
            "cents": act["cents"],
            "value_on": act["value_date"].isoformat(),
            "reference": act["reference"],
            "payer": act.get("payer") or str(Payer.BORROWER),
        }
        self.late_receipts = [*self.late_receipts, told]
        return Effects(
            postings=(losses.came_late(self, act["cents"]),),
            words=receipts.said(
                self,
                Word(
                    "loan_receipt",
                    {"cents": act["cents"], "owed": self.lost_cents - self.recovered_cents},
                ),
            ),
            recorded={"cents": act["cents"]},
        )

    @step(
        "L43",
        source=REVOCABLE,
        target=S.REVOKED,
        by=[Role.SYSTEM],
        label=pgettext_lazy("a loan", "Revoke"),
        facts={"procedure": str},
    )
    def revoke(self: Loan, act: Act) -> Effects:
        """L43: free what is not drawn (DECOM); what is owed falls due by a step of its own."""
        self.revoked_on = act.on
        due = (Fire(self.label, "fall_due"),) if losses.money_is_out(self) else ()
        return Effects(postings=revocations.released(act["procedure"]), fire=due)

    @step(
        "L43D",
        source=S.REVOKED,
        target=None,
        by=[Role.SYSTEM],
        label=_("All falls due"),
        guards=[guards.something_is_still_owed],
    )
    def fall_due(self: Loan, act: Act) -> Effects:
        """L43: what was lent is due at once, with interest to the day."""
        change = losses.accelerated(self, on=act.on)
        return Effects(
            reversals=change.reversals,
            postings=change.postings,
            beginnings=change.beginnings,
            recorded={"cents": change.standing.owed},
        )

    @step(
        "L45",
        source=S.REVOKED,
        target=before("revoke", states=REVOCABLE),
        by=[Role.SYSTEM],
        label=_("Reinstate"),
        facts={"procedure": str},
        guards=[guards.funds_are_there_again],
    )
    def reinstate(self: Loan, act: Act) -> Effects:
        """L45: the revocation fell: the plan is as before, the days of the stay do not count."""
        change = losses.reinstated(self, on=act.on)
        self.revoked_on = None
        undone = revocations.undone(self.label, act["procedure"])
        return Effects(
            reversals=(*undone, *change.reversals),
            postings=change.postings,
            beginnings=change.beginnings,
        )

    @step(
        "L48",
        source=S.CLOSED,
        target=before("close", "lock_again", states=ENDED),
        by=[Role.SYSTEM],
        label=_("Re-open"),
    )
    def reopen(self: Loan, act: Act) -> None:
        """L48: go back to where the loan was before its closing; by itself it books nothing."""
        self.ended_on = None

    @step(
        "L48L",
        source=ENDED,
        target=S.CLOSED,
        by=[Role.SYSTEM],
        label=_("Close after the re-opening"),
        guards=CLOSING,
    )
    def lock_again(self: Loan, act: Act) -> None:
        """L48: lock what was re-opened."""
        self.ended_on = act.on
