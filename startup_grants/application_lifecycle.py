"""The grant's machine, first part: from the draft to the committee (lifecycles 4, G01 to G11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from lifecycle.acts import Act
from lifecycle.before import before
from lifecycle.effects import Effects, Fire, Word
from lifecycle.procedures import ending
from lifecycle.procedures.hold.guards import no_hold_stops_decisions
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from people.roles import Role
from startup_grants import application_guards as guards
from startup_grants import money, plans
from startup_grants.facts import GrantFacts
from startup_grants.standing import rankings_of
from startup_grants.states import BEFORE_GRANT
from startup_grants.states import GrantState as S

if TYPE_CHECKING:
    from startup_grants.models import Grant

APPLICANT = [Role.PARTICIPANT, Role.DELEGATE]
ASKED_IN = [S.UNDER_REVIEW, S.IN_EVALUATION, S.PRE_GRANT]


class GrantApplication(GrantFacts):
    """From the first draft to the formal check."""

    state = StateField(protected=True, choices=S.choices, default=S.DRAFT, max_length=20)

    class Meta:
        abstract = True

    @opening(
        "G01",
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=_("Open an application"),
        guards=[
            guards.the_call_takes_applications,
            guards.the_version_is_in_force,
            guards.privacy_notice_read,
        ],
    )
    def open(self: Grant, act: Act) -> None:
        """G01: begin a draft under the version of the call that is in force; it stays that one."""
        self.opened_on = act.on

    @step(
        "G02",
        source=S.DRAFT,
        target=S.SUBMITTED,
        by=APPLICANT,
        label=_("Submit"),
        guards=[
            guards.the_call_takes_applications,
            guards.every_section_is_answered,
            guards.the_budget_keeps_the_caps,
            guards.own_resources_are_declared,
            guards.aid_had_before_is_declared,
            guards.no_other_open_application,
        ],
    )
    def submit(self: Grant, act: Act) -> Effects:
        """G02: hand the application in; its plan is frozen with its fingerprint."""
        plan = plans.latest(self)
        if plan is None:
            raise LookupError("a guard has asked for the plan before")
        self.submitted_on = act.on
        self.plan_hash = plan.content_hash
        self.total_cents, self.own_cents = plan.cents, plan.own_cents
        self.premiums = list(plan.premiums)
        self.requested_cents = money.aid_for(self, plan.cents)
        return Effects(
            fire=(Fire(plan.label, "freeze"),),
            papers=("grant_receipt",),
            words=(Word("grant_submitted"),),
            recorded={"plan_hash": plan.content_hash, "cents": self.requested_cents},
        )

    @step(
        "G03",
        source=S.DRAFT,
        target=S.CANCELLED,
        by=[Role.PARTICIPANT, Role.SYSTEM],
        label=_("Cancel the draft"),
    )
    def cancel(self: Grant, act: Act) -> None:
        """G03: give up a draft; the system does it when the call closes."""
        self.ended_on = act.on

    @step(
        "G04",
        source=[*BEFORE_GRANT],
        target=S.WITHDRAWN,
        by=APPLICANT,
        label=_("Withdraw"),
    )
    def withdraw(self: Grant, act: Act) -> Effects:
        """G04: take the application back before the grant; a ranking that has it is outdated."""
        self.ended_on = act.on
        return Effects(
            postings=money.unreserve_all(self),
            fire=(
                *(Fire(ranking.label, "note_change") for ranking in rankings_of(self)),
                *ending.with_case(self),
            ),
            words=(Word("grant_withdrawn"),),
        )

    @step(
        "G05",
        source=S.SUBMITTED,
        target=S.UNDER_REVIEW,
        by=[Role.GRANT_OFFICER],
        label=_("Take in charge"),
        facts={"no_conflict": bool},
        guards=[guards.no_conflict_declared],
    )
    def take_charge(self: Grant, act: Act) -> Effects:
        """G05: an officer without conflict takes the file."""
        self.officer = act.by.label
        self.taken_on = act.on
        return Effects(papers=("grant_start",), words=(Word("grant_taken_in_charge"),))

    @step(
        "G06",
        source=ASKED_IN,
        target=S.INTEGRATION,
        by=[Role.SYSTEM],
        label=_("Ask for an integration"),
    )
    def ask_integration(self: Grant, act: Act) -> None:
        """G06: wait for what an officer has asked of the person (P-INT sent)."""

    @step(
        "G07",
        source=S.INTEGRATION,
        target=before("ask_integration", states=ASKED_IN),
        by=[Role.SYSTEM],
        label=_("Go on after the integration"),
    )
    def answer(self: Grant, act: Act) -> None:
        """G07: the person has answered, or the term has passed; back to where it was asked."""

    @step(
        "G08",
        source=S.UNDER_REVIEW,
        target=S.ADVERSE_NOTICE,
        by=[Role.SYSTEM],
        label=_("Give an adverse notice"),
    )
    def notify_adverse(self: Grant, act: Act) -> None:
        """G08: at the desk, the person has been told what stands against it (P-NEG notified)."""

    @step(
        "G09",
        source=S.ADVERSE_NOTICE,
        target=S.UNDER_REVIEW,
        by=[Role.SYSTEM],
        label=_("Go on after the adverse notice"),
    )
    def hear_observations(self: Grant, act: Act) -> None:
        """G09: the person has answered the notice, or the days for it have passed."""

    @step(
        "G10",
        source=S.UNDER_REVIEW,
        target=S.NOT_ELIGIBLE,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Refuse"),
        facts={"points": list},
        guards=[
            guards.a_missing_requirement_is_named,
            guards.at_the_desk_a_notice_goes_before,
            no_hold_stops_decisions,
        ],
    )
    def refuse(self: Grant, act: Act) -> Effects:
        """G10: end an application that lacks a requirement, which the refusal names."""
        self.ended_on = act.on
        return Effects(
            postings=money.unreserve_all(self),
            papers=("grant_refusal",),
            words=(Word("grant_refused"),),
            fire=ending.with_case(self),
        )

    @step(
        "G11",
        source=S.UNDER_REVIEW,
        target=S.IN_EVALUATION,
        by=[Role.GRANT_OFFICER, Role.APPROVER],
        eyes=Eyes.E1,
        label=_("Admit to the evaluation"),
        facts={"checklist": list},
        guards=[
            guards.every_requirement_is_confirmed,
            guards.the_budget_keeps_the_caps,
            guards.no_notice_stands,
            no_hold_stops_decisions,
        ],
    )
    def admit(self: Grant, act: Act) -> Effects:
        """G11: a second person confirms each formal requirement; the committee reads."""
        self.admitted_on = act.on
        return Effects(words=(Word("grant_admitted"),))
