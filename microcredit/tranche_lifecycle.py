"""The tranche's machine: planned, cleared, paid; what the bank says moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.acts import Act
from lifecycle.effects import Effects, Fire, Word
from lifecycle.state_field import StateField
from lifecycle.steps import opening, step
from microcredit import versions
from microcredit.facts import TrancheFacts, VersionFacts
from microcredit.states import TrancheState as S
from people.roles import Role

if TYPE_CHECKING:
    from microcredit.models import Tranche


class TrancheLifecycle(TrancheFacts):
    """The bank's value date is the borrower's day: the plan is drawn up anew from it."""

    state = StateField(protected=True, choices=S.choices, default=S.PLANNED, max_length=20)

    class Meta:
        abstract = True

    @opening("LT1", by=[Role.SYSTEM], label=_("Plan the tranche"))
    def plan_tranche(self: Tranche, act: Act) -> None:
        """Begin with the contract."""

    @step(
        "LT2",
        source=S.PLANNED,
        target=S.LIQUIDATED,
        by=[Role.SYSTEM],
        label=_("Clear for payment"),
    )
    def clear(self: Tranche, act: Act) -> None:
        """Be cleared: the loan's own step has booked it (LIQ)."""

    @step(
        "LT3",
        source=S.LIQUIDATED,
        target=S.PAID,
        by=[Role.SYSTEM],
        label=pgettext_lazy("a tranche", "Paid"),
    )
    def mark_paid(self: Tranche, act: Act) -> Effects:
        """The bank has paid: the plan counts from the value date, and the next step follows."""
        return _held(self, act)

    @step(
        "LT4",
        source=[S.PAID, S.REISSUED],
        target=S.RETURNED,
        by=[Role.SYSTEM],
        label=_("Returned"),
    )
    def mark_returned(self: Tranche, act: Act) -> Effects:
        """The bank has returned the payment."""
        return Effects(words=(Word("loan_payment_returned", {"cents": self.cents}),))

    @step("LT5", source=S.RETURNED, target=S.REISSUED, by=[Role.SYSTEM], label=_("Paid again"))
    def mark_reissued(self: Tranche, act: Act) -> Effects:
        """The payment was sent again and executed: the plan counts from the new day."""
        return _held(self, act)

    @step("LT6", source=S.RETURNED, target=S.PLANNED, by=[Role.SYSTEM], label=_("Given up"))
    def mark_dropped(self: Tranche, act: Act) -> None:
        """Nobody could be paid: the sum is committed again."""
        self.paid_on = None

    @step("LT7", source=S.PLANNED, target=S.RENOUNCED, by=[Role.SYSTEM], label=_("Renounce"))
    def renounce(self: Tranche, act: Act) -> None:
        """Nobody wants it any more."""


def _held(tranche: Tranche, act: Act) -> Effects:
    """Return what follows when the borrower holds the money: a plan counted from that day."""
    tranche.paid_on = act.value_on or act.on
    version = versions.drawn_up(
        tranche.loan,
        payouts=versions.payouts(tranche.loan, paid=tranche),
        on=act.on,
        cause=VersionFacts.Cause.DISBURSEMENT,
    )
    left = tranche.loan.tranches.as_system().filter(state__in=[S.PLANNED, S.LIQUIDATED])
    last = not left.exclude(pk=tranche.pk).exists() and tranche.loan.is_disbursing
    return Effects(
        beginnings=(version,),
        fire=(Fire(tranche.loan.label, "fully_drawn"),) if last else (),
        words=(Word("loan_paid_out", {"cents": tranche.cents}),),
    )
