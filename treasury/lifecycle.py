"""The batch's machine (lifecycles 7, *distinta*): prepared, approved, released by three people.

What the bank then does is not a state of the batch: it is derived from the lines, each of which
has its own machine in ``treasury.line_lifecycle`` (decisions, "Machines").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django_fsm import GET_STATE

from lifecycle.acts import Act
from lifecycle.effects import Effects, Fire
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from people.roles import Role
from treasury import batch_guards as guards
from treasury.facts import BatchFacts
from treasury.states import BatchState
from treasury.states import BatchState as S
from treasury.totals import lines_to_pay, totals_of

if TYPE_CHECKING:
    from treasury.models import Batch

BEFORE_SENDING = [S.DRAFT, S.SUBMITTED, S.APPROVED]


def enough_have_approved(batch: Batch, *_act: Any) -> BatchState:
    """Return where an approval leads: on, once as many people as the sum wants have approved."""
    return S.APPROVED if len(batch.approvers) >= (batch.approvals_needed or 1) else S.SUBMITTED


class BatchLifecycle(BatchFacts):
    """From an empty draft to the bank, and to the day on which all outcomes are known."""

    state = StateField(protected=True, choices=S.choices, default=S.DRAFT, max_length=12)

    class Meta:
        abstract = True

    @opening(
        "B01",
        by=[Role.FINANCE],
        label=_("Open a batch"),
        guards=[guards.the_mandate_reaches_all_partners],
    )
    def open(self: Batch, act: Act) -> None:
        """Begin a draft that payments are put into."""
        self.prepared_by = act.by.label
        self.opened_on = act.on

    @step(
        "B02",
        source=S.DRAFT,
        target=S.SUBMITTED,
        by=[Role.FINANCE],
        label=_("Submit for approval"),
        guards=[
            guards.the_mandate_reaches_all_partners,
            guards.there_is_something_to_pay,
            guards.each_payment_can_go_on,
        ],
    )
    def submit(self: Batch, act: Act) -> Effects:
        """Fix count, sum and lines; the payment list (DIST) is made of them."""
        totals = totals_of(lines_to_pay(self))
        self.lines_count = totals.count
        self.total_cents = totals.cents
        self.lines_hash = totals.hash
        self.approvals_needed = self.approvals_for(totals.cents, on=act.on)
        self.prepared_by = act.by.label
        self.submitted_on = act.on
        self.round += 1
        return Effects(
            papers=("payment_list",),
            recorded={"lines": totals.count, "cents": totals.cents, "hash": totals.hash},
        )

    @step(
        "B03",
        source=S.SUBMITTED,
        target=GET_STATE(enough_have_approved, states=[S.SUBMITTED, S.APPROVED]),
        by=[Role.FINANCE],
        eyes=Eyes.E1,
        label=_("Approve"),
        guards=[
            guards.the_mandate_reaches_all_partners,
            guards.prepared_by_others,
            guards.not_approved_by_them_yet,
            guards.decided_by_others,
            guards.not_paid_to_oneself,
            guards.as_it_was_submitted,
            guards.each_payment_can_go_on,
        ],
    )
    def approve(self: Batch, act: Act) -> Effects:
        """Approve as a person who neither prepared the batch nor decided what it pays.

        Above the band of the sum the batch waits for as many distinct people as it wants (E3).
        """
        self.approvers = [*self.approvers, act.by.label]
        if enough_have_approved(self) == S.APPROVED:
            self.approved_by = act.by.label
            self.approved_on = act.on
        return Effects(recorded={"cents": self.total_cents, "hash": self.lines_hash})

    @step(
        "B04",
        source=[S.SUBMITTED, S.APPROVED],
        target=S.DRAFT,
        by=[Role.FINANCE, Role.TREASURY],
        label=_("Send back"),
        facts={"reason": str},
    )
    def send_back(self: Batch, act: Act) -> Effects:
        """Return the batch to be changed; it is submitted and approved anew."""
        _unfix(self)
        return Effects(recorded={"reason": act["reason"]})

    @step(
        "B05",
        source=BEFORE_SENDING,
        target=S.DRAFT,
        by=[Role.SYSTEM],
        label=_("Void the approval"),
    )
    def void_approval(self: Batch, act: Act) -> None:
        """Go back to draft since a payment was held: nothing that changed stays approved."""
        _unfix(self)

    @step(
        "B06",
        source=S.APPROVED,
        target=S.SENT,
        by=[Role.TREASURY],
        eyes=Eyes.E1,
        label=_("Release to the bank"),
        guards=[
            guards.the_mandate_reaches_all_partners,
            guards.prepared_by_others,
            guards.approved_by_another,
            guards.decided_by_others,
            guards.not_paid_to_oneself,
            guards.as_it_was_submitted,
            guards.each_payment_can_go_on,
        ],
    )
    def release(self: Batch, act: Act) -> Effects:
        """Send every payment to the bank as a third person, after all was asked once more."""
        self.released_by = act.by.label
        self.sent_on = act.on
        return Effects(
            fire=tuple(Fire(line.label, "send") for line in lines_to_pay(self)),
            recorded={"cents": self.total_cents, "hash": self.lines_hash},
        )

    @step(
        "B07",
        source=S.SENT,
        target=S.CLOSED,
        by=[Role.FINANCE],
        label=_("Close"),
        guards=[guards.every_payment_is_final],
    )
    def close(self: Batch, act: Act) -> None:
        """End the batch: it is known what the bank did with each payment."""
        self.ended_on = act.on

    @step(
        "B08",
        source=BEFORE_SENDING,
        target=S.CANCELLED,
        by=[Role.FINANCE],
        label=_("Cancel"),
        facts={"reason": str},
    )
    def cancel(self: Batch, act: Act) -> Effects:
        """Give the batch up: each of its payments is due again."""
        self.ended_on = act.on
        return Effects(
            fire=tuple(
                Fire(line.label, "exclude", {"reason": "batch_cancelled"})
                for line in lines_to_pay(self)
            ),
            recorded={"reason": act["reason"]},
        )


def _unfix(batch: Batch) -> None:
    """Forget what was fixed at submission, and who approved it: the trail keeps both."""
    batch.lines_count = batch.total_cents = batch.approvals_needed = None
    batch.approvers = []
    batch.lines_hash = batch.approved_by = ""
    batch.submitted_on = batch.approved_on = None
