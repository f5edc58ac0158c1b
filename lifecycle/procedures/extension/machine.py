"""P-PRO row by row: requested, granted by who may, refused, or lapsed (lifecycles 1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.acts import Act
from lifecycle.effects import Announcement, Effects, Word
from lifecycle.procedures.causing import case_allows
from lifecycle.procedures.extension import guards
from lifecycle.procedures.extension.facts import ExtensionFacts
from lifecycle.procedures.extension.states import ExtensionState as S
from lifecycle.procedures.office import follows_its_case
from lifecycle.procedures.reasons import coded
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from people.roles import Role
from programme.models import Reason

if TYPE_CHECKING:
    from lifecycle.models import Extension


def _days(_extension: Any, act: Act) -> Mapping[str, Any]:
    return {"days": act["days"]} if "days" in act.facts else {}


class ExtensionLifecycle(ExtensionFacts):
    """More days, asked for before the last one; who grants may give fewer or more."""

    CODE = "P-PRO"
    TITLE = _("Extension")

    state = StateField(protected=True, choices=S.choices, default=S.REQUESTED, max_length=20)

    class Meta:
        abstract = True

    change_office = follows_its_case("PX07", [S.REQUESTED])

    @opening(
        "PX01",
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=_("Ask for an extension"),
        facts={"days": int, "reason": str},
        guards=[
            guards.it_is_of_this_case,
            guards.asked_before_the_end,
            guards.some_days,
            coded(Reason.Use.EXTENSION, Role.PARTICIPANT, Role.OPERATOR),
            case_allows("extension.granted", told=_days),
        ],
    )
    def request(self: Extension, act: Act) -> Effects:
        """Ask for more days, with a reason; the request lapses with the term that it is about."""
        self.set_up(act)
        self.target = self.moves.label
        self.days_asked, self.reason = act["days"], act["reason"]
        self.due_on = self.moves.runs_until
        return Effects(words=(Word("extension_requested", {"days": self.days_asked}),))

    @step(
        "PX02",
        source=S.REQUESTED,
        target=S.APPROVED,
        by=[Role.GRANT_OFFICER],
        label=pgettext_lazy("an extension", "Grant"),
        facts={"days": int},
        guards=[
            guards.some_days,
            guards.an_officer_may_grant_them,
            case_allows("extension.granted", told=_days),
        ],
    )
    def approve(self: Extension, act: Act) -> Effects:
        """Grant as many days as an officer may, which can differ from those asked for."""
        return _granted(self, act)

    @step(
        "PX03",
        source=S.REQUESTED,
        target=S.APPROVED,
        by=[Role.APPROVER],
        eyes=Eyes.E1,
        label=_("Grant many days"),
        facts={"days": int},
        guards=[
            guards.some_days,
            guards.they_are_many,
            case_allows("extension.granted", told=_days),
        ],
    )
    def approve_longer(self: Extension, act: Act) -> Effects:
        """Grant more days than an officer may."""
        return _granted(self, act)

    @step(
        "PX04",
        source=S.REQUESTED,
        target=S.REFUSED,
        by=[Role.GRANT_OFFICER, Role.APPROVER],
        label=pgettext_lazy("an extension", "Refuse"),
        guards=[guards.it_is_said_why],
    )
    def refuse(self: Extension, act: Act) -> Effects:
        """Leave the term as it is; the note beside says why."""
        self.ended_on = act.on
        return Effects(words=(Word("extension_refused", {"due_on": str(self.due_on)}),))

    @step(
        "PX05",
        source=S.REQUESTED,
        target=S.LAPSED,
        by=[Role.SYSTEM],
        label=_("The request lapses"),
        guards=[guards.the_term_has_passed],
    )
    def lapse(self: Extension, act: Act) -> Effects:
        """End a request on which nobody decided before the term passed."""
        self.ended_on = act.on
        return Effects(words=(Word("extension_lapsed"),))

    @step(
        "PX06",
        source=S.REQUESTED,
        target=S.LAPSED,
        by=[Role.SYSTEM],
        label=_("End with the case"),
    )
    def end_with_case(self: Extension, act: Act) -> None:
        """End with a case that has ended."""
        self.ended_on = act.on


def _granted(extension: Extension, act: Act) -> Effects:
    """Return what more days cause: the paper, the words, the answer of what is extended."""
    extension.days_granted = act["days"]
    extension.ended_on = act.on
    return Effects(
        papers=("extension",),
        words=(Word("extension_granted", {"days": act["days"]}),),
        announcements=(Announcement("extension.granted", extension.target, {"days": act["days"]}),),
    )
