"""The service line's machine: booked with a provider, running month by month, performed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from dote import line_guards as guards
from dote import money
from dote.facts import LineFacts
from dote.months import span
from dote.states import LineState as S
from dote.states import MonthState
from lifecycle.acts import Act
from lifecycle.effects import Beginning, Effects, Fire
from lifecycle.state_field import StateField
from lifecycle.steps import opening, step
from people.roles import Role

if TYPE_CHECKING:
    from dote.models import ServiceLine


class LineLifecycle(LineFacts):
    """A service as awarded; what is payable and paid is derived from its months."""

    state = StateField(protected=True, choices=S.choices, default=S.PLANNED, max_length=20)

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
        numbers = range(1, self.months_count + 1)
        return Effects(beginnings=tuple(_opened(self, number) for number in numbers))

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

    @step(
        "DL7",
        source=S.RUNNING,
        target=None,
        by=[Role.SYSTEM],
        label=_("Make up for skipped months"),
        facts={"months": int},
    )
    def make_up(self: ServiceLine, act: Act) -> Effects:
        """Add a month at the end for each one skipped, as far as the dote's end allows."""
        last = self.months.as_system().order_by("-number").first()
        first = last.number + 1 if last is not None else 1
        added = [number for number in range(first, first + act["months"]) if _fits(self, number)]
        if added:
            self.ends_on = span(self.starts_on, added[-1])[1]
        return Effects(beginnings=tuple(_opened(self, number) for number in added))

    @step(
        "DL8",
        source=[S.PLANNED, S.BOOKED],
        target=None,
        by=[Role.OPERATOR],
        label=_("Begin later"),
        facts={"starts_on": date},
        guards=[guards.the_dote_is_active, guards.ends_with_the_dote],
    )
    def postpone(self: ServiceLine, act: Act) -> None:
        """Move the service to another first day, within the dote's end."""
        self.starts_on = act["starts_on"]
        self.ends_on = span(self.starts_on, self.months_count)[1]

    @step(
        "DL10",
        source=[*S],
        target=None,
        by=[Role.SYSTEM],
        label=_("Pay from another budget"),
        facts={"position": str},
    )
    def change_position(self: ServiceLine, act: Act) -> None:
        """Be paid, from now on, by the partner to which the dote went over (D33)."""
        self.position_id = act["position"]

    @step(
        "DL9",
        source=[S.PLANNED, S.BOOKED, S.RUNNING],
        target=None,
        by=[Role.SYSTEM],
        label=_("Vary"),
        facts={"months": int, "monthly_cents": int, "starts_on": date, "agreement": str},
    )
    def vary(self: ServiceLine, act: Act) -> Effects:
        """Take on what a variation gives: other months, and before it runs other terms too."""
        effects = _varied_months(self, act["months"]) if self.state == S.RUNNING else Effects()
        self.months_count, self.monthly_cents = act["months"], act["monthly_cents"]
        self.awarded_cents = self.months_count * self.monthly_cents
        self.starts_on, self.agreement_id = act["starts_on"], act["agreement"]
        last = max(self.months_count, *(each.fields["number"] for each in effects.beginnings), 1)
        self.ends_on = span(self.starts_on, last)[1]
        return effects


def _varied_months(line: ServiceLine, months: int) -> Effects:
    """Return the months that a running line adds at its end, or calls off from its end."""
    every = line.months.as_system().order_by("number")
    live = [
        month for month in every if month.state not in (MonthState.SKIPPED, MonthState.CALLED_OFF)
    ]
    if months > len(live):
        first = max(month.number for month in every) + 1
        numbers = range(first, first + months - len(live))
        return Effects(beginnings=tuple(_opened(line, number) for number in numbers))
    off = [month for month in live if month.state == MonthState.OPEN][::-1][: len(live) - months]
    return Effects(fire=tuple(Fire(month.label, "call_off") for month in off))


def _fits(line: ServiceLine, number: int) -> bool:
    end = line.dote.ends_on
    return end is None or span(line.starts_on, number)[1] <= end


def _opened(line: ServiceLine, number: int) -> Beginning:
    from dote.models import Month

    return Beginning(Month, {**_month(line, number), "dote": line.dote, "line": line})


def _month(line: ServiceLine, number: int) -> dict[str, object]:
    first, last = span(line.starts_on, number)
    return {
        "number": number,
        "starts_on": first,
        "ends_on": last,
        "planned_cents": line.monthly_cents,
    }
