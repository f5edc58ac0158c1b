"""P-HOL, the payment holiday: asked, proposed with its effect, approved, running, over."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.acts import Act
from lifecycle.effects import Effects, Fire, Word
from lifecycle.procedures.hold.guards import no_hold_stops_decisions
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from microcredit import holiday_guards as guards
from microcredit import holidays
from microcredit.easing_facts import HolidayFacts
from microcredit.states import HolidayState as S
from people.roles import Role

if TYPE_CHECKING:
    from microcredit.models import Holiday

ASKING = [Role.PARTICIPANT, Role.OPERATOR, Role.TUTOR]
PROPOSING = [Role.GRANT_OFFICER, Role.TUTOR]


class HolidayLifecycle(HolidayFacts):
    """Some months without instalments, within the limits of the product (lifecycles 3, P-HOL)."""

    state = StateField(protected=True, choices=S.choices, default=S.REQUESTED, max_length=20)

    class Meta:
        abstract = True

    @opening(
        "PH01",
        by=ASKING,
        label=_("Ask for a payment holiday"),
        guards=[
            guards.the_plan_runs,
            guards.one_holiday_at_a_time,
            guards.within_the_products_limits,
            guards.it_begins_later,
        ],
    )
    def request(self: Holiday, act: Act) -> Effects:
        """Ask to pay nothing for some months: illness, no work in this season, maternity."""
        self.requested_on = act.on
        self.number = holidays.granted(self.loan).count() + 1
        return Effects(words=(Word("loan_holiday_requested"),))

    @step(
        "PH02",
        source=S.REQUESTED,
        target=S.PROPOSED,
        by=PROPOSING,
        label=pgettext_lazy("a payment holiday", "Propose"),
        guards=[guards.the_plan_runs, guards.within_the_products_limits],
    )
    def propose(self: Holiday, act: Act) -> Effects:
        """Attach what the holiday does to the plan: the largest instalment, the last day."""
        self.interest = self.loan.product_in_force.holiday_interest
        rows = holidays.simulated(self)
        self.largest_cents = max(row.due for row in rows)
        self.last_due_on = rows[-1].due_on
        return Effects(recorded={"largest": self.largest_cents})

    @step(
        "PH03",
        source=S.PROPOSED,
        target=S.APPROVED,
        by=[Role.APPROVER],
        eyes=Eyes.E1,
        label=pgettext_lazy("a payment holiday", "Approve"),
        guards=[
            guards.it_is_the_first,
            guards.within_the_products_limits,
            no_hold_stops_decisions,
        ],
    )
    def approve(self: Holiday, act: Act) -> Effects:
        """Grant the first holiday: the interest of those months is fixed from now on."""
        return _approved(self, act)

    @step(
        "PH04",
        source=S.PROPOSED,
        target=S.APPROVED,
        by=PROPOSING,
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Approve a further payment holiday"),
        guards=[
            guards.it_is_a_further_one,
            guards.within_the_products_limits,
            no_hold_stops_decisions,
        ],
    )
    def approve_further(self: Holiday, act: Act) -> Effects:
        """Grant a further holiday: one proposes it, another approves it."""
        return _approved(self, act)

    @step(
        "PH05",
        source=[S.REQUESTED, S.PROPOSED],
        target=S.REFUSED,
        by=[Role.APPROVER],
        eyes=Eyes.E1,
        label=pgettext_lazy("a payment holiday", "Refuse"),
        facts={"reason": str},
    )
    def refuse(self: Holiday, act: Act) -> Effects:
        """Let the plan run as it is."""
        self.ended_on = act.on
        return Effects(words=(Word("loan_holiday_refused"),))

    @step(
        "PH06",
        source=[S.REQUESTED, S.PROPOSED, S.APPROVED],
        target=S.WITHDRAWN,
        by=ASKING,
        label=pgettext_lazy("a payment holiday", "Take back"),
    )
    def withdraw(self: Holiday, act: Act) -> None:
        """Not need it any more."""
        self.ended_on = act.on

    @step(
        "PH07",
        source=S.APPROVED,
        target=S.RUNNING,
        by=[Role.SYSTEM],
        label=_("The payment holiday begins"),
        guards=[guards.its_day_has_come, guards.the_plan_runs],
    )
    def begin(self: Holiday, act: Act) -> Effects:
        """Let the plan stand still from its first day: the loan follows (L27)."""
        live = self.loan.live_version
        self.begun_on, self.base_number = act.on, live.number if live else None
        return Effects(fire=(Fire(self.loan.label, "start_holiday", {"holiday": self.label}),))

    @step(
        "PH08",
        source=S.RUNNING,
        target=S.ENDED,
        by=[Role.SYSTEM],
        label=_("The payment holiday is over"),
        guards=[guards.its_months_are_over],
    )
    def end(self: Holiday, act: Act) -> Effects:
        """Let the plan run again (L28)."""
        return _over(self, act, self.months)

    @step(
        "PH09",
        source=S.RUNNING,
        target=S.ENDED,
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=_("End the payment holiday early"),
    )
    def end_early(self: Holiday, act: Act) -> Effects:
        """Pay again before the time: the months that are left are not skipped (L28)."""
        return _over(self, act, holidays.months_begun(self, on=act.on))

    @step(
        "PH10",
        source=[S.REQUESTED, S.PROPOSED, S.APPROVED, S.RUNNING],
        target=S.ENDED,
        by=[Role.SYSTEM],
        label=_("End with the loan"),
    )
    def end_with_loan(self: Holiday, act: Act) -> None:
        """End because nothing is left that could stand still."""
        self.ended_on = act.on


def _approved(holiday: Holiday, act: Act) -> Effects:
    holiday.approved_on = act.on
    told = {"from": holiday.starts_on.isoformat(), "months": holiday.months}
    return Effects(
        papers=("loan_holiday",),
        words=(Word("loan_holiday_approved", told),),
        recorded={"months": holiday.months},
    )


def _over(holiday: Holiday, act: Act, months: int) -> Effects:
    holiday.ended_on, holiday.months_used = act.on, months
    facts: dict[str, str | date] = {"holiday": holiday.label}
    return Effects(fire=(Fire(holiday.loan.label, "end_holiday", facts),))
