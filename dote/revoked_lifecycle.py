"""The dote's machine, third part: taken back, and given again (lifecycles 2, D27 to D29)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from dote import revoked_guards as guards
from dote.moving_lifecycle import DoteMoving
from dote.states import DoteState as S
from lifecycle.acts import Act
from lifecycle.before import before
from lifecycle.effects import Effects, Word
from lifecycle.procedures.revocation import money as revocations
from lifecycle.procedures.revocation.reinstating import funds_are_there_again
from lifecycle.steps import step
from people.roles import Role

if TYPE_CHECKING:
    from dote.models import Dote

REVOCABLE = [S.AWARDED, S.ACTIVE, S.SUSPENDED, S.COMPLETED, S.SETTLING]


class DoteRevocable(DoteMoving):
    """What a revocation, and its annulment, do to the dote; who decides is in P-REV."""

    class Meta:
        abstract = True

    @step(
        "D27",
        source=REVOCABLE,
        target=S.REVOKED,
        by=[Role.SYSTEM],
        label=_("Revoke"),
        facts={"procedure": str},
    )
    def revoke(self: Dote, act: Act) -> Effects:
        """D27: free what is not paid (DECOM); what is paid becomes a recovery, which books it."""
        self.revoked_on = act.on
        return Effects(postings=revocations.released(act["procedure"]))

    @step(
        "D28",
        source=REVOCABLE,
        target=None,
        by=[Role.SYSTEM],
        label=_("Revoke a part"),
        facts={"procedure": str},
    )
    def revoke_part(self: Dote, act: Act) -> Effects:
        """D28: free what is not paid of the part that was revoked; the dote goes on."""
        return Effects(postings=revocations.released(act["procedure"]))

    @step(
        "D29",
        source=S.REVOKED,
        target=before("revoke", states=REVOCABLE),
        by=[Role.SYSTEM],
        label=_("Reinstate"),
        facts={"procedure": str},
        guards=[funds_are_there_again],
    )
    def reinstate(self: Dote, act: Act) -> Effects:
        """D29: go back to the state before, and undo exactly what the revocation had booked."""
        self.revoked_on = None
        return Effects(reversals=revocations.undone(self.label, act["procedure"]))

    @step(
        "D29P",
        source=REVOCABLE,
        target=None,
        by=[Role.SYSTEM],
        label=_("Reinstate a part"),
        facts={"procedure": str},
        guards=[funds_are_there_again],
    )
    def reinstate_part(self: Dote, act: Act) -> Effects:
        """D29: undo exactly what the revocation of a part had booked."""
        return Effects(reversals=revocations.undone(self.label, act["procedure"]))

    @step(
        "D35",
        source=[S.NOT_ELIGIBLE, S.LAPSED],
        target=S.UNDER_REVIEW,
        by=[Role.SYSTEM],
        label=_("Readmit"),
        guards=[guards.no_other_dote_meanwhile, guards.some_funds_are_left],
    )
    def readmit(self: Dote, act: Act) -> Effects:
        """D35: look at the application again, since an appeal was upheld."""
        self.ended_on = None
        return Effects(words=(Word("dote_readmitted"),))
