"""The machine of a guarantee: presented, verified by two, active, warned of, released."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import FSMField

from lifecycle.acts import Act
from lifecycle.effects import Effects, Word
from lifecycle.steps import Eyes, opening, step
from people.roles import Role
from startup_grants import fideiussione_guards as guards
from startup_grants.states import FideiussioneState as S
from startup_grants.tranche_facts import FideiussioneFacts

if TYPE_CHECKING:
    from startup_grants.models import Fideiussione


class FideiussioneLifecycle(FideiussioneFacts):
    """A guarantee for an advance, from its policy to its release."""

    state = FSMField(protected=True, choices=S.choices, default=S.PRESENTED, max_length=20)

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
        return Effects(
            words=(Word("grant_guarantee_expiring", {"on": self.expires_on.isoformat()}),)
        )

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
    def extend(self: Fideiussione, act: Act) -> None:
        """Take an extension of the policy."""
        self.expires_on = act["expires_on"]

    @step(
        "GF7",
        source=[S.ACTIVE, S.EXPIRING],
        target=S.RELEASED,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=pgettext_lazy("a guarantee", "Release"),
        guards=[guards.nothing_of_the_advance_is_open],
    )
    def release(self: Fideiussione, act: Act) -> Effects:
        """Give it back: the advance is cleared by costs, or was never paid."""
        self.ended_on = act.on
        return Effects(words=(Word("grant_guarantee_released"),))
