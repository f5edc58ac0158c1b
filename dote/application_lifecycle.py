"""The dote's machine, first part: from the application to its plan (lifecycles 2, D01 to D15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from dote import adverse_guards, guards, money
from dote.facts import DoteFacts
from dote.states import DoteState as S
from lifecycle.acts import Act
from lifecycle.effects import Effects, Word
from lifecycle.procedures import ending
from lifecycle.procedures.hold.guards import no_hold_stops_decisions
from lifecycle.procedures.reasons import coded
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from people.roles import Role
from programme.models import Reason

if TYPE_CHECKING:
    from dote.models import Dote

BEFORE_AWARD = [
    S.SUBMITTED,
    S.UNDER_REVIEW,
    S.INTEGRATION,
    S.ADVERSE_NOTICE,
    S.ELIGIBLE,
    S.WAITLISTED,
    S.PLANNING,
]


class DoteApplication(DoteFacts):
    """From the first draft to a plan being written."""

    state = StateField(protected=True, choices=S.choices, default=S.DRAFT, max_length=20)

    class Meta:
        abstract = True

    @opening(
        "D01",
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=_("Open an application"),
        guards=[guards.the_desk_is_open, guards.privacy_notice_read],
    )
    def open(self: Dote, act: Act) -> None:
        """D01: begin a draft, by the person or by the operator for them."""
        self.opened_on = act.on

    @step(
        "D02",
        source=S.DRAFT,
        target=S.SUBMITTED,
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=_("Submit"),
        guards=[
            guards.the_desk_is_open,
            guards.permit_and_referral_kept,
            guards.delegated_to_the_operator,
            guards.no_other_open_dote,
        ],
    )
    def submit(self: Dote, act: Act) -> Effects:
        """D02: hand the application in; the person gets a receipt in both languages."""
        self.submitted_on = act.on
        return Effects(papers=("dote_receipt",), words=(Word("dote_submitted"),))

    @step(
        "D03",
        source=S.DRAFT,
        target=S.CANCELLED,
        by=[Role.PARTICIPANT, Role.OPERATOR, Role.SYSTEM],
        label=_("Cancel the draft"),
    )
    def cancel(self: Dote, act: Act) -> None:
        """D03: give up a draft; the system does it after the call's days."""
        self.ended_on = act.on

    @step(
        "D04",
        source=BEFORE_AWARD,
        target=S.WITHDRAWN,
        by=[Role.PARTICIPANT],
        label=_("Withdraw"),
    )
    def withdraw(self: Dote, act: Act) -> Effects:
        """D04: take the application back before the award; what was reserved is free again."""
        self.ended_on = act.on
        return Effects(
            postings=money.unreserve_all(self),
            words=(Word("dote_withdrawn"),),
            fire=ending.with_case(self),
        )

    @step(
        "D05",
        source=S.SUBMITTED,
        target=S.UNDER_REVIEW,
        by=[Role.GRANT_OFFICER],
        label=_("Take in charge"),
        facts={"no_conflict": bool},
        guards=[guards.no_conflict_declared],
    )
    def take_charge(self: Dote, act: Act) -> Effects:
        """D05: an officer without conflict takes the file; the clock of the procedure starts."""
        self.officer = act.by.label
        self.taken_on = act.on
        return Effects(papers=("dote_start",), words=(Word("dote_taken_in_charge"),))

    @step(
        "D06",
        source=S.UNDER_REVIEW,
        target=S.INTEGRATION,
        by=[Role.SYSTEM],
        label=_("Ask for an integration"),
    )
    def ask_integration(self: Dote, act: Act) -> None:
        """D06: wait for what an officer has asked of the person (P-INT sent)."""

    @step(
        "D07",
        source=S.INTEGRATION,
        target=S.UNDER_REVIEW,
        by=[Role.SYSTEM],
        label=_("Go on after the integration"),
    )
    def answer(self: Dote, act: Act) -> None:
        """D07: the person has answered, the term has passed, or nothing is needed any more."""

    @step(
        "D08",
        source=S.UNDER_REVIEW,
        target=S.ADVERSE_NOTICE,
        by=[Role.SYSTEM],
        label=_("Give an adverse notice"),
    )
    def notify_adverse(self: Dote, act: Act) -> None:
        """D08: the person has been told what stands against the application (P-NEG notified)."""

    @step(
        "D09",
        source=S.ADVERSE_NOTICE,
        target=S.UNDER_REVIEW,
        by=[Role.SYSTEM],
        label=_("Go on after the adverse notice"),
    )
    def hear_observations(self: Dote, act: Act) -> None:
        """D09: the person has answered the notice, or the days for it have passed."""

    @step(
        "D10",
        source=S.UNDER_REVIEW,
        target=S.NOT_ELIGIBLE,
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
    def refuse(self: Dote, act: Act) -> Effects:
        """D10: refuse for the reasons of the notice, answering what the person observed."""
        self.refusal_reasons = list(act["reasons"])
        self.ended_on = act.on
        return Effects(
            papers=("dote_refusal",),
            words=(Word("dote_refused"),),
            fire=ending.with_case(self),
        )

    @step(
        "D11",
        source=S.UNDER_REVIEW,
        target=S.ELIGIBLE,
        by=[Role.GRANT_OFFICER, Role.APPROVER],
        eyes=Eyes.E1,
        label=_("Declare eligible"),
        facts={"checklist": list},
        guards=[
            guards.checklist_all_green,
            adverse_guards.no_notice_stands,
            no_hold_stops_decisions,
        ],
    )
    def declare_eligible(self: Dote, act: Act) -> Effects:
        """D11: a second person confirms each point of eligibility."""
        self.eligible_on = act.on
        return Effects(words=(Word("dote_eligible"),))

    @step(
        "D15",
        source=S.ELIGIBLE,
        target=S.PLANNING,
        by=[Role.OPERATOR],
        label=_("Start the plan"),
        guards=[
            guards.case_manager_assigned,
            guards.nobody_waits_before,
            guards.every_service_has_a_budget,
        ],
    )
    def start_plan(self: Dote, act: Act) -> Effects:
        """D15: reserve the ceiling, service by service, while the plan is written (RES)."""
        self.planned_on = act.on
        self.ceiling_cents = self.offered_cents
        return Effects(postings=money.reserve_ceiling(self))
