"""P-RIN row by row: declared, taken note of, in effect, or taken back (lifecycles 1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.acts import Act
from lifecycle.effects import Announcement, Effects, Word
from lifecycle.facts import Maybe
from lifecycle.procedures.causing import case_allows
from lifecycle.procedures.office import follows_its_case
from lifecycle.procedures.reasons import coded
from lifecycle.procedures.recovery.beginning import opened
from lifecycle.procedures.recovery.facts import Origin
from lifecycle.procedures.waiver import guards
from lifecycle.procedures.waiver.facts import WaiverFacts
from lifecycle.procedures.waiver.states import RETRACTABLE
from lifecycle.procedures.waiver.states import WaiverState as S
from lifecycle.procedures.waiver.undue import undue
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from people.roles import Role
from programme.models import Reason

if TYPE_CHECKING:
    from lifecycle.models import Waiver


def _performed(waiver: Any, _act: Act) -> Mapping[str, Any]:
    return {"performed_until": waiver.performed_until}


class WaiverLifecycle(WaiverFacts):
    """Nobody gives up in a hurry or under pressure; what was performed before still counts."""

    CODE = "P-RIN"
    TITLE = _("Waiver")

    state = StateField(protected=True, choices=S.choices, default=S.DECLARED, max_length=20)

    class Meta:
        abstract = True

    change_office = follows_its_case("PW07", [*RETRACTABLE])

    @opening(
        "PW01",
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=_("Declare a waiver"),
        facts={"reason": str},
        guards=[
            case_allows("waiver.effective"),
            coded(Reason.Use.WAIVER, Role.PARTICIPANT, Role.OPERATOR),
        ],
    )
    def declare(self: Waiver, act: Act) -> Effects:
        """Declare to give up, with some days to think again."""
        self.set_up(act)
        self.reason, self.declared_on = act["reason"], act.on
        self.due_on = act.on + timedelta(days=self.term("waiver_retraction_days").value)
        return Effects(words=(Word("waiver_declared", {"due_on": self.due_on.isoformat()}),))

    @step(
        "PW02",
        source=S.DECLARED,
        target=S.DECLARED,
        by=[Role.OPERATOR],
        label=_("Record the conversation with a mediator"),
        facts={"mediator": str, "language": str},
        guards=[guards.a_mediator_was_there],
    )
    def check_free_will(self: Waiver, act: Act) -> None:
        """Record that a mediator asked the person alone whether they want it themselves."""
        self.mediator, self.mediated_in = act["mediator"], act["language"]
        self.free_will_on = act.on

    @step(
        "PW03",
        source=S.DECLARED,
        target=S.TAKEN_NOTE,
        by=[Role.GRANT_OFFICER],
        label=_("Take note"),
        facts={"performed_until": Maybe(date)},
        guards=[guards.freely_declared, guards.performed_until_a_day_that_was],
    )
    def take_note(self: Waiver, act: Act) -> None:
        """Write down until which day services were received, if any were."""
        self.noted_on = act.on
        self.performed_until = act.get("performed_until")

    @step(
        "PW04",
        source=S.TAKEN_NOTE,
        target=S.EFFECTIVE,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=pgettext_lazy("a waiver", "Put into effect"),
        guards=[
            guards.the_days_to_think_are_over,
            case_allows("waiver.effective", told=_performed),
        ],
    )
    def take_effect(self: Waiver, act: Act) -> Effects:
        """End the case by the person's will, once the days to think are over.

        What was paid in advance, for days after the last one performed, becomes a recovery.
        """
        self.ended_on = act.on
        rows = undue(self)
        told = {"performed_until": self.performed_until}
        return Effects(
            papers=("waiver",),
            words=(Word("waiver_effective"),),
            announcements=(Announcement("waiver.effective", self.case_label, told),),
            beginnings=opened(self, rows, origin=Origin.WAIVER),
            recorded={"recover": sum(row.cents for row in rows)},
        )

    @step(
        "PW05",
        source=[*RETRACTABLE],
        target=S.RETRACTED,
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=pgettext_lazy("a waiver", "Take back"),
        guards=[guards.within_the_days_to_think],
    )
    def retract(self: Waiver, act: Act) -> Effects:
        """Think again: everything stays as it was."""
        self.ended_on = act.on
        return Effects(words=(Word("waiver_retracted"),))

    @step(
        "PW06",
        source=[*RETRACTABLE],
        target=S.RETRACTED,
        by=[Role.SYSTEM],
        label=_("End with the case"),
    )
    def end_with_case(self: Waiver, act: Act) -> None:
        """End with a case that has ended otherwise."""
        self.ended_on = act.on
