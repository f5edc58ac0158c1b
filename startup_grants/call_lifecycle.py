"""The call's machine and that of its versions: what was published does not change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from lifecycle.acts import Act
from lifecycle.effects import Effects, Fire
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from people.roles import Role
from startup_grants import call_guards as guards
from startup_grants.call_rules import fingerprint
from startup_grants.facts import GrantCallFacts, VersionFacts
from startup_grants.states import CallState as S
from startup_grants.states import VersionState as V

if TYPE_CHECKING:
    from startup_grants.models import CallVersion, GrantCall


class GrantCallLifecycle(GrantCallFacts):
    """A call from its preparation to its publication, and its corrections."""

    state = StateField(protected=True, choices=S.choices, default=S.DRAFT, max_length=20)

    class Meta:
        abstract = True

    @opening("GC1", by=[Role.GRANT_OFFICER], label=_("Prepare a call"))
    def prepare(self: GrantCall, act: Act) -> None:
        """Begin to write the rules of a call."""
        self.prepared_on = act.on

    @step(
        "GC2",
        source=S.DRAFT,
        target=S.PUBLISHED,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Publish the call"),
        facts={"wording": str},
        guards=[guards.the_version_is_the_latest_draft, guards.the_draft_names_its_act],
    )
    def publish(self: GrantCall, act: Act) -> Effects:
        """Put the rules in force by an act: from now on nobody changes them."""
        self.published_on = act.on
        return _in_force(self, act)

    @step(
        "GC3",
        source=S.PUBLISHED,
        target=None,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Correct the call"),
        facts={"wording": str},
        guards=[guards.the_version_is_the_latest_draft, guards.the_draft_names_its_act],
    )
    def correct(self: GrantCall, act: Act) -> Effects:
        """Put a new version in force by its own act; who has applied stays under the older one."""
        return _in_force(self, act)


class VersionLifecycle(VersionFacts):
    """A version of the rules: drafted, in force, superseded."""

    state = StateField(protected=True, choices=V.choices, default=V.DRAFTED, max_length=20)

    class Meta:
        abstract = True

    @opening(
        "GV1",
        by=[Role.GRANT_OFFICER],
        label=_("Write the rules"),
        guards=[guards.the_rules_can_be_read],
    )
    def write(self: CallVersion, act: Act) -> Effects:
        """Write a version; an older draft gives way to it."""
        older = self.grant_call.versions.as_system().order_by("-number").first()
        self.number = (older.number if older else 0) + 1
        self.rules_hash = fingerprint(self.rules)
        replaced = [older] if older is not None and older.state == V.DRAFTED else []
        return Effects(
            fire=tuple(Fire(version.label, "supersede") for version in replaced),
            recorded={"rules_hash": self.rules_hash},
        )

    @step("GV2", source=V.DRAFTED, target=V.IN_FORCE, by=[Role.SYSTEM], label=_("Take effect"))
    def take_effect(self: CallVersion, act: Act) -> None:
        """Become the rules under which people apply from this day."""
        self.in_force_on = act.on

    @step(
        "GV3",
        source=[V.DRAFTED, V.IN_FORCE],
        target=V.SUPERSEDED,
        by=[Role.SYSTEM],
        label=_("Supersede"),
    )
    def supersede(self: CallVersion, act: Act) -> None:
        """Give way to a newer version."""


def _in_force(call: GrantCall, act: Act) -> Effects:
    versions = call.versions.as_system()
    version = versions.get(pk=act["wording"])
    older = versions.filter(state=V.IN_FORCE).order_by("number")
    return Effects(
        fire=(
            *(Fire(each.label, "supersede") for each in older),
            Fire(version.label, "take_effect"),
        ),
        recorded={"rules_hash": version.rules_hash},
    )
