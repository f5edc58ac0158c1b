"""P-RES, the rescheduling: asked, simulated in variants, chosen, approved, signed, in effect."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.acts import Act
from lifecycle.effects import Effects, Fire, Word
from lifecycle.facts import Maybe
from lifecycle.procedures.hold.guards import no_hold_stops_decisions
from lifecycle.procedures.signing import witnessed_if_not_signed_alone
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from microcredit import rescheduling
from microcredit import rescheduling_guards as guards
from microcredit.easing_facts import ReschedulingFacts
from microcredit.states import ReschedulingState as S
from people.roles import Role
from programme.terms import term

if TYPE_CHECKING:
    from microcredit.models import Rescheduling

ASKING = [Role.PARTICIPANT, Role.OPERATOR, Role.TUTOR]


def _outstanding(row: Rescheduling, _act: Act) -> int:
    return row.loan.outstanding_cents


class ReschedulingLifecycle(ReschedulingFacts):
    """A plan that can be kept takes the place of one that cannot (lifecycles 3, P-RES)."""

    state = StateField(protected=True, choices=S.choices, default=S.REQUESTED, max_length=20)

    class Meta:
        abstract = True

    @opening(
        "PR01",
        by=ASKING,
        label=_("Ask for a new plan"),
        guards=[guards.the_plan_runs, guards.one_at_a_time],
    )
    def request(self: Rescheduling, act: Act) -> Effects:
        """Ask for a plan that can be kept."""
        self.requested_on = act.on
        self.number = self.loan.reschedulings.as_system().count() + 1
        return Effects(words=(Word("loan_rescheduling_requested"),))

    @step(
        "PR02",
        source=[S.REQUESTED, S.IN_REVIEW],
        target=S.IN_REVIEW,
        by=[Role.GRANT_OFFICER],
        label=_("Write the household's budget"),
        facts={"income_cents": int, "winter_income_cents": int, "spent_cents": int},
        guards=[guards.a_budget_is_not_negative],
    )
    def examine(self: Rescheduling, act: Act) -> None:
        """Write what the household earns and spends now, in a usual and in a winter month."""
        self.income_cents = act["income_cents"]
        self.winter_income_cents, self.spent_cents = act["winter_income_cents"], act["spent_cents"]
        self.chosen, self.overridden = None, False

    @step(
        "PR03",
        source=S.IN_REVIEW,
        target=None,
        by=[Role.GRANT_OFFICER],
        label=_("Simulate a variant"),
        facts={"months": int, "first_due": date, "arrears": str, "weights": Maybe(list)},
        guards=[guards.the_variant_is_possible, guards.within_the_longest_term],
    )
    def simulate(self: Rescheduling, act: Act) -> Effects:
        """Reckon a variant as of today and keep it with the decision."""
        found = rescheduling.variant(self.loan, rescheduling.wish_of(act.facts), on=act.on)
        self.variants = [*self.variants, found]
        return Effects(recorded={"largest": found["largest"], "months": found["months"]})

    @step(
        "PR04",
        source=S.IN_REVIEW,
        target=None,
        by=[Role.GRANT_OFFICER],
        label=_("Choose a variant"),
        facts={"variant": int, "effective_on": date, "override": Maybe(bool)},
        guards=[
            guards.two_variants_at_least,
            guards.the_variant_exists,
            guards.it_takes_effect_later,
            guards.the_household_can_bear_it,
            guards.an_override_has_its_reasons,
        ],
    )
    def choose(self: Rescheduling, act: Act) -> None:
        """Say which of the variants is proposed, and from which day."""
        self.chosen, self.effective_on = act["variant"], act["effective_on"]
        self.overridden = bool(act.get("override"))

    @step(
        "PR05",
        source=S.IN_REVIEW,
        target=S.APPROVED,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E3,
        amount=_outstanding,
        label=pgettext_lazy("a rescheduling", "Approve"),
        guards=[
            guards.a_variant_is_chosen,
            guards.no_receipt_lies_ahead,
            no_hold_stops_decisions,
        ],
    )
    def approve(self: Rescheduling, act: Act) -> Effects:
        """Approve the chosen variant: the person has the call's days to sign."""
        self.approved_on = act.on
        days = term(self.loan.call, "rescheduling_days").value
        self.sign_by = act.on + timedelta(days=days)
        return Effects(
            papers=("loan_rescheduling",),
            words=(Word("loan_rescheduling_approved", {"due_on": self.sign_by.isoformat()}),),
            recorded={"variant": self.chosen},
        )

    @step(
        "PR06",
        source=S.APPROVED,
        target=S.SIGNED,
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=_("Sign the new plan"),
        facts={"means": str, "witness": Maybe(str)},
        guards=[guards.within_the_days_for_signing, witnessed_if_not_signed_alone],
    )
    def sign(self: Rescheduling, act: Act) -> Effects:
        """Agree to the new plan."""
        self.signed_on = act.on
        return Effects(words=(Word("loan_rescheduling_signed"),))

    @step(
        "PR07",
        source=S.SIGNED,
        target=S.EFFECTIVE,
        by=[Role.SYSTEM],
        label=_("The new plan takes effect"),
        guards=[guards.its_day_has_come, guards.the_plan_runs, guards.no_receipt_lies_ahead],
    )
    def take_effect(self: Rescheduling, act: Act) -> Effects:
        """Put the new plan in the place of the old one (L29)."""
        self.ended_on = act.on
        return Effects(fire=(Fire(self.loan.label, "reschedule", {"rescheduling": self.label}),))

    @step(
        "PR08",
        source=[S.REQUESTED, S.IN_REVIEW],
        target=S.REJECTED,
        by=[Role.APPROVER],
        eyes=Eyes.E1,
        label=pgettext_lazy("a rescheduling", "Reject"),
        facts={"reason": str},
    )
    def reject(self: Rescheduling, act: Act) -> Effects:
        """Leave the plan as it is."""
        self.ended_on = act.on
        return Effects(words=(Word("loan_rescheduling_rejected"),))

    @step(
        "PR09",
        source=[S.REQUESTED, S.IN_REVIEW, S.APPROVED],
        target=S.WITHDRAWN,
        by=ASKING,
        label=pgettext_lazy("a rescheduling", "Take back"),
    )
    def withdraw(self: Rescheduling, act: Act) -> None:
        """Not need it any more."""
        self.ended_on = act.on

    @step(
        "PR10",
        source=S.APPROVED,
        target=S.EXPIRED,
        by=[Role.SYSTEM],
        label=_("Not signed in time"),
        guards=[guards.the_days_for_signing_are_over],
    )
    def expire(self: Rescheduling, act: Act) -> Effects:
        """Fall, since nobody has signed: the plan stays as it was."""
        self.ended_on = act.on
        return Effects(words=(Word("loan_rescheduling_expired"),))

    @step(
        "PR11",
        source=[S.REQUESTED, S.IN_REVIEW, S.APPROVED, S.SIGNED],
        target=S.WITHDRAWN,
        by=[Role.SYSTEM],
        label=_("End with the loan"),
    )
    def end_with_loan(self: Rescheduling, act: Act) -> None:
        """End because nothing is left to be rescheduled."""
        self.ended_on = act.on
