"""P-REC, first part: opened, demanded, paid, in instalments, set off (lifecycles 1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounting import payables
from accounting.models import Payable
from lifecycle.acts import Act
from lifecycle.effects import Announcement, Effects, Fire, Word
from lifecycle.facts import Maybe
from lifecycle.procedures.hold.guards import no_hold_stops_decisions
from lifecycle.procedures.recovery import guards, money, plans
from lifecycle.procedures.recovery.facts import RecoveryFacts
from lifecycle.procedures.recovery.rows import settle
from lifecycle.procedures.recovery.states import RecoveryState as S
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from people.roles import Role

if TYPE_CHECKING:
    from lifecycle.models import Recovery

NOT_ENFORCED = [S.DEMANDED, S.PARTLY, S.PLAN, S.PLAN_LOST, S.NOTICE]


class RecoveryBeginning(RecoveryFacts):
    """From the first finding to the money that comes in."""

    state = StateField(protected=True, choices=S.choices, default=S.OPENED, max_length=20)

    class Meta:
        abstract = True

    @opening(
        "RC01",
        by=[Role.FINANCE, Role.SYSTEM],
        label=_("Open a recovery"),
        guards=[guards.no_more_than_was_spent],
    )
    def open(self: Recovery, act: Act) -> None:
        """Open the file of a debt, part by part of the case; nothing is booked yet."""
        self.set_up(act)
        self.put_rows(
            [
                replace(row, category=money.category_of(self.case_label, row.part))
                for row in self.debts
            ]
        )

    @step(
        "RC02",
        source=S.OPENED,
        target=S.DEMANDED,
        by=[Role.FINANCE],
        label=_("Demand the repayment"),
        facts={"days": Maybe(int)},
        guards=[
            guards.thirty_days_or_sixty,
            guards.nothing_of_it_is_claimed,
            guards.no_more_than_was_paid,
            guards.the_legal_rate_is_known,
            no_hold_stops_decisions,
        ],
    )
    def demand(self: Recovery, act: Act) -> Effects:
        """Demand sum and legal interest (REV, REVI): from here on the books hold the debt."""
        days = act.get("days") or self.term("demand_days").value
        charged = [
            (row, money.interest_on(self.case_label, row, until=act.on)) for row in self.debts
        ]
        rows = [replace(row, interest=found.cents) for row, found in charged]
        self.put_rows(rows)
        self.demanded_on = self.interest_to = act.on
        self.due_on = act.on + timedelta(days=days)
        return Effects(
            postings=money.demanded(self, rows),
            papers=("recovery_demand",),
            words=(Word("recovery_demanded", {"cents": self.open_cents}),),
            recorded={
                "cents": self.principal_cents,
                "interest": self.interest_cents,
                "rates": sorted({s.row_id for _row, found in charged for s in found.stretches}),
            },
        )

    @step(
        "RC03",
        source=S.OPENED,
        target=S.NOT_PURSUED,
        by=[Role.FINANCE],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Do not pursue"),
        facts={"act": str},
        guards=[guards.too_small_to_pursue, guards.the_act_is_named],
    )
    def do_not_pursue(self: Recovery, act: Act) -> None:
        """Give up a debt that costs more to pursue than it brings, by an act."""
        self.act, self.ended_on = act["act"], act.on

    @step(
        "RC04",
        source=S.DEMANDED,
        target=S.PARTLY,
        by=[Role.SYSTEM],
        label=_("A part came in"),
        facts={"cents": int},
    )
    def note_part(self: Recovery, act: Act) -> None:
        """Take note of a first part."""
        self.put_rows(settle(self.debts, act["cents"]))

    @step(
        "RC05",
        source=[S.PARTLY, S.PLAN, S.PLAN_LOST, S.NOTICE, S.ENFORCED, S.SUSPENDED],
        target=None,
        by=[Role.SYSTEM],
        label=_("Money came in"),
        facts={"cents": int},
    )
    def note_payment(self: Recovery, act: Act) -> None:
        """Take note of a further part; in a plan the next instalment falls due."""
        self.put_rows(settle(self.debts, act["cents"]))
        following = self.next_instalment()
        if self.state == S.PLAN and following is not None:
            self.due_on = following.due_on

    @step(
        "RC06",
        source=[*NOT_ENFORCED, S.SUSPENDED],
        target=S.PAID,
        by=[Role.SYSTEM],
        label=_("All came in"),
        facts={"cents": int},
    )
    def note_paid(self: Recovery, act: Act) -> Effects:
        """Take note of the last of it: the debt is paid."""
        return _all_in(self, act)

    @step(
        "RC07",
        source=S.ENFORCED,
        target=S.RECOVERED,
        by=[Role.SYSTEM],
        label=_("All was collected"),
        facts={"cents": int},
    )
    def note_recovered(self: Recovery, act: Act) -> Effects:
        """Take note of the last of it, brought in by enforcement."""
        return _all_in(self, act)

    @step(
        "RC08",
        source=[S.DEMANDED, S.PARTLY, S.NOTICE],
        target=S.PLAN,
        by=[Role.FINANCE],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Agree on instalments"),
        facts={"count": int, "first_due": date},
        guards=[guards.the_instalments_are_possible],
    )
    def agree_instalments(self: Recovery, act: Act) -> Effects:
        """Let the person pay what is open in instalments, one a month (PIANO-R)."""
        self.settled_before_plan = self.received_cents
        self.instalments = plans.spread(self.open_cents, count=act["count"], first=act["first_due"])
        self.due_on = act["first_due"]
        return Effects(
            papers=("recovery_plan",),
            words=(Word("recovery_plan", {"cents": self.open_cents}),),
            recorded={"cents": self.open_cents},
        )

    @step(
        "RC09",
        source=S.PLAN,
        target=S.PLAN_LOST,
        by=[Role.SYSTEM],
        label=_("Lose the plan"),
        guards=[guards.two_instalments_are_unpaid],
    )
    def lose_plan(self: Recovery, act: Act) -> Effects:
        """End the plan after two unpaid instalments: all that is open is due at once."""
        return Effects(words=(Word("recovery_plan_lost", {"cents": self.open_cents}),))

    @step(
        "RC10",
        source=NOT_ENFORCED,
        target=None,
        by=[Role.FINANCE],
        label=_("Set off against a payment"),
        facts={"payable": str, "cents": int, "basis": str},
        guards=[guards.the_payable_can_be_set_off, guards.by_consent_or_by_law],
    )
    def set_off(self: Recovery, act: Act) -> Effects:
        """Let a payment that is due to the person settle the debt (OFF)."""
        payable, cents = Payable.objects.get(pk=act["payable"]), act["cents"]
        postings = money.set_off(self, payable, cents)
        self.put_rows(settle(self.debts, cents))
        whole = cents == payable.due_cents
        paid = Announcement("payment.executed", payable.part)
        return Effects(
            postings=postings,
            acts=(
                partial(payables.set_off, payable.pk, cents),
                *((partial(payables.mark_paid, payable.pk, on=act.on),) if whole else ()),
            ),
            announcements=(paid,) if whole else (),
            fire=(Fire(self.label, "note_set_off"),) if not self.open_cents else (),
            words=(Word("recovery_set_off", {"cents": cents}),),
            recorded={"cents": cents},
        )

    @step(
        "RC11",
        source=NOT_ENFORCED,
        target=S.OFFSET,
        by=[Role.SYSTEM],
        label=pgettext_lazy("a recovery", "All was set off"),
    )
    def note_set_off(self: Recovery, act: Act) -> None:
        """Take note that nothing is open any more."""
        self.ended_on = act.on


def _all_in(recovery: Recovery, act: Act) -> Effects:
    recovery.put_rows(settle(recovery.debts, act["cents"]))
    recovery.ended_on = act.on
    return Effects(words=(Word("recovery_paid"),))
