"""P-SOS row by row: requested, approved, running, ended or past its last day (lifecycles 1)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.acts import Act
from lifecycle.effects import Announcement, Effects, Word
from lifecycle.procedures.causing import case_allows
from lifecycle.procedures.office import follows_its_case
from lifecycle.procedures.reasons import coded
from lifecycle.procedures.suspension import guards
from lifecycle.procedures.suspension.facts import SuspensionFacts
from lifecycle.procedures.suspension.states import STANDING
from lifecycle.procedures.suspension.states import SuspensionState as S
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from people.roles import PERSONAL, Role
from programme.models import Reason

if TYPE_CHECKING:
    from lifecycle.models import Suspension

ASKING = [Role.PARTICIPANT, Role.OPERATOR, Role.GRANT_OFFICER]
DAYS = {"starts_on": date, "ends_on": date}


class SuspensionLifecycle(SuspensionFacts):
    """The case stands still for some months at most, and goes on when it can."""

    CODE = "P-SOS"
    TITLE = _("Suspension")

    state = StateField(protected=True, choices=S.choices, default=S.REQUESTED, max_length=20)

    class Meta:
        abstract = True

    change_office = follows_its_case("PS08", [S.REQUESTED, S.APPROVED, *STANDING])

    @opening(
        "PS01",
        by=ASKING,
        label=_("Ask for a suspension"),
        facts={"reason": str, **DAYS},
        guards=[
            case_allows("suspension.begun"),
            guards.days_in_order,
            guards.within_the_limit,
            coded(Reason.Use.SUSPENSION, *ASKING),
        ],
    )
    def request(self: Suspension, act: Act) -> None:
        """Ask that the case stands still, for illness, a journey, work, a check of the office."""
        self.set_up(act)
        self.reason = act["reason"]
        self.starts_on, self.ends_on = act["starts_on"], act["ends_on"]
        self.by_office = act.by.role not in (*PERSONAL, Role.OPERATOR)

    @step(
        "PS02",
        source=S.REQUESTED,
        target=S.APPROVED,
        by=[Role.APPROVER],
        eyes=Eyes.E1,
        label=pgettext_lazy("a suspension", "Approve"),
        facts=DAYS,
        guards=[
            case_allows("suspension.begun"),
            guards.days_in_order,
            guards.within_the_limit,
        ],
    )
    def approve(self: Suspension, act: Act) -> Effects:
        """Say from which day to which the case stands still."""
        self.starts_on, self.ends_on = act["starts_on"], act["ends_on"]
        self.approved_on, self.due_on = act.on, self.ends_on
        return Effects(
            papers=("suspension",),
            words=(
                Word(
                    "suspension_approved",
                    {"from": self.starts_on.isoformat(), "to": self.ends_on.isoformat()},
                ),
            ),
        )

    @step(
        "PS03",
        source=S.REQUESTED,
        target=S.REFUSED,
        by=[Role.APPROVER],
        eyes=Eyes.E1,
        label=pgettext_lazy("a suspension", "Refuse"),
        guards=[guards.it_is_said_why],
    )
    def refuse(self: Suspension, act: Act) -> Effects:
        """Let the case go on as it is; the note beside says why."""
        self.ended_on = act.on
        return Effects(words=(Word("suspension_refused"),))

    @step(
        "PS04",
        source=S.APPROVED,
        target=S.RUNNING,
        by=[Role.SYSTEM],
        label=_("The suspension begins"),
        guards=[guards.the_first_day_has_come, case_allows("suspension.begun")],
    )
    def begin(self: Suspension, act: Act) -> Effects:
        """Let the case stand still from the first day."""
        told = {"starts_on": self.starts_on, "ends_on": self.ends_on}
        return Effects(
            words=(Word("suspension_begun", {"to": self.ends_on.isoformat()}),),
            announcements=(Announcement("suspension.begun", self.case_label, told),),
        )

    @step(
        "PS05",
        source=[*STANDING],
        target=S.ENDED,
        by=[Role.GRANT_OFFICER, Role.OPERATOR],
        label=pgettext_lazy("a suspension", "Go on"),
        facts={"rechecked": bool},
        guards=[guards.requirements_still_met, case_allows("suspension.ended")],
    )
    def end(self: Suspension, act: Act) -> Effects:
        """Let the case go on, after asking the requirements again; also past the last day."""
        self.resumed_on = self.ended_on = act.on
        told = {
            "starts_on": self.starts_on,
            "last_on": self.last_day(act.on),
            "days": self.days_stood(act.on),
        }
        return Effects(
            words=(Word("suspension_ended"),),
            announcements=(Announcement("suspension.ended", self.case_label, told),),
        )

    @step(
        "PS06",
        source=S.RUNNING,
        target=S.EXPIRED,
        by=[Role.SYSTEM],
        label=_("The last day passes"),
        guards=[guards.the_last_day_has_passed],
    )
    def expire(self: Suspension, act: Act) -> Effects:
        """Wait for an officer: the case goes on, or its revocation is proposed."""
        return Effects(words=(Word("suspension_expired"),))

    @step(
        "PS07",
        source=[S.REQUESTED, S.APPROVED, *STANDING],
        target=S.ENDED,
        by=[Role.SYSTEM],
        label=_("End with the case"),
    )
    def end_with_case(self: Suspension, act: Act) -> None:
        """End with a case that has ended, or whose services are over."""
        self.ended_on = act.on
