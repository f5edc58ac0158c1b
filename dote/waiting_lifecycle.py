"""The dote's machine before the award: the waiting list, and who cannot be reached."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from dote import ending_guards, money, waiting_guards
from dote.application_lifecycle import BEFORE_AWARD, DoteApplication
from dote.ending import DEATH
from dote.states import DoteState as S
from lifecycle.acts import Act
from lifecycle.effects import Effects, Word
from lifecycle.facts import Maybe
from lifecycle.procedures import ending
from lifecycle.steps import Eyes, step
from people.roles import Role
from programme.terms import term

if TYPE_CHECKING:
    from dote.models import Dote


class DoteWaiting(DoteApplication):
    """Waiting for money, called up in order, confirmed; or lapsed before any award."""

    class Meta:
        abstract = True

    @step(
        "D24P",
        source=[*BEFORE_AWARD, S.AWARDED],
        target=S.LAPSED,
        by=[Role.GRANT_OFFICER],
        eyes=Eyes.E1,
        label=_("Lapse: the person has died"),
        guards=[ending_guards.the_death_is_certified],
    )
    def lapse_for_death(self: Dote, act: Act) -> Effects:
        """D24: the person has died before the pact was signed; all money is free again."""
        self.ended_on, self.outcome = act.on, DEATH
        return Effects(
            postings=(*money.unreserve_all(self), *money.decommit_all(self)),
            fire=ending.with_case(self),
        )

    @step(
        "D34",
        source=[S.ELIGIBLE, S.PLANNING],
        target=S.LAPSED,
        by=[Role.GRANT_OFFICER],
        eyes=Eyes.E1,
        label=_("Lapse: nobody can reach the person"),
        facts={"attempts": list, "operator_heard": bool},
        guards=[
            ending_guards.nobody_could_reach_the_person,
            ending_guards.the_operator_was_heard,
        ],
    )
    def lapse_unreachable(self: Dote, act: Act) -> Effects:
        """D34: attempts by several means over the call's days found nobody (URES)."""
        self.ended_on = act.on
        return Effects(
            postings=money.unreserve_all(self),
            words=(Word("dote_lapsed_unreachable"),),
            fire=ending.with_case(self),
        )

    @step(
        "D12",
        source=S.ELIGIBLE,
        target=S.WAITLISTED,
        by=[Role.GRANT_OFFICER],
        label=_("Put on the waiting list"),
        guards=[waiting_guards.money_is_short],
    )
    def queue(self: Dote, act: Act) -> Effects:
        """D12: no money is left for a whole dote: the person waits, in the published order."""
        self.queued_on = act.on
        return Effects(words=(Word("dote_queued"),))

    @step(
        "D13",
        source=S.WAITLISTED,
        target=None,
        by=[Role.GRANT_OFFICER],
        eyes=Eyes.E1,
        label=_("Call up"),
        facts={"reason": Maybe(str)},
        guards=[
            waiting_guards.called_up_once,
            waiting_guards.money_is_there,
            waiting_guards.nobody_waits_before,
        ],
    )
    def call_up(self: Dote, act: Act) -> Effects:
        """D13: it is the person's turn; they have the call's days to confirm what they told."""
        self.called_on = act.on
        days = term(self.call, "reconfirmation_days").value
        self.confirm_by = act.on + timedelta(days=days)
        return Effects(words=(Word("dote_called_up", {"due_on": self.confirm_by.isoformat()}),))

    @step(
        "D13C",
        source=S.WAITLISTED,
        target=S.ELIGIBLE,
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=_("Confirm"),
        facts={"unchanged": bool},
        guards=[waiting_guards.it_is_their_turn, waiting_guards.the_data_still_hold],
    )
    def confirm(self: Dote, act: Act) -> Effects:
        """D13: the person still wants the support, and what they told still holds."""
        self.confirmed_on = act.on
        return Effects(words=(Word("dote_confirmed"),))

    @step(
        "D14",
        source=S.WAITLISTED,
        target=S.LAPSED,
        by=[Role.SYSTEM],
        label=_("Lapse, not confirmed"),
        guards=[waiting_guards.nobody_has_confirmed],
    )
    def lapse_unconfirmed(self: Dote, act: Act) -> Effects:
        """D14: nobody has confirmed in time: the place goes to who comes next."""
        self.ended_on = act.on
        return Effects(words=(Word("dote_lapsed_unconfirmed"),))
