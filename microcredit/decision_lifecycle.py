"""The loan's machine, second part: approval, contract, first money (lifecycles 3, L11–L22)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.acts import Act
from lifecycle.effects import Beginning, Effects, Fire, Word
from lifecycle.facts import Maybe
from lifecycle.procedures.hold.guards import no_hold_stops_decisions
from lifecycle.procedures.signing import witnessed_if_not_signed_alone
from lifecycle.steps import Eyes, step
from microcredit import (
    adverse_guards,
    decision_guards,
    guards,
    lawful,
    life_guards,
    money,
    versions,
)
from microcredit.answering_lifecycle import LoanAnswering
from microcredit.facts import VersionFacts
from microcredit.planning import Payout
from microcredit.states import LoanState as S
from people.roles import Role
from programme.terms import term

if TYPE_CHECKING:
    from microcredit.models import Loan


class LoanDecision(LoanAnswering):
    """From the committee's vote through the contract until every tranche is paid out."""

    class Meta:
        abstract = True

    @step(
        "L11",
        source=S.COMMITTEE,
        target=S.APPROVED,
        by=[Role.COMMITTEE],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E3,
        amount=money.decided_cents,
        label=pgettext_lazy("a loan", "Approve"),
        facts={"cents": int, "months": int},
        guards=[
            decision_guards.the_committee_has_a_quorum,
            decision_guards.the_majority_is_in_favour,
            decision_guards.the_proposer_has_voted_without_conflict,
            decision_guards.no_more_than_proposed,
            decision_guards.within_the_usury_threshold,
            decision_guards.cup_present,
            adverse_guards.no_notice_stands,
            no_hold_stops_decisions,
        ],
    )
    def approve(self: Loan, act: Act) -> Effects:
        """L11: commit what the committee and the manager approve (COM), free the rest (URES)."""
        self.approved_cents, self.approved_months = act["cents"], act["months"]
        self.proposed_by, self.approved_by = act.proposer, act.by.label
        self.approved_on = act.on
        self.sign_by = act.on + timedelta(days=term(self.call, "offer_days").value)
        checked = lawful.limits(self, cents=act["cents"], months=act["months"], on=act.on)
        lawful.note_rows(self, act, checked)
        return Effects(
            postings=money.commit_approved(self, act["cents"]),
            papers=("loan_approval", "loan_contract"),
            words=(Word("loan_approved", {"cents": act["cents"]}),),
            recorded={"cents": act["cents"], "round": self.round},
        )

    @step(
        "L15",
        source=S.APPROVED,
        target=S.LAPSED,
        by=[Role.SYSTEM],
        label=_("Lapse, not signed"),
        guards=[decision_guards.the_signing_term_has_passed],
    )
    def lapse_unsigned(self: Loan, act: Act) -> Effects:
        """L15: the offer has expired; what was committed is free again (DECOM)."""
        self.ended_on = act.on
        return Effects(postings=money.give_back(self), words=(Word("loan_lapsed"),))

    @step(
        "L16",
        source=S.APPROVED,
        target=S.CONTRACTED,
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=_("Sign the contract"),
        facts={"means": str, "witness": Maybe(str), "tranches": Maybe(list)},
        guards=[
            decision_guards.within_the_signing_term,
            witnessed_if_not_signed_alone,
            decision_guards.tranches_make_the_loan,
            decision_guards.the_borrower_can_be_paid,
        ],
    )
    def sign(self: Loan, act: Act) -> Effects:
        """L16: the person signs what the office has approved; the first plan follows."""
        from microcredit.models import Tranche

        self.contracted_on = act.on
        sums = act.get("tranches") or [self.approved_cents]
        tranches = (
            Beginning(Tranche, {"loan": self, "number": number, "cents": cents})
            for number, cents in enumerate(sums, start=1)
        )
        version = versions.drawn_up(
            self,
            payouts=[Payout(act.on, self.approved_cents or 0)],
            on=act.on,
            cause=VersionFacts.Cause.CONTRACT,
        )
        return Effects(
            beginnings=(version, *tranches),
            papers=("loan_contract_signed",),
            words=(Word("loan_signed"),),
        )

    @step(
        "L17",
        source=S.CONTRACTED,
        target=S.WAIVED,
        by=[Role.PARTICIPANT],
        label=_("Give the loan up"),
        guards=[guards.nothing_on_its_way],
    )
    def waive(self: Loan, act: Act) -> Effects:
        """L17: give the loan up before any money (DECOM)."""
        self.ended_on = act.on
        return Effects(postings=money.give_back(self), words=(Word("loan_waived"),))

    @step(
        "L18",
        source=S.CONTRACTED,
        target=S.DISBURSING,
        by=[Role.FINANCE],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E3,
        amount=money.next_tranche_cents,
        label=_("Pay out the first tranche"),
        facts={"conditions_met": bool},
        guards=[
            life_guards.a_paper_proves_it,
            life_guards.conditions_are_met,
            decision_guards.the_borrower_can_be_paid,
        ],
    )
    def disburse_first(self: Loan, act: Act) -> Effects:
        """L18: make the first tranche payable (LIQ), also when it is the only one."""
        return _cleared(self, act)

    @step(
        "L19",
        source=S.DISBURSING,
        target=S.DISBURSING,
        by=[Role.FINANCE],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E3,
        amount=money.next_tranche_cents,
        label=_("Pay out the next tranche"),
        facts={"conditions_met": bool},
        guards=[
            life_guards.a_tranche_is_left,
            life_guards.the_last_tranche_is_paid,
            life_guards.a_paper_proves_it,
            life_guards.conditions_are_met,
            life_guards.nothing_is_overdue,
            decision_guards.the_borrower_can_be_paid,
        ],
    )
    def disburse_next(self: Loan, act: Act) -> Effects:
        """L19: make the next tranche payable (LIQ) once the use of the last one is shown."""
        return _cleared(self, act)

    @step(
        "L20",
        source=S.DISBURSING,
        target=S.CURRENT,
        by=[Role.SYSTEM],
        label=_("Fully paid out"),
    )
    def fully_drawn(self: Loan, act: Act) -> Effects:
        """L20: the bank has paid the last tranche; the plan is final."""
        self.drawn_on = act.value_on or act.on
        self.note_standing(act.on)
        return Effects(papers=("loan_plan",), words=(Word("loan_fully_drawn"),))

    @step(
        "L21",
        source=S.DISBURSING,
        target=S.CURRENT,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Cut what is not drawn"),
        guards=[
            life_guards.money_is_out,
            life_guards.a_tranche_is_left,
            life_guards.the_last_tranche_is_paid,
        ],
    )
    def cut_undrawn(self: Loan, act: Act) -> Effects:
        """L21: renounce the tranches that nobody will draw (DECOM); the plan is final."""
        left = self.tranches.as_system().filter(state="planned").order_by("number")
        held = versions.payouts(self)
        version = versions.drawn_up(self, payouts=held, on=act.on, cause=VersionFacts.Cause.CUT)
        self.drawn_on = act.on
        self.note_standing(act.on)
        return Effects(
            postings=money.give_back(self),
            fire=tuple(Fire(each.label, "renounce") for each in left),
            beginnings=(version,),
        )


def _cleared(loan: Loan, act: Act) -> Effects:
    """Return what makes the next tranche payable."""
    tranche = loan.next_tranche
    if tranche is None:
        raise LookupError(f"{loan.label} has no tranche to pay out")
    return Effects(
        postings=(money.clearance(tranche),),
        payables=(money.payable(tranche, act),),
        fire=(Fire(tranche.label, "clear"),),
        words=(Word("loan_on_its_way", {"cents": tranche.cents}),),
        recorded={"cents": tranche.cents, "tranche": tranche.number},
    )
