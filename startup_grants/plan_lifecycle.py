"""The business plan's small machine: each saved step is a version, the last is frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from lifecycle.acts import Act
from lifecycle.effects import Effects, Fire
from lifecycle.state_field import StateField
from lifecycle.steps import opening, step
from people.roles import Role
from startup_grants import evaluation, scoring_again
from startup_grants import plan_guards as guards
from startup_grants.facts import PlanFacts
from startup_grants.states import PlanState as S

if TYPE_CHECKING:
    from startup_grants.models import BusinessPlan


class PlanLifecycle(PlanFacts):
    """One version of the plan; the next one supersedes it."""

    state = StateField(protected=True, choices=S.choices, default=S.DRAFTED, max_length=20)

    class Meta:
        abstract = True

    @opening(
        "GP1",
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=_("Save the business plan"),
        guards=[guards.the_application_is_a_draft, guards.sections_and_categories_are_the_calls],
    )
    def draft(self: BusinessPlan, act: Act) -> Effects:
        """Keep what has been written so far."""
        older = self.grant.plans.as_system().order_by("-number").first()
        self.number = (older.number if older else 0) + 1
        replaced = [older] if older is not None and older.state == S.DRAFTED else []
        return Effects(
            fire=tuple(Fire(plan.label, "supersede") for plan in replaced),
            recorded={"cents": self.cents},
        )

    @step("GP2", source=S.DRAFTED, target=S.FROZEN, by=[Role.SYSTEM], label=_("Freeze"))
    def freeze(self: BusinessPlan, act: Act) -> None:
        """Become the plan that was handed in: it is what readers score and what is awarded."""

    @step("GP4", source=S.FROZEN, target=S.SUPERSEDED, by=[Role.SYSTEM], label=_("Give way"))
    def give_way(self: BusinessPlan, act: Act) -> None:
        """Give way to a variation in effect; what was handed in stays readable."""

    @step(
        "GP5",
        source=S.DRAFTED,
        target=None,
        by=[Role.COMMITTEE],
        label=_("Score the variation again"),
        facts={"points": dict, "minutes": str},
        guards=[
            guards.it_is_a_variation_under_way,
            guards.free_of_conflicts,
            guards.the_sitting_has_its_minutes,
            guards.the_points_are_the_call_s,
        ],
    )
    def score_again(self: BusinessPlan, act: Act) -> Effects:
        """G24: the committee scores, in one sitting, a variation that touches the score."""
        self.scored_again = evaluation.plain(scoring_again.scored(self, act["points"]))
        return Effects(recorded={"score": self.scored_again})

    @step("GP3", source=S.DRAFTED, target=S.SUPERSEDED, by=[Role.SYSTEM], label=_("Supersede"))
    def supersede(self: BusinessPlan, act: Act) -> None:
        """Give way to a newer version."""
