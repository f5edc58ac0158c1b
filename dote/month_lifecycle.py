"""The month's machine: reported, checked, recognised, cleared for payment, paid."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dote import money, moving, pausing
from dote import month_guards as guards
from dote.facts import MonthFacts
from dote.recognition import Found, recognise
from dote.states import MonthState as S
from dote.withholding import withheld_from
from lifecycle.acts import Act
from lifecycle.effects import Effects, Word
from lifecycle.facts import Maybe
from lifecycle.procedures.hold.guards import no_hold_stops_payments
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from people.roles import Role

if TYPE_CHECKING:
    from dote.models import Month

DECIDERS = [Role.GRANT_OFFICER, Role.APPROVER]


class MonthLifecycle(MonthFacts):
    """What was declared and what was recognised are both kept, side by side."""

    state = StateField(protected=True, choices=S.choices, default=S.OPEN, max_length=20)

    class Meta:
        abstract = True

    @opening("DM1", by=[Role.SYSTEM], label=_("Open the month"))
    def open(self: Month, act: Act) -> None:
        """Begin when the service starts."""

    @step(
        "DM2",
        source=S.OPEN,
        target=S.REPORTED,
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=_("Report"),
        facts={
            "evidence": str,
            "days": Maybe(list),
            "expected": Maybe(int),
            "hours": Maybe(Decimal),
            "cents": Maybe(int),
        },
        guards=[
            guards.the_dote_takes_months,
            guards.the_month_is_over,
            guards.the_month_is_not_suspended,
            guards.evidence_is_of_this_month,
            guards.what_the_service_wants_is_told,
            guards.papers_of_the_rule_are_kept,
        ],
    )
    def report(self: Month, act: Act) -> Effects:
        """Declare days, hours or the sum paid, with the register, receipt or proof."""
        self.evidence = act["evidence"]
        self.declared = list(act.get("days", []))
        self.expected_days = act.get("expected")
        self.declared_hours = act.get("hours")
        self.declared_cents = act.get("cents")
        self.reported_on = act.on
        late = pausing.days_late(self, act.on)
        return Effects(recorded={"days_late": late} if late else {})

    @step(
        "DM3",
        source=[S.REPORTED, S.CHECKED],
        target=S.OPEN,
        by=[Role.GRANT_OFFICER],
        label=_("Send back"),
        facts={"reason": str},
    )
    def send_back(self: Month, act: Act) -> Effects:
        """Return the month to be completed, with a reason; what was declared stays in the trail."""
        self.reason = act["reason"]
        self.recognised_days = self.recognised_hours = self.recognised_cents = None
        return Effects(words=(Word("month_sent_back", {"month": self.number}),))

    @step(
        "DM4",
        source=S.REPORTED,
        target=S.CHECKED,
        by=[Role.GRANT_OFFICER],
        label=_("Check"),
        facts={
            "days": Maybe(int),
            "hours": Maybe(Decimal),
            "cents": Maybe(int),
            "achieved": Maybe(bool),
        },
        guards=[guards.recognised_within_declared],
    )
    def check_month(self: Month, act: Act) -> Effects:
        """Say how much of what was declared is recognised; the dated rule gives the amount."""
        told = {name: act.get(name) for name in ("days", "hours", "cents", "achieved")}
        found = recognise(self, Found(**told))
        self.recognised_days, self.recognised_hours = found.days, found.hours
        self.recognised_cents = found.cents
        self.reason = "" if found.cents == self.planned_cents else found.reason
        self.rule = found.rule
        return Effects(recorded={"cents": found.cents, "reason": found.reason})

    @step(
        "DM5",
        source=S.CHECKED,
        target=S.APPROVED,
        by=DECIDERS,
        eyes=Eyes.E1,
        label=_("Recognise"),
        guards=[guards.the_whole_month_is_recognised],
    )
    def approve(self: Month, act: Act) -> None:
        """Recognise the whole month; another person than who checked it."""
        self.decided_on = act.on

    @step(
        "DM6",
        source=S.CHECKED,
        target=S.CUT,
        by=DECIDERS,
        eyes=Eyes.E1,
        label=_("Recognise in part"),
        guards=[guards.a_part_is_recognised],
    )
    def cut(self: Month, act: Act) -> Effects:
        """Recognise a part, for the reason that the check has found."""
        self.decided_on = act.on
        return Effects(
            words=(Word("month_cut", {"month": self.number, "cents": self.recognised_cents}),)
        )

    @step(
        "DM7",
        source=S.CHECKED,
        target=S.REJECTED,
        by=DECIDERS,
        eyes=Eyes.E1,
        label=_("Do not recognise"),
        guards=[guards.nothing_is_recognised],
    )
    def reject(self: Month, act: Act) -> Effects:
        """Recognise nothing, for the reason that the check has found."""
        self.decided_on = act.on
        return Effects(words=(Word("month_rejected", {"month": self.number}),))

    @step(
        "DM8",
        source=[S.APPROVED, S.CUT],
        target=S.LIQUIDATED,
        by=[Role.FINANCE],
        label=_("Clear for payment"),
        guards=[
            guards.the_dote_takes_months,
            guards.the_payee_can_be_paid,
            no_hold_stops_payments,
        ],
    )
    def clear(self: Month, act: Act) -> Effects:
        """Make the recognised sum payable (LIQ), with all that a statement will want to know."""
        withheld = withheld_from(self, on=act.on)
        return Effects(
            postings=(money.clearance(self, withheld=withheld),),
            payables=(money.payable(self, withheld=withheld),),
            recorded={"cents": self.recognised_cents, "withheld_cents": withheld},
        )

    @step(
        "DM9",
        source=S.LIQUIDATED,
        target=S.CHECKED,
        by=[Role.FINANCE],
        label=_("Take the clearance back"),
        facts={"reason": str},
        guards=[guards.not_on_its_way_to_the_bank],
    )
    def take_back(self: Month, act: Act) -> Effects:
        """Un-recognise before payment (ULIQ): the month goes back to the officer."""
        self.decided_on = None
        return Effects(postings=(money.clearance_undone(self),), dropped_payables=(self.label,))

    @step(
        "DM10",
        source=S.LIQUIDATED,
        target=S.PAID,
        by=[Role.SYSTEM],
        label=pgettext_lazy("a month", "Paid"),
    )
    def mark_paid(self: Month, act: Act) -> Effects:
        """The bank has executed the payment; its value date is the month's."""
        self.paid_on = act.value_on or act.on
        return Effects(
            words=(Word("month_paid", {"month": self.number, "cents": self.recognised_cents}),)
        )

    @step(
        "DM11",
        source=[S.PAID, S.REISSUED],
        target=S.RETURNED,
        by=[Role.SYSTEM],
        label=_("Returned"),
    )
    def mark_returned(self: Month, act: Act) -> Effects:
        """The bank has returned the payment."""
        return Effects(words=(Word("month_returned", {"month": self.number}),))

    @step("DM12", source=S.RETURNED, target=S.REISSUED, by=[Role.SYSTEM], label=_("Paid again"))
    def mark_reissued(self: Month, act: Act) -> Effects:
        """The payment was sent again and the bank has executed it."""
        self.paid_on = act.value_on or act.on
        return Effects(words=(Word("month_paid", {"month": self.number}),))

    @step(
        "DM13",
        source=S.RETURNED,
        target=S.CHECKED,
        by=[Role.SYSTEM],
        label=_("Payment given up"),
        guards=[guards.the_dote_takes_months],
    )
    def mark_dropped(self: Month, act: Act) -> Effects:
        """Nobody could be paid: the month goes back to the officer, its sum is committed again.

        Where the dote has gone over to another partner since, the sum goes over as well.
        """
        self.decided_on = self.paid_on = None
        return Effects(postings=money.dropped_goes_over(self))

    @step(
        "DM14",
        source=S.OPEN,
        target=S.CALLED_OFF,
        by=[Role.SYSTEM],
        label=_("Call off"),
    )
    def call_off(self: Month, act: Act) -> Effects:
        """The service ended before this month began: its sum is free again (DECOM)."""
        return Effects(postings=(money.decommit_month(self),))

    @step(
        "DM15",
        source=S.OPEN,
        target=S.EXPIRED,
        by=[Role.SYSTEM],
        label=_("Not reported in time"),
        guards=[guards.the_days_for_reporting_have_passed, guards.the_month_is_not_suspended],
    )
    def expire(self: Month, act: Act) -> Effects:
        """Nobody reported the month: nothing of it is paid, unless it is opened again."""
        return Effects(words=(Word("month_expired", {"month": self.number}),))

    @step(
        "DM16",
        source=S.EXPIRED,
        target=S.OPEN,
        by=[Role.GRANT_OFFICER],
        eyes=Eyes.E1,
        label=_("Open the month again"),
        facts={"reason": str},
        guards=[guards.the_dote_takes_months, guards.not_opened_again_before],
    )
    def open_again(self: Month, act: Act) -> Effects:
        """Let the month be reported after all, once, for a reason."""
        self.reopened_on = act.on
        return Effects(words=(Word("month_open_again", {"month": self.number}),))

    @step(
        "DM17",
        source=S.OPEN,
        target=S.SKIPPED,
        by=[Role.SYSTEM],
        label=pgettext_lazy("a month", "Skip"),
        facts={"reason": str},
    )
    def skip(self: Month, act: Act) -> None:
        """Leave the month out: it lay within a suspension, or nobody will perform it."""
        self.reason = act["reason"]

    @step(
        "DM18",
        source=S.OPEN,
        target=S.SKIPPED,
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=pgettext_lazy("a month", "Pause"),
        guards=[
            pausing.the_dote_runs,
            pausing.the_month_is_not_over,
            pausing.a_pause_is_left,
        ],
    )
    def pause(self: Month, act: Act) -> Effects:
        """Leave a month out because the person asks for it; few of them, and made up at the end."""
        self.reason = pausing.PAUSE
        again = moving.made_up([self]) if moving.moves_the_end(self.dote) else ()
        return Effects(fire=again, words=(Word("month_paused", {"month": self.number}),))

    @step(
        "DM19",
        source=S.OPEN,
        target=None,
        by=[Role.SYSTEM],
        label=_("Remind"),
        guards=[
            pausing.it_is_late,
            pausing.not_reminded_before,
            guards.the_month_is_not_suspended,
        ],
    )
    def remind(self: Month, act: Act) -> Effects:
        """Tell the person, once, that the month was to be reported by now and still can be."""
        self.reminded_on = act.on
        last = guards.last_day_to_report(self).isoformat()
        return Effects(words=(Word("month_late", {"month": self.number, "due_on": last}),))
