"""The dote's machine, second part: awarded, signed, lived (lifecycles 2, D16 to D22)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from dote import award_guards, guards, money
from dote.awarding import lines_of
from dote.states import DoteState as S
from dote.waiting_lifecycle import DoteWaiting
from lifecycle.acts import Act
from lifecycle.effects import Effects, Fire, Word
from lifecycle.facts import Maybe
from lifecycle.procedures import ending
from lifecycle.procedures.hold.guards import no_hold_stops_decisions
from lifecycle.procedures.signing import witnessed_if_not_signed_alone
from lifecycle.steps import Eyes, step
from people.roles import Role
from programme.terms import term

if TYPE_CHECKING:
    from dote.models import Dote


class DoteActive(DoteWaiting):
    """From the award through the pact to the services."""

    class Meta:
        abstract = True

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
            award_guards.outside_was_asked,
            award_guards.eligibility_rechecked,
            no_hold_stops_decisions,
        ],
    )
    def award(self: Dote, act: Act) -> Effects:
        """D16: commit each service (COM), free the rest of the ceiling (URES), draft the pact."""
        plan = self.plans.as_system().get(pk=act["plan"])
        lines = lines_of(self, plan)
        self.awarded_cents = plan.cents
        self.proposed_by, self.awarded_by = act.proposer, act.by.label
        self.awarded_on = act.on
        self.ends_on = max(row.ends_on for row in plan.services)
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
        guards=[guards.within_the_signing_term, witnessed_if_not_signed_alone],
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
        return Effects(
            postings=money.decommit_all(self),
            words=(Word("dote_lapsed"),),
            fire=ending.with_case(self),
        )
