"""The loan's machine, first part: from the application to the committee (lifecycles 3, L01–L10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.acts import Act
from lifecycle.effects import Effects, Fire, Word
from lifecycle.facts import Maybe
from lifecycle.procedures import ending
from lifecycle.state_field import StateField
from lifecycle.steps import opening, step
from microcredit import adverse_guards, decision_guards, guards, lawful, money
from microcredit.facts import LoanFacts
from microcredit.states import LoanState as S
from people.roles import Role

if TYPE_CHECKING:
    from microcredit.models import Loan

BEFORE_CONTRACT = [
    S.SUBMITTED,
    S.UNDER_REVIEW,
    S.INTEGRATION,
    S.ASSESSMENT,
    S.COMMITTEE,
    S.ADVERSE_NOTICE,
    S.APPROVED,
]


class LoanApplication(LoanFacts):
    """From the draft through the officer's work to the committee's table."""

    state = StateField(protected=True, choices=S.choices, default=S.DRAFT, max_length=20)

    class Meta:
        abstract = True

    @opening(
        "L01",
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=_("Open an application"),
        guards=[guards.the_desk_is_open, guards.privacy_notice_read],
    )
    def open(self: Loan, act: Act) -> None:
        """L01: begin a draft under the product that the call offers on this day."""
        self.opened_on = act.on
        self.product = self.offered(act.on)

    @step(
        "L02",
        source=S.DRAFT,
        target=S.SUBMITTED,
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=_("Submit"),
        facts={"cents": int, "months": int, "purpose": str, "quote_accepted": bool},
        guards=[
            guards.the_desk_is_open,
            guards.delegated_to_the_operator,
            guards.asked_within_the_product,
            guards.asked_within_the_law,
            guards.no_other_open_loan,
            guards.quote_is_accepted,
        ],
    )
    def submit(self: Loan, act: Act) -> Effects:
        """L02: hand in what is asked, its cost seen and accepted; the European sheet follows."""
        self.requested_cents, self.requested_months = act["cents"], act["months"]
        self.purpose, self.submitted_on = act["purpose"], act.on
        checked = lawful.limits(self, cents=act["cents"], months=act["months"], on=act.on)
        lawful.note_rows(self, act, checked)
        return Effects(papers=("loan_receipt", "loan_information"), words=(Word("loan_submitted"),))

    @step(
        "L03",
        source=S.DRAFT,
        target=S.CANCELLED,
        by=[Role.PARTICIPANT, Role.OPERATOR, Role.SYSTEM],
        label=_("Cancel the draft"),
    )
    def cancel(self: Loan, act: Act) -> None:
        """L03: give up a draft; the system does it after the call's days."""
        self.ended_on = act.on

    @step(
        "L04",
        source=BEFORE_CONTRACT,
        target=S.WITHDRAWN,
        by=[Role.PARTICIPANT],
        label=_("Withdraw"),
    )
    def withdraw(self: Loan, act: Act) -> Effects:
        """L04: take the application back before the contract; all money kept for it is free."""
        self.ended_on = act.on
        return Effects(
            postings=money.give_back(self),
            words=(Word("loan_withdrawn"),),
            fire=ending.with_case(self),
        )

    @step(
        "L05",
        source=S.SUBMITTED,
        target=S.UNDER_REVIEW,
        by=[Role.GRANT_OFFICER],
        label=_("Take in charge"),
        facts={"no_conflict": bool},
        guards=[guards.no_conflict_declared],
    )
    def take_charge(self: Loan, act: Act) -> Effects:
        """L05: an officer without conflict takes the file; the clock of the procedure starts."""
        self.officer, self.taken_on = act.by.label, act.on
        return Effects(papers=("loan_start",), words=(Word("loan_taken_in_charge"),))

    @step(
        "L08",
        source=S.UNDER_REVIEW,
        target=S.ASSESSMENT,
        by=[Role.GRANT_OFFICER],
        label=_("Close the formal check"),
        facts={"formal_check": bool},
        guards=[
            guards.checklist_is_closed,
            guards.no_other_open_loan,
            guards.a_budget_lends,
            adverse_guards.no_notice_stands,
        ],
    )
    def formal_ok(self: Loan, act: Act) -> Effects:
        """L08: the papers are right; what was asked is reserved while it is assessed (RES)."""
        self.assessed_on = act.on
        self.position = money.position_of(self, self.product_in_force)
        return Effects(postings=money.reserve_request(self))

    @step(
        "L09",
        source=S.ASSESSMENT,
        target=S.COMMITTEE,
        by=[Role.GRANT_OFFICER],
        label=_("Propose to the committee"),
        facts={"override": Maybe(bool)},
        guards=[
            decision_guards.a_budget_is_assessed,
            decision_guards.the_household_can_bear_it,
            decision_guards.an_override_has_its_reasons,
        ],
    )
    def propose(self: Loan, act: Act) -> Effects:
        """L09: bring the loan, as its household can bear it, before the committee."""
        found = self.last_assessment
        self.proposed_cents, self.proposed_months = found.cents, found.months
        self.overridden = bool(act.get("override"))
        self.round += 1
        self.committee_on = act.on
        fire = () if found.is_proposed else (Fire(found.label, "take_effect"),)
        return Effects(fire=fire, recorded={"cents": found.cents, "assessment": found.pk})

    @step(
        "L10",
        source=S.COMMITTEE,
        target=S.ASSESSMENT,
        by=[Role.COMMITTEE],
        label=pgettext_lazy("a loan", "Send back to assessment"),
        facts={"reason": str},
    )
    def send_back(self: Loan, act: Act) -> None:
        """L10: ask for another assessment, with a reason; votes cast so far count no more."""
