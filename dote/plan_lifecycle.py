"""The priced plan's small machine: drafted by the operator, awarded as it stands, or superseded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from dote import plan_guards as guards
from dote.facts import PlanFacts
from dote.states import PlanState as S
from lifecycle.acts import Act
from lifecycle.effects import Effects, Fire
from lifecycle.state_field import StateField
from lifecycle.steps import opening, step
from people.roles import Role

if TYPE_CHECKING:
    from dote.models import PricedPlan


class PlanLifecycle(PlanFacts):
    """One version of the plan with its prices; a new one supersedes it."""

    state = StateField(protected=True, choices=S.choices, default=S.DRAFTED, max_length=20)

    class Meta:
        abstract = True

    @opening(
        "DP1",
        by=[Role.OPERATOR],
        label=_("Draft the priced plan"),
        guards=[
            guards.the_plan_is_open,
            guards.services_are_offered,
            guards.agreements_are_in_force,
        ],
    )
    def draft(self: PricedPlan, act: Act) -> Effects:
        """Write the services and prices that the signed action plan asks for."""
        older = self.dote.plans.as_system().order_by("-number").first()
        self.number = (older.number if older else 0) + 1
        self.cents = sum(row.cents for row in self.services)
        self.plan_hash = self.plan_version.content_hash
        replaced = [older] if older is not None and older.state == S.DRAFTED else []
        return Effects(
            fire=tuple(Fire(plan.label, "supersede") for plan in replaced),
            recorded={"cents": self.cents, "plan_hash": self.plan_hash},
        )

    @step("DP2", source=S.DRAFTED, target=S.AWARDED, by=[Role.SYSTEM], label=_("Take effect"))
    def take_effect(self: PricedPlan, act: Act) -> None:
        """Become the plan of the award."""

    @step("DP3", source=S.DRAFTED, target=S.SUPERSEDED, by=[Role.SYSTEM], label=_("Supersede"))
    def supersede(self: PricedPlan, act: Act) -> None:
        """Give way to a newer draft."""

    @step("DP4", source=S.AWARDED, target=S.SUPERSEDED, by=[Role.SYSTEM], label=_("Give way"))
    def give_way(self: PricedPlan, act: Act) -> None:
        """Give way to the version that a variation has put into effect."""
