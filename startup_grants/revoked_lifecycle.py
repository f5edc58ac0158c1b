"""The grant's machine, fifth part: taken back, given again, transferred (G33, G35 to G41)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from lifecycle.acts import Act
from lifecycle.before import before
from lifecycle.effects import Effects, Fire, Word
from lifecycle.procedures.revocation import money as revocations
from lifecycle.procedures.revocation.reinstating import funds_are_there_again
from lifecycle.steps import Eyes, step
from people.roles import Role
from startup_grants import closing, evaluation, ledger, money
from startup_grants import moving_guards as guards
from startup_grants.moving_lifecycle import GrantMoving
from startup_grants.standing import live_rankings
from startup_grants.states import REVOCABLE
from startup_grants.states import GrantState as S

if TYPE_CHECKING:
    from startup_grants.models import Grant

TRANSFERABLE = [S.IN_EXECUTION, S.FINAL_REPORTING, S.MONITORING]


class GrantRevocable(GrantMoving):
    """What a revocation, its annulment and an appeal do to the grant; P-REV and P-RIC decide."""

    class Meta:
        abstract = True

    @step(
        "G35",
        source=[*REVOCABLE],
        target=S.REVOKED,
        by=[Role.SYSTEM],
        label=_("Revoke"),
        facts={"procedure": str},
    )
    def revoke(self: Grant, act: Act) -> Effects:
        """G35: free what is not paid (DECOM); what is paid becomes a recovery, which books it."""
        self.revoked_on = act.on
        return _revoked(self, act)

    @step(
        "G36",
        source=[*REVOCABLE],
        target=None,
        by=[Role.SYSTEM],
        label=_("Revoke a part"),
        facts={"procedure": str},
    )
    def revoke_part(self: Grant, act: Act) -> Effects:
        """G36, G33: free what is not paid of the part that was revoked; the grant goes on."""
        return _revoked(self, act)

    @step(
        "G37",
        source=S.REVOKED,
        target=before("revoke", states=[*REVOCABLE]),
        by=[Role.SYSTEM],
        label=_("Reinstate"),
        facts={"procedure": str},
        guards=[funds_are_there_again],
    )
    def reinstate(self: Grant, act: Act) -> Effects:
        """G37: go back to the state before, and undo exactly what the revocation had booked."""
        self.revoked_on = None
        return Effects(reversals=revocations.undone(self.label, act["procedure"]))

    @step(
        "G37P",
        source=[*REVOCABLE],
        target=None,
        by=[Role.SYSTEM],
        label=_("Reinstate a part"),
        facts={"procedure": str},
        guards=[funds_are_there_again],
    )
    def reinstate_part(self: Grant, act: Act) -> Effects:
        """G37: undo exactly what the revocation of a part had booked."""
        return Effects(reversals=revocations.undone(self.label, act["procedure"]))

    @step(
        "G40",
        source=[S.NOT_ELIGIBLE, S.BELOW_THRESHOLD],
        target=before("refuse", "below_threshold", states=[S.UNDER_REVIEW, S.IN_EVALUATION]),
        by=[Role.SYSTEM],
        label=_("Readmit"),
        guards=[guards.no_other_application_meanwhile, guards.the_money_can_be_set_aside],
    )
    def readmit(self: Grant, act: Act) -> Effects:
        """G40: look again, since an appeal was upheld; its money is set aside first (RES).

        The call's ranking is outdated: positions are computed anew once it is scored.
        """
        self.ended_on = self.scored_on = None
        self.score = {}
        position = money.position_of(self)
        if position is None:
            raise LookupError("a guard has asked for the budget position before")
        return Effects(
            postings=(money.reserve_cover(self, position, self.requested_cents or 0),),
            fire=(
                *(Fire(sheet.label, "set_aside") for sheet in evaluation.open_or_signed(self)),
                *(Fire(ranking.label, "note_change") for ranking in live_rankings(self)),
            ),
            words=(Word("grant_readmitted"),),
        )

    @step(
        "G41",
        source=TRANSFERABLE,
        target=None,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Transfer to another enterprise"),
        facts={
            "number": str,
            "sector": str,
            "place": str,
            "requirements": bool,
            "debts_assumed": bool,
        },
        guards=[
            guards.the_successor_can_take_over,
            guards.the_successor_has_room_for_small_aid,
            guards.the_transfer_is_kept,
            guards.guarantees_cover_the_successor,
        ],
    )
    def transfer_company(self: Grant, act: Act) -> Effects:
        """G41: another enterprise takes over grant, duties and debts (*subentro*)."""
        older, self.enterprise = self.enterprise, act["number"]
        self.sector, self.place = act["sector"], act["place"]
        return Effects(
            acts=(partial(ledger.transfer, self, on=act.on),),
            words=(Word("grant_transferred"),),
            recorded={"from": older, "to": self.enterprise},
        )


def _revoked(grant: Grant, act: Act) -> Effects:
    procedure = act["procedure"]
    debts = closing.to_recover(procedure)
    return Effects(
        postings=(*revocations.released(procedure), *closing.advance_open_again(grant, debts)),
    )
