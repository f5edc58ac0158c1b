"""The payment of withholdings (*versamento delle ritenute*): three people, as for a batch.

It books WHT for each case and part, when the receipt of the tax form is there (decisions,
"Books": PAY moves the net, WHT the withheld part).
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounting import payables
from lifecycle.acts import Act
from lifecycle.effects import Effects
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from people.roles import Role
from treasury import batch_guards as hands
from treasury import remittance_guards as guards
from treasury.remittance_facts import RemittanceFacts
from treasury.states import RemittanceState as S
from treasury.withheld import due, fingerprint, paid_over

if TYPE_CHECKING:
    from treasury.models import Remittance

BEFORE_PAYMENT = [S.DRAFT, S.SUBMITTED, S.APPROVED]


class RemittanceLifecycle(RemittanceFacts):
    """From what a month has withheld to the receipt of its payment."""

    state = StateField(protected=True, choices=S.choices, default=S.DRAFT, max_length=12)

    class Meta:
        abstract = True

    @opening(
        "W01",
        by=[Role.FINANCE],
        label=_("Pay withholdings over"),
        guards=[
            guards.the_mandate_reaches_all_partners,
            guards.the_month_is_over,
            guards.something_was_withheld,
        ],
    )
    def open(self: Remittance, act: Act) -> None:
        """Begin the payment of what was withheld in a month."""
        self.prepared_by = act.by.label
        self.opened_on = act.on

    @step(
        "W02",
        source=S.DRAFT,
        target=S.SUBMITTED,
        by=[Role.FINANCE],
        label=_("Submit for approval"),
        guards=[guards.the_mandate_reaches_all_partners, guards.something_was_withheld],
    )
    def submit(self: Remittance, act: Act) -> Effects:
        """Fix what is paid over: each payable, and their sum."""
        found = due(self)
        self.payables = [payable.id for payable in found]
        self.cents = sum(payable.withheld_cents for payable in found)
        self.payables_hash = fingerprint(found)
        self.prepared_by = act.by.label
        self.submitted_on = act.on
        return Effects(recorded={"cents": self.cents, "hash": self.payables_hash})

    @step(
        "W03",
        source=S.SUBMITTED,
        target=S.APPROVED,
        by=[Role.FINANCE],
        eyes=Eyes.E1,
        label=_("Approve"),
        guards=[
            guards.the_mandate_reaches_all_partners,
            hands.prepared_by_others,
            guards.decided_by_others,
            guards.as_it_was_submitted,
        ],
    )
    def approve(self: Remittance, act: Act) -> Effects:
        """Approve as a second person, who neither prepared it nor decided in its cases."""
        self.approved_by = act.by.label
        self.approved_on = act.on
        return Effects(recorded={"cents": self.cents, "hash": self.payables_hash})

    @step(
        "W04",
        source=[S.SUBMITTED, S.APPROVED],
        target=S.DRAFT,
        by=[Role.FINANCE, Role.TREASURY],
        label=_("Send back"),
        facts={"reason": str},
    )
    def send_back(self: Remittance, act: Act) -> Effects:
        """Return it to be changed; it is submitted and approved anew."""
        self.payables, self.payables_hash, self.approved_by = [], "", ""
        self.cents = self.submitted_on = self.approved_on = None
        return Effects(recorded={"reason": act["reason"]})

    @step(
        "W05",
        source=S.APPROVED,
        target=S.PAID,
        by=[Role.TREASURY],
        eyes=Eyes.E1,
        label=_("Enter the receipt"),
        facts={"bank_reference": str, "value_date": date},
        guards=[
            guards.the_mandate_reaches_all_partners,
            hands.prepared_by_others,
            hands.approved_by_another,
            guards.decided_by_others,
            guards.as_it_was_submitted,
            guards.the_receipt_says_so,
        ],
    )
    def pay_over(self: Remittance, act: Act) -> Effects:
        """Enter as a third person that it was paid (WHT), with the reference of the receipt."""
        found = due(self)
        self.paid_by = act.by.label
        self.bank_reference = act["bank_reference"].strip()
        self.value_on = act.value_on = act["value_date"]
        self.ended_on = act.on
        return Effects(
            postings=paid_over(found),
            acts=tuple(
                partial(payables.mark_withheld_paid, payable.id, on=self.value_on)
                for payable in found
            ),
            recorded={"cents": self.cents, "hash": self.payables_hash},
        )

    @step(
        "W06",
        source=BEFORE_PAYMENT,
        target=S.CANCELLED,
        by=[Role.FINANCE],
        label=_("Cancel"),
        facts={"reason": str},
    )
    def cancel(self: Remittance, act: Act) -> Effects:
        """Give it up: what was withheld is due as before."""
        self.ended_on = act.on
        return Effects(recorded={"reason": act["reason"]})
