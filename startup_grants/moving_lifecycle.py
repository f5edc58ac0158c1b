"""The grant's machine, fourth part: what side procedures move (lifecycles 4, G24 to G27, G34)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from lifecycle.acts import Act
from lifecycle.effects import Effects, Fire, Word
from lifecycle.facts import Maybe
from lifecycle.procedures import ending
from lifecycle.steps import step
from people.roles import Role
from programme.terms import term
from startup_grants import closing, money, varying
from startup_grants import moving_guards as guards
from startup_grants.award_lifecycle import GrantAward
from startup_grants.states import WAIVABLE, PlanState
from startup_grants.states import GrantState as S

if TYPE_CHECKING:
    from startup_grants.models import Grant


class GrantMoving(GrantAward):
    """What side procedures do to a grant; who decides them is theirs to say."""

    class Meta:
        abstract = True

    @step(
        "G24",
        source=S.IN_EXECUTION,
        target=None,
        by=[Role.SYSTEM],
        label=_("Amend"),
        facts={"plan_version": str},
    )
    def amend(self: Grant, act: Act) -> Effects:
        """G24: take on the new version of the plan (P-VAR in effect); what shrinks is DECOM."""
        plan = varying.plan_of(self, act["plan_version"])
        freed = varying.freed_cents(self, plan)
        self.total_cents, self.own_cents = plan.cents, plan.own_cents
        self.plan_hash = plan.content_hash
        older = self.plans.as_system().filter(state=PlanState.FROZEN).order_by("number")
        return Effects(
            postings=money.decommit(self, freed),
            fire=(
                *(Fire(each.label, "give_way") for each in older),
                Fire(plan.label, "freeze"),
            ),
            recorded={"cents": freed, "plan_hash": plan.content_hash},
        )

    @step(
        "G25",
        source=S.IN_EXECUTION,
        target=None,
        by=[Role.SYSTEM],
        label=_("Extend"),
        facts={"days": int},
        guards=[guards.not_past_the_operation],
    )
    def extend(self: Grant, act: Act) -> None:
        """G25: give the works more time (P-PRO granted); the money stays the same."""
        if self.ends_on is not None:
            self.ends_on += timedelta(days=act["days"])

    @step(
        "G26",
        source=S.IN_EXECUTION,
        target=S.SUSPENDED,
        by=[Role.SYSTEM],
        label=_("Suspend"),
        facts={"starts_on": date, "ends_on": date},
    )
    def suspend(self: Grant, act: Act) -> None:
        """G26: stand still from the first day of an approved suspension (P-SOS running)."""
        self.suspended_on = act["starts_on"]

    @step(
        "G27",
        source=S.SUSPENDED,
        target=S.IN_EXECUTION,
        by=[Role.SYSTEM],
        label=_("Go on after the suspension"),
        facts={"starts_on": date, "last_on": date, "days": int},
    )
    def resume(self: Grant, act: Act) -> None:
        """G27: go on; where the call says so, the works have as many more days."""
        self.suspended_on = None
        if self.ends_on is not None and term(self.call, "suspension_moves_the_end").value:
            later = min(self.ends_on + timedelta(days=act["days"]), guards.last_possible_day(self))
            self.ends_on = max(self.ends_on, later)

    @step(
        "G34",
        source=[*WAIVABLE],
        target=S.WAIVED,
        by=[Role.SYSTEM],
        label=_("Give up"),
        facts={"performed_until": Maybe(date)},
        guards=[guards.nothing_waits_for_payment, guards.nothing_is_claimed],
    )
    def waive(self: Grant, act: Act) -> Effects:
        """G34: free what is not paid (DECOM); the waiver opens a recovery of what was paid."""
        self.waived_on = act.on
        debts = closing.all_that_was_paid(self)
        return Effects(
            postings=(*money.decommit_all(self), *closing.advance_open_again(self, debts)),
            fire=ending.with_case(self),
            words=(Word("grant_waived"),),
        )
