"""The grant's machine, third part: given, signed, begun (lifecycles 4, G18E to G22)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from lifecycle.acts import Act
from lifecycle.effects import Beginning, Effects, Word
from lifecycle.procedures import ending
from lifecycle.procedures.hold.guards import no_hold_stops_decisions
from lifecycle.steps import Eyes, step
from people.roles import Role
from programme.terms import term
from startup_grants import award_guards as guards
from startup_grants import ledger, money
from startup_grants.application_lifecycle import APPLICANT
from startup_grants.evaluation_lifecycle import GrantEvaluation
from startup_grants.states import GrantState as S

if TYPE_CHECKING:
    from startup_grants.models import Grant


class GrantAward(GrantEvaluation):
    """From the duties before the grant to its execution."""

    class Meta:
        abstract = True

    @step(
        "G18E",
        source=S.PRE_GRANT,
        target=None,
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=_("Name the enterprise"),
        facts={
            "number": str,
            "sector": str,
            "place": str,
            "founded_on": date,
            "year_end": str,
        },
        guards=[guards.the_enterprise_can_be_named],
    )
    def register_enterprise(self: Grant, act: Act) -> None:
        """Meet the first duty: the enterprise exists, with its VAT number, sector and place."""
        self.enterprise, self.sector = act["number"], act["sector"]
        self.place, self.founded_on = act["place"], act["founded_on"]
        self.year_end = act["year_end"]

    @step(
        "G18R",
        source=S.PRE_GRANT,
        target=None,
        by=[Role.GRANT_OFFICER],
        label=_("Note the code of the register"),
        facts={"cor": str},
        guards=[guards.the_enterprise_is_named, guards.the_aid_is_registered],
    )
    def note_registration(self: Grant, act: Act) -> Effects:
        """Meet a duty of the office: the register of aid has given its code (COR)."""
        self.cor = act["cor"]
        return Effects(recorded={"cor": act["cor"]})

    @step(
        "G19",
        source=S.PRE_GRANT,
        target=S.GRANTED,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E3,
        amount=money.asked_cents,
        label=_("Grant"),
        facts={"cents": int, "cor": str, "cup": str, "durc_until": date, "no_cumulation": bool},
        guards=[
            guards.the_enterprise_is_named,
            guards.the_contributions_are_in_order,
            guards.there_is_room_for_small_aid,
            guards.the_aid_is_registered,
            guards.cup_of_the_project,
            guards.no_breach_of_cumulation,
            guards.no_more_than_the_ranking_gave,
            guards.the_ranking_is_not_outdated,
            no_hold_stops_decisions,
        ],
    )
    def award(self: Grant, act: Act) -> Effects:
        """G19: commit the grant (COM), enter it in the ledger of small aid, ask for the signature.

        The room of the single undertaking is asked again under the lock of its ledger, so that
        two grants signed in the same second cannot pass its ceiling together.
        """
        self.granted_cents, self.cor, self.cup = act["cents"], act["cor"], act["cup"]
        self.proposed_by, self.awarded_by = act.proposer, act.by.label
        self.awarded_on = act.on
        self.sign_by = act.on + timedelta(days=term(self.call, "signature_days").value)
        return Effects(
            postings=money.commit_grant(self, act["cents"]),
            acts=(partial(ledger.enter, self),),
            papers=("grant_award", "grant_agreement"),
            words=(Word("grant_awarded", {"cents": act["cents"]}),),
            recorded={"cents": act["cents"], "plan_hash": self.plan_hash},
        )

    @step(
        "G20",
        source=S.GRANTED,
        target=S.SIGNED,
        by=APPLICANT,
        label=_("Sign the agreement"),
        guards=[guards.within_the_signing_term],
    )
    def sign(self: Grant, act: Act) -> Effects:
        """G20: the person signs the agreement; the tranches of the call can be asked for."""
        from startup_grants.models import Tranche

        self.signed_on = act.on
        tranches = [
            Beginning(Tranche, {"grant": self, "kind": str(kind), "number": number})
            for number, kind in enumerate(self.rules.tranches, start=1)
        ]
        return Effects(
            beginnings=tuple(tranches),
            papers=("grant_agreement_signed",),
            words=(Word("grant_signed"),),
        )

    @step(
        "G21",
        source=S.GRANTED,
        target=S.LAPSED,
        by=[Role.SYSTEM],
        label=_("Lapse, not signed"),
        guards=[guards.the_signing_term_has_passed],
    )
    def lapse_unsigned(self: Grant, act: Act) -> Effects:
        """G21: the term passed without signature; money and room for aid are free (DECOM)."""
        self.ended_on = act.on
        return Effects(
            postings=money.decommit_all(self),
            acts=(partial(ledger.cancel, self, on=act.on),),
            fire=ending.with_case(self),
            words=(Word("grant_lapsed"),),
        )

    @step(
        "G22",
        source=S.SIGNED,
        target=S.IN_EXECUTION,
        by=[Role.GRANT_OFFICER],
        eyes=Eyes.E1,
        label=_("Take note of the start"),
        facts={"started_on": date},
        guards=[guards.the_start_is_declared, guards.the_start_is_within_its_term],
    )
    def start(self: Grant, act: Act) -> Effects:
        """G22: the works have begun, as the person has declared; their time runs from then."""
        self.started_on = act["started_on"]
        self.ends_on = self.started_on + timedelta(days=self.rules.execution_days)
        return Effects(words=(Word("grant_started"),))
