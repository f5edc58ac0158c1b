"""The small machines of a loan in life: versions of its plan, and receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from lifecycle.acts import Act
from lifecycle.effects import Effects, Fire
from lifecycle.state_field import StateField
from lifecycle.steps import opening, step
from microcredit.easing_facts import ReliefFacts
from microcredit.facts import ReceiptFacts, VersionFacts
from microcredit.states import ReceiptState, ReliefState, VersionState
from people.roles import Role

if TYPE_CHECKING:
    from microcredit.models import Receipt, Relief, ScheduleVersion


TOLD_BY_A_PAPER = tuple(
    cause
    for cause in VersionFacts.Cause
    if cause not in (VersionFacts.Cause.CONTRACT, VersionFacts.Cause.DISBURSEMENT)
)
"""Changes of a plan that runs: the person gets it anew. The first plan comes with its contract."""


class VersionLifecycle(VersionFacts):
    """A plan is never changed: a new version with its cause takes its place."""

    state = StateField(
        protected=True, choices=VersionState.choices, default=VersionState.LIVE, max_length=20
    )

    class Meta:
        abstract = True

    @opening("LS1", by=[Role.SYSTEM], label=_("Draw up the plan"))
    def draw_up(self: ScheduleVersion, act: Act) -> Effects:
        """Take the place of the version before."""
        older = self.loan.live_version
        self.number = (older.number if older else 0) + 1
        self.drawn_up_on = act.on
        self.principal_cents = sum(row.principal for row in self.plan_rows)
        return Effects(
            fire=(Fire(older.label, "replace"),) if older else (),
            papers=("loan_new_plan",) if self.cause in TOLD_BY_A_PAPER else (),
            recorded={"cents": self.principal_cents, "rows": len(self.rows), "cause": self.cause},
        )

    @step(
        "LS2",
        source=VersionState.LIVE,
        target=VersionState.REPLACED,
        by=[Role.SYSTEM],
        label=_("Replace"),
    )
    def replace(self: ScheduleVersion, act: Act) -> None:
        """Give way to the next version; it stays readable."""


class ReceiptLifecycle(ReceiptFacts):
    """Money that came in; what it paid is replayed whenever something before it changes."""

    state = StateField(
        protected=True, choices=ReceiptState.choices, default=ReceiptState.RECEIVED, max_length=20
    )

    class Meta:
        abstract = True

    @opening("LR1", by=[Role.SYSTEM], label=_("Record the receipt"))
    def record(self: Receipt, act: Act) -> None:
        """Keep it as the loan's own step has booked it (RCV)."""
        self.booked_on = act.on

    @step(
        "LR2",
        source=ReceiptState.RECEIVED,
        target=ReceiptState.REVERSED,
        by=[Role.SYSTEM],
        label=_("Reverse"),
        facts={"reason": str},
    )
    def reverse(self: Receipt, act: Act) -> None:
        """Count no more: returned by the bank, or somebody else's money."""
        self.reversed_on, self.reason = act.on, act["reason"]


class ReliefLifecycle(ReliefFacts):
    """An act that eases the debt; it is replayed like a receipt, and can be taken back."""

    state = StateField(
        protected=True, choices=ReliefState.choices, default=ReliefState.GRANTED, max_length=20
    )

    class Meta:
        abstract = True

    @opening("LF1", by=[Role.SYSTEM], label=_("Record the relief"))
    def grant(self: Relief, act: Act) -> None:
        """Keep it as the loan's own step has booked it."""

    @step(
        "LF2",
        source=ReliefState.GRANTED,
        target=ReliefState.UNDONE,
        by=[Role.SYSTEM],
        label=_("Undo the relief"),
    )
    def undo(self: Relief, act: Act) -> None:
        """Count no more."""
