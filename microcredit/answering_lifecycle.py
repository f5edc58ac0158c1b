"""The loan's machine: what side procedures move before the contract (L06 to L14, L49)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from lifecycle.acts import Act
from lifecycle.before import before
from lifecycle.effects import Effects, Word
from lifecycle.procedures import ending
from lifecycle.procedures.hold.guards import no_hold_stops_decisions
from lifecycle.procedures.reasons import coded
from lifecycle.steps import Eyes, step
from microcredit import adverse_guards, guards, money
from microcredit.application_lifecycle import LoanApplication
from microcredit.states import LoanState as S
from people.roles import Role
from programme.models import Reason

if TYPE_CHECKING:
    from microcredit.models import Loan

HEARD = [S.UNDER_REVIEW, S.COMMITTEE]
"""States in which an adverse notice is given, and to which it leads back (decisions)."""


class LoanAnswering(LoanApplication):
    """Integration, adverse notice and appeal; who decides them is theirs to say."""

    class Meta:
        abstract = True

    @step(
        "L06",
        source=[S.UNDER_REVIEW, S.ASSESSMENT],
        target=S.INTEGRATION,
        by=[Role.SYSTEM],
        label=_("Ask for an integration"),
    )
    def ask_integration(self: Loan, act: Act) -> None:
        """L06: wait for what an officer has asked of the person (P-INT sent)."""

    @step(
        "L07",
        source=S.INTEGRATION,
        target=S.UNDER_REVIEW,
        by=[Role.SYSTEM],
        label=_("Go on after the integration"),
    )
    def answer(self: Loan, act: Act) -> None:
        """L07: the person has answered, the term has passed, or nothing is needed any more."""

    @step(
        "L12",
        source=HEARD,
        target=S.ADVERSE_NOTICE,
        by=[Role.SYSTEM],
        label=_("Give an adverse notice"),
    )
    def notify_adverse(self: Loan, act: Act) -> None:
        """L12: the person has been told what stands against the loan (P-NEG notified)."""

    @step(
        "L13",
        source=S.ADVERSE_NOTICE,
        target=before("notify_adverse", states=HEARD),
        by=[Role.SYSTEM],
        label=_("Go on after the adverse notice"),
    )
    def hear_observations(self: Loan, act: Act) -> None:
        """L13: the person has answered the notice, or the days for it have passed."""

    @step(
        "L14",
        source=HEARD,
        target=S.REJECTED,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Refuse"),
        facts={"reasons": list},
        guards=[
            coded(Reason.Use.REFUSAL, Role.GRANT_OFFICER),
            adverse_guards.the_notice_was_upheld,
            adverse_guards.no_reason_is_new,
            no_hold_stops_decisions,
        ],
    )
    def refuse(self: Loan, act: Act) -> Effects:
        """L14: refuse for the reasons of the notice; what was reserved is free again (URES)."""
        self.refusal_reasons, self.ended_on = list(act["reasons"]), act.on
        return Effects(
            postings=money.give_back(self),
            papers=("loan_refusal",),
            words=(Word("loan_refused"),),
            fire=ending.with_case(self),
        )

    @step(
        "L49",
        source=S.REJECTED,
        target=before("refuse", states=HEARD),
        by=[Role.SYSTEM],
        label=_("Readmit"),
        guards=[guards.no_other_open_loan, adverse_guards.funds_for_the_loan_are_left],
    )
    def readmit(self: Loan, act: Act) -> Effects:
        """L49: decide again, since an appeal was upheld; other members vote (RES)."""
        self.ended_on, self.readmitted_on = None, act.on
        self.refused_round, self.round = self.round, self.round + 1
        postings = money.reserve_request(self) if self.assessed_on else ()
        return Effects(postings=postings, words=(Word("loan_readmitted"),))
