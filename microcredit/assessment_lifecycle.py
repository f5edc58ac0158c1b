"""The small machines before the contract: the household's budget, and the committee's votes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from lifecycle.acts import Act
from lifecycle.effects import Effects, Fire
from lifecycle.state_field import StateField
from lifecycle.steps import opening, step
from microcredit import assessment_guards as guards
from microcredit.adverse_guards import not_one_of_those_who_refused
from microcredit.facts import AssessmentFacts, VoteFacts
from microcredit.planning import quote
from microcredit.states import AssessmentState as S
from microcredit.states import VoteState
from people.roles import Role

if TYPE_CHECKING:
    from microcredit.models import Assessment, Vote


class AssessmentLifecycle(AssessmentFacts):
    """One assessment of what the household can bear; a new one supersedes it."""

    state = StateField(protected=True, choices=S.choices, default=S.WRITTEN, max_length=20)

    class Meta:
        abstract = True

    @opening(
        "LA1",
        by=[Role.GRANT_OFFICER],
        label=_("Write the assessment"),
        guards=[guards.the_loan_is_being_assessed, guards.within_what_was_asked],
    )
    def write(self: Assessment, act: Act) -> Effects:
        """Write the budget of a usual month and of a winter month, and what is proposed on it."""
        older = self.loan.assessments.as_system().order_by("-number").first()
        self.number = (older.number if older else 0) + 1
        self.written_on, self.written_by = act.on, act.by.label
        product = self.loan.product_in_force
        self.instalment_cents = quote(
            product, cents=self.cents, months=self.months, on=act.on
        ).largest
        replaced = [older] if older is not None and older.state != S.SUPERSEDED else []
        return Effects(
            fire=tuple(Fire(each.label, "supersede") for each in replaced),
            recorded={"cents": self.cents, "instalment": self.instalment_cents},
        )

    @step("LA2", source=S.WRITTEN, target=S.PROPOSED, by=[Role.SYSTEM], label=_("Propose"))
    def take_effect(self: Assessment, act: Act) -> None:
        """Become what the committee decides on."""

    @step(
        "LA3",
        source=[S.WRITTEN, S.PROPOSED],
        target=S.SUPERSEDED,
        by=[Role.SYSTEM],
        label=_("Supersede"),
    )
    def supersede(self: Assessment, act: Act) -> None:
        """Give way to a newer assessment."""


class VoteLifecycle(VoteFacts):
    """One member's word, in one round; it is cast once."""

    state = StateField(
        protected=True, choices=VoteState.choices, default=VoteState.CAST, max_length=20
    )

    class Meta:
        abstract = True

    @opening(
        "LV1",
        by=[Role.COMMITTEE],
        label=_("Vote"),
        guards=[
            guards.the_loan_is_before_the_committee,
            guards.not_voted_yet,
            not_one_of_those_who_refused,
        ],
    )
    def cast_vote(self: Vote, act: Act) -> Effects:
        """Say yes or no, or stay out for a conflict of interest."""
        self.round = self.loan.round
        self.member, self.cast_on = act.by.label, act.on
        return Effects(recorded={"choice": self.choice, "round": self.round})
