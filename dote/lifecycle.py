"""The dote's machine, row by row of its table (lifecycles 2): who, when, and what follows.

Guards are sentences in ``dote.guards``; what each step does to the books is in ``dote.money``.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from dote import award_guards, guards, money
from dote.awarding import lines_of
from dote.facts import DoteFacts
from dote.states import DoteState as S
from lifecycle.acts import Act
from lifecycle.effects import Effects, Fire, Word
from lifecycle.facts import Maybe
from lifecycle.steps import Eyes, opening, step
from people.roles import Role
from programme.terms import term

if TYPE_CHECKING:
    from dote.models import Dote

BEFORE_AWARD = [S.SUBMITTED, S.UNDER_REVIEW, S.ELIGIBLE, S.PLANNING]


class DoteLifecycle(DoteFacts):
    """From application through award and services to settlement."""

    state = FSMField(protected=True, choices=S.choices, default=S.DRAFT, max_length=20)

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
        return Effects(postings=money.unreserve_all(self), words=(Word("dote_withdrawn"),))

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
        "D11",
        source=S.UNDER_REVIEW,
        target=S.ELIGIBLE,
        by=[Role.GRANT_OFFICER, Role.APPROVER],
        eyes=Eyes.E1,
        label=_("Declare eligible"),
        facts={"checklist": list},
        guards=[guards.checklist_all_green],
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
        guards=[guards.case_manager_assigned, guards.every_service_has_a_budget],
    )
    def start_plan(self: Dote, act: Act) -> Effects:
        """D15: reserve the ceiling, service by service, while the plan is written (RES)."""
        self.planned_on = act.on
        self.ceiling_cents = self.offered_cents
        return Effects(postings=money.reserve_ceiling(self))

    @step(
        "D16",
        source=S.PLANNING,
        target=S.AWARDED,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E3,
        amount=money.planned_cents,
        label=_("Award"),
        facts={"plan": str, "rechecked": bool},
        guards=[
            award_guards.plan_is_the_latest,
            award_guards.plan_is_signed,
            award_guards.services_within_ceilings,
            award_guards.prices_in_force,
            award_guards.dates_within_eligibility,
            award_guards.cup_present,
            award_guards.not_funded_twice,
            award_guards.eligibility_rechecked,
        ],
    )
    def award(self: Dote, act: Act) -> Effects:
        """D16: commit each service (COM), free the rest of the ceiling (URES), draft the pact."""
        plan = self.plans.as_system().get(pk=act["plan"])
        lines = lines_of(self, plan)
        self.awarded_cents = plan.cents
        self.proposed_by, self.awarded_by = act.proposer, act.by.label
        self.awarded_on = act.on
        self.sign_by = act.on + timedelta(days=term(self.call, "signature_days").value)
        return Effects(
            postings=money.commit_lines(self, lines),
            beginnings=tuple(line.beginning for line in lines),
            fire=(Fire(plan.label, "take_effect"),),
            papers=("dote_award", "dote_pact"),
            words=(Word("dote_awarded", {"cents": plan.cents}),),
            recorded={"cents": plan.cents, "plan_hash": plan.plan_hash},
        )

    @step(
        "D17",
        source=S.AWARDED,
        target=S.ACTIVE,
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=_("Sign the pact"),
        facts={"means": str, "witness": Maybe(str)},
        guards=[guards.within_the_signing_term, guards.witnessed_if_not_signed_alone],
    )
    def sign(self: Dote, act: Act) -> Effects:
        """D17: the person signs the pact of the very plan that was awarded."""
        self.signed_on = act.on
        return Effects(papers=("dote_pact_signed",), words=(Word("dote_signed"),))

    @step(
        "D18",
        source=S.AWARDED,
        target=S.LAPSED,
        by=[Role.SYSTEM],
        label=_("Lapse, not signed"),
        guards=[guards.the_signing_term_has_passed],
    )
    def lapse_unsigned(self: Dote, act: Act) -> Effects:
        """D18: the term passed without signature; all that was committed is free (DECOM)."""
        self.ended_on = act.on
        return Effects(postings=money.decommit_all(self), words=(Word("dote_lapsed"),))

    @step(
        "D23",
        source=S.ACTIVE,
        target=S.COMPLETED,
        by=[Role.OPERATOR, Role.GRANT_OFFICER],
        eyes=Eyes.E1,
        label=_("Services completed"),
        facts={"outcome": str},
        guards=[guards.every_line_is_finished, guards.exit_is_told],
    )
    def complete(self: Dote, act: Act) -> None:
        """D23: every service is over, and it is known how the path ended."""
        self.completed_on = act.on
        self.outcome = act["outcome"]

    @step(
        "D30",
        source=S.COMPLETED,
        target=S.SETTLING,
        by=[Role.FINANCE],
        label=_("Start the settlement"),
        guards=[guards.every_month_is_decided],
    )
    def start_settlement(self: Dote, act: Act) -> None:
        """D30: nothing is left to recognise; what was recognised is cleared for payment."""
        self.settling_on = act.on

    @step(
        "D31",
        source=S.SETTLING,
        target=S.CLOSED,
        by=[Role.FINANCE],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Close"),
        guards=[
            guards.every_month_is_decided,
            guards.nothing_left_to_pay,
            guards.nothing_open_elsewhere,
        ],
    )
    def close(self: Dote, act: Act) -> Effects:
        """D31: what was not spent goes back to its budget line (DECOM, *economia*)."""
        self.ended_on = act.on
        return Effects(
            postings=money.decommit_all(self),
            papers=("dote_closing",),
            words=(Word("dote_closed"),),
        )
