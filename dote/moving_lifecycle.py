"""The dote's machine, third part: what side procedures move (lifecycles 2, D19 to 22, 26, 33)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from dote import amending, moving, moving_guards, transferring
from dote.active_lifecycle import DoteActive
from dote.ending import end_services
from dote.states import OPEN
from dote.states import DoteState as S
from lifecycle.acts import Act
from lifecycle.effects import Effects, Fire
from lifecycle.facts import Maybe
from lifecycle.procedures import ending
from lifecycle.procedures.transfer import money as transfers
from lifecycle.steps import step
from people.roles import Role

if TYPE_CHECKING:
    from dote.models import Dote


class DoteMoving(DoteActive):
    """What side procedures do to a dote; who decides them is theirs to say."""

    class Meta:
        abstract = True

    @step(
        "D19",
        source=S.ACTIVE,
        target=S.SUSPENDED,
        by=[Role.SYSTEM],
        label=_("Suspend"),
        facts={"starts_on": date, "ends_on": date},
    )
    def suspend(self: Dote, act: Act) -> None:
        """D19: stand still from the first day of an approved suspension (P-SOS running)."""
        self.suspended_on = act["starts_on"]

    @step(
        "D20",
        source=S.SUSPENDED,
        target=S.ACTIVE,
        by=[Role.SYSTEM],
        label=_("Go on after the suspension"),
        facts={"starts_on": date, "last_on": date, "days": int},
    )
    def resume(self: Dote, act: Act) -> Effects:
        """D20: go on; months inside are skipped and, where the call says so, made up later."""
        self.suspended_on = None
        inside = moving.months_inside(self, act["starts_on"], act["last_on"])
        made_up: tuple[Fire, ...] = ()
        if moving.moves_the_end(self):
            self.ends_on = moving.later(self, act["days"])
            made_up = moving.made_up(inside)
        return Effects(fire=(*moving.skipped(inside, "suspension"), *made_up))

    @step(
        "D21",
        source=S.ACTIVE,
        target=None,
        by=[Role.SYSTEM],
        label=_("Amend"),
        facts={"plan_version": str},
    )
    def amend(self: Dote, act: Act) -> Effects:
        """D21: take on the new version of the plan (P-VAR in effect); COM and DECOM per line."""
        amendment = amending.amendment_of(self, act["plan_version"])
        new = amendment.new
        self.awarded_cents = amending.amended_cents(amendment)
        self.ends_on = amendment.ends_on
        return Effects(
            postings=amending.postings(amendment, new),
            beginnings=tuple(line.beginning for line in new),
            fire=tuple(amending.steps(amendment)),
            papers=("dote_pact_amended",),
            recorded={"cents": self.awarded_cents, "plan_hash": amendment.plan.plan_hash},
        )

    @step(
        "D22",
        source=S.ACTIVE,
        target=None,
        by=[Role.SYSTEM],
        label=_("Extend"),
        facts={"days": int},
        guards=[moving_guards.not_past_the_operation],
    )
    def extend(self: Dote, act: Act) -> None:
        """D22: give the services more time (P-PRO granted); the money stays the same."""
        if self.ends_on is not None:
            self.ends_on += timedelta(days=act["days"])

    @step(
        "D26",
        source=[S.AWARDED, S.ACTIVE, S.SUSPENDED],
        target=S.WAIVED,
        by=[Role.SYSTEM],
        label=_("Give up"),
        facts={"performed_until": Maybe(date)},
    )
    def waive(self: Dote, act: Act) -> Effects:
        """D26: free what is not performed (DECOM); what was performed before still settles."""
        self.waived_on, self.outcome = act.on, "waived"
        last_on: date = act.get("performed_until") or self.awarded_on or act.on
        return Effects(fire=(*end_services(self, last_on=last_on), *ending.with_case(self)))

    @step(
        "D33",
        source=[*OPEN],
        target=None,
        by=[Role.SYSTEM],
        label=_("Go over to another partner"),
        facts={"partner": str},
    )
    def transfer_partner(self: Dote, act: Act) -> Effects:
        """D33: the person moved region: what is not paid goes over, in two entries for each sum.

        What was paid, and claimed, stays where it was. The person keeps one file.
        """
        partner = act["partner"]
        postings = transfers.postings(self.label, partner)
        fire = tuple(transferring.steps(self, partner))
        self.partner_id = partner
        return Effects(
            postings=postings,
            fire=fire,
            acts=(transferring.hand_over(self, partner, act),),
        )
