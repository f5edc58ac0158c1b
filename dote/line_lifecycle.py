"""The service line's machine: booked with a provider, running month by month, performed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from dote import line_guards as guards
from dote import money
from dote.facts import LineFacts
from dote.months import span
from dote.states import LineState as S
from dote.states import MonthState
from lifecycle.acts import Act
from lifecycle.effects import Beginning, Effects, Fire
from lifecycle.steps import opening, step
from people.roles import Role

if TYPE_CHECKING:
    from dote.models import ServiceLine


class LineLifecycle(LineFacts):
    """A service as awarded; what is payable and paid is derived from its months."""

    state = FSMField(protected=True, choices=S.choices, default=S.PLANNED, max_length=20)

    class Meta:
        abstract = True

    @opening("DL1", by=[Role.SYSTEM], label=_("Plan the service"))
    def plan(self: ServiceLine, act: Act) -> None:
        """Begin as part of an award."""

    @step(
        "DL2",
        source=S.PLANNED,
        target=S.BOOKED,
        by=[Role.OPERATOR],
        label=_("Book"),
        guards=[guards.the_dote_is_active, guards.agreement_in_force],
    )
    def book(self: ServiceLine, act: Act) -> None:
        """Agree place and days with the provider."""

    @step(
        "DL3",
        source=S.BOOKED,
        target=S.RUNNING,
        by=[Role.OPERATOR],
        label=_("Start"),
        guards=[guards.the_dote_is_active, guards.papers_to_start_are_kept],
    )
    def start(self: ServiceLine, act: Act) -> Effects:
        """Open one month after the other, to be reported as they pass."""
        from dote.models import Month

        return Effects(
            beginnings=tuple(
                Beginning(Month, {**_month(self, number), "dote": self.dote, "line": self})
                for number in range(1, self.months_count + 1)
            )
        )

    @step(
        "DL4",
        source=S.RUNNING,
        target=S.PERFORMED,
        by=[Role.OPERATOR],
        label=_("Performed"),
        guards=[guards.every_month_is_reported],
    )
    def perform_service(self: ServiceLine, act: Act) -> None:
        """End the service: all its months were reported."""

    @step(
        "DL5",
        source=[S.PLANNED, S.BOOKED],
        target=S.NOT_PERFORMED,
        by=[Role.OPERATOR, Role.SYSTEM],
        label=_("Not performed"),
    )
    def leave_out(self: ServiceLine, act: Act) -> Effects:
        """Give up a service that never began; its commitment is free again (DECOM)."""
        return Effects(postings=money.decommit_line(self))

    @step(
        "DL6",
        source=S.RUNNING,
        target=S.INTERRUPTED,
        by=[Role.OPERATOR, Role.SYSTEM],
        label=_("Interrupt"),
        facts={"last_on": date},
        guards=[guards.it_has_begun_by_then],
    )
    def interrupt(self: ServiceLine, act: Act) -> Effects:
        """End the service before its time: months that begin after the last day are called off."""
        self.interrupted_on = act["last_on"]
        later = self.months.as_system().filter(state=MonthState.OPEN, starts_on__gt=act["last_on"])
        return Effects(
            fire=tuple(Fire(month.label, "call_off") for month in later.order_by("number"))
        )


def _month(line: ServiceLine, number: int) -> dict[str, object]:
    first, last = span(line.starts_on, number)
    return {
        "number": number,
        "starts_on": first,
        "ends_on": last,
        "planned_cents": line.monthly_cents,
    }
