"""A receipt of a recovery: money that came in, entered once with the bank's reference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lifecycle.acts import Act
from lifecycle.effects import Effects, Fire
from lifecycle.guards import guard
from lifecycle.procedures.recovery import guards, money
from lifecycle.procedures.recovery.facts import ReceiptFacts
from lifecycle.procedures.recovery.states import ReceiptState, RecoveryState
from lifecycle.state_field import StateField
from lifecycle.steps import opening
from people.roles import Role

if TYPE_CHECKING:
    from lifecycle.models import Recovery, RecoveryReceipt

Sentences = Iterator["str | Promise"]


@guard(Role.FINANCE)
def the_money_is_awaited(receipt: RecoveryReceipt, act: Act) -> Sentences:
    """Object when nothing, or less, is awaited."""
    if not receipt.cents:
        return
    yield from guards.possible_receipt(_now(receipt), act, receipt.cents)


@guard(Role.FINANCE)
def the_bank_says_so(receipt: RecoveryReceipt, act: Act) -> Sentences:
    """Object to a receipt without reference, on a day to come, or of another case."""
    if not receipt.value_on:
        return
    if not receipt.bank_reference.strip():
        yield _("Write the reference that the bank gave.")
    if receipt.value_on > act.on:
        yield _("This day has not come yet.")
    if receipt.recovery.case_label != receipt.case_label:
        yield _("This recovery belongs to another case.")


@guard(Role.FINANCE)
def entered_once(receipt: RecoveryReceipt, act: Act) -> Sentences:
    """Object to the same receipt a second time."""
    same = type(receipt).objects.as_system().filter(bank_reference=receipt.bank_reference.strip())
    if same.filter(recovery=receipt.recovery_id).exclude(pk=receipt.pk).exists():
        yield _("This receipt was entered already: %(reference)s.") % {
            "reference": receipt.bank_reference
        }


class ReceiptLifecycle(ReceiptFacts):
    """A receipt is entered, and never changed: what was wrong is annulled with its recovery."""

    state = StateField(
        protected=True, choices=ReceiptState.choices, default=ReceiptState.ENTERED, max_length=10
    )

    class Meta:
        abstract = True

    @opening(
        "RX01",
        by=[Role.FINANCE],
        label=gettext_lazy("Enter money that came in"),
        guards=[the_money_is_awaited, the_bank_says_so, entered_once],
    )
    def enter(self: RecoveryReceipt, act: Act) -> Effects:
        """Enter what the bank received (REC), with its reference and value date."""
        recovery = _now(self)
        self.recovery = recovery
        self.bank_reference = self.bank_reference.strip()
        self.entered_on = act.on
        act.value_on = self.value_on
        return Effects(
            postings=money.collected(recovery, self.cents),
            fire=(Fire(recovery.label, _follows(recovery, self.cents), {"cents": self.cents}),),
            recorded={"cents": self.cents, "bank_reference": self.bank_reference},
        )


def _follows(recovery: Recovery, cents: int) -> str:
    """Return the step by which the recovery takes note: of a part, or of the last of it."""
    if cents == recovery.open_cents:
        enforced = recovery.state == RecoveryState.ENFORCED
        return "note_recovered" if enforced else "note_paid"
    return "note_part" if recovery.state == RecoveryState.DEMANDED else "note_payment"


def _now(receipt: RecoveryReceipt) -> Recovery:
    """Return the recovery as it is under the lock of its case, not as somebody was shown it."""
    found: Recovery = type(receipt.recovery)._base_manager.get(pk=receipt.recovery_id)
    return found
