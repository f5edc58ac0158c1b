"""The machine of a guarantee: presented, verified by two, active, warned of, released."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.acts import Act
from lifecycle.effects import Beginning, Effects, Word
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from people.roles import Role
from startup_grants import fideiussione_guards as guards
from startup_grants import holding
from startup_grants.fideiussione_guards import WARNINGS
from startup_grants.states import FideiussioneState as S
from startup_grants.tranche_facts import FideiussioneFacts

if TYPE_CHECKING:
    from startup_grants.models import Fideiussione


class FideiussioneLifecycle(FideiussioneFacts):
    """A guarantee for an advance, from its policy to its release."""

    state = StateField(protected=True, choices=S.choices, default=S.PRESENTED, max_length=20)

    class Meta:
        abstract = True

    @opening(
        "GF1",
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=_("Present a guarantee"),
        guards=[guards.the_policy_is_kept, guards.it_lasts_beyond_today],
    )
    def present(self: Fideiussione, act: Act) -> None:
        """Hand the policy in."""
        self.presented_on = act.on

    @step(
        "GF2",
        source=S.PRESENTED,
        target=S.VERIFIED,
        by=[Role.GRANT_OFFICER],
        label=pgettext_lazy("a guarantee", "Verify"),
        facts={"in_register": bool, "wording": bool, "authentic": bool},
        guards=[guards.every_point_is_confirmed, guards.the_issuer_has_answered],
    )
    def verify(self: Fideiussione, act: Act) -> None:
        """Confirm: issuer in the register, wording as the call wants it, authentic in writing."""

    @step(
        "GF3",
        source=[S.PRESENTED, S.VERIFIED],
        target=S.REFUSED,
        by=[Role.GRANT_OFFICER],
        label=pgettext_lazy("a guarantee", "Refuse"),
    )
    def refuse(self: Fideiussione, act: Act) -> Effects:
        """Do not take it; why is the note beside the step."""
        self.ended_on = act.on
        return Effects(words=(Word("grant_guarantee_refused"),))

    @step(
        "GF4",
        source=S.VERIFIED,
        target=S.ACTIVE,
        by=[Role.GRANT_OFFICER],
        eyes=Eyes.E1,
        label=pgettext_lazy("a guarantee", "Put in force"),
        guards=[guards.it_lasts_beyond_today],
    )
    def activate(self: Fideiussione, act: Act) -> None:
        """Take it, by a second officer: an advance can be paid against it."""

    @step(
        "GF5",
        source=S.ACTIVE,
        target=S.EXPIRING,
        by=[Role.SYSTEM],
        label=_("It expires soon"),
        guards=[guards.ninety_days_or_less_are_left],
    )
    def warn(self: Fideiussione, act: Act) -> Effects:
        """Warn: it has to be extended, or called, before it expires."""
        self.warned_days = WARNINGS[0]
        return _warned(self)

    @step(
        "GF5N",
        source=S.EXPIRING,
        target=None,
        by=[Role.SYSTEM],
        label=_("It expires sooner"),
        guards=[guards.the_next_warning_is_due, guards.payments_can_be_held],
    )
    def warn_again(self: Fideiussione, act: Act) -> Effects:
        """Warn at sixty and at thirty days; at thirty the payments of the grant are stopped."""
        self.warned_days = guards.warning_due(self, act.on)
        held = holding.held(self, on=act.on) if self.warned_days == WARNINGS[-1] else ()
        return _warned(self, beginnings=held)

    @step(
        "GF6",
        source=S.EXPIRING,
        target=S.ACTIVE,
        by=[Role.GRANT_OFFICER],
        eyes=Eyes.E1,
        label=_("Take the extension"),
        facts={"expires_on": date},
        guards=[guards.the_extension_is_kept, guards.it_expires_later_than_before],
    )
    def extend(self: Fideiussione, act: Act) -> Effects:
        """Take an extension of the policy: warnings begin anew, and payments go on."""
        self.expires_on, self.warned_days = act["expires_on"], None
        return Effects(fire=holding.lifted(self))

    @step(
        "GF7",
        source=[S.ACTIVE, S.EXPIRING],
        target=S.RELEASED,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=pgettext_lazy("a guarantee", "Release"),
        guards=[guards.nothing_of_the_advance_is_open, guards.nothing_is_to_be_recovered],
    )
    def release(self: Fideiussione, act: Act) -> Effects:
        """Give it back: the advance is cleared by costs, or was never paid."""
        self.ended_on = act.on
        return Effects(fire=holding.lifted(self), words=(Word("grant_guarantee_released"),))

    @step(
        "GF8",
        source=[S.ACTIVE, S.EXPIRING],
        target=None,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=pgettext_lazy("a guarantee", "Reduce"),
        facts={"cents": int},
        guards=[guards.it_still_covers_the_advance, guards.nothing_is_to_be_recovered],
    )
    def reduce(self: Fideiussione, act: Act) -> Effects:
        """Let it cover less: costs have cleared a part of the advance."""
        self.cents = act["cents"]
        return Effects(words=(Word("grant_guarantee_reduced", {"cents": self.cents}),))

    @step(
        "GF9",
        source=[S.ACTIVE, S.EXPIRING],
        target=S.CALLED,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=pgettext_lazy("a guarantee", "Call"),
        facts={"cents": int},
        guards=[
            guards.it_has_not_expired,
            guards.no_more_than_is_guaranteed_and_owed,
        ],
    )
    def call(self: Fideiussione, act: Act) -> Effects:
        """Ask the issuer for what is to be recovered, before the policy expires."""
        self.called_cents, self.called_on = act["cents"], act.on
        return Effects(
            fire=holding.lifted(self),
            papers=("grant_guarantee_call",),
            words=(Word("grant_guarantee_called", {"cents": act["cents"]}),),
            recorded={"cents": act["cents"]},
        )

    @step(
        "GF10",
        source=S.CALLED,
        target=S.CONTESTED,
        by=[Role.GRANT_OFFICER, Role.LEGAL],
        label=_("The issuer contests it"),
    )
    def contest(self: Fideiussione, act: Act) -> None:
        """Write down that the issuer does not pay; why is the note beside the step."""

    @step(
        "GF11",
        source=[S.CALLED, S.CONTESTED],
        target=S.COLLECTED,
        by=[Role.FINANCE],
        label=pgettext_lazy("a guarantee", "Collected"),
        facts={"receipt": str},
        guards=[guards.the_receipt_is_of_this_grant],
    )
    def collect(self: Fideiussione, act: Act) -> Effects:
        """The issuer has paid: the money is a receipt of the grant's recovery."""
        self.receipt, self.ended_on = act["receipt"], act.on
        return Effects(words=(Word("grant_guarantee_collected"),))

    @step(
        "GF12",
        source=S.CONTESTED,
        target=S.LOST,
        by=[Role.LEGAL],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=pgettext_lazy("a guarantee", "Lost"),
    )
    def lose(self: Fideiussione, act: Act) -> None:
        """Give it up: the issuer was found not to owe; the recovery goes on against the person."""
        self.ended_on = act.on


def _warned(guarantee: Fideiussione, beginnings: tuple[Beginning, ...] = ()) -> Effects:
    told = {"on": guarantee.expires_on.isoformat()}
    return Effects(words=(Word("grant_guarantee_expiring", told),), beginnings=beginnings)
