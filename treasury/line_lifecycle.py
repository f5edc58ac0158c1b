"""The payment line's machine (lifecycles 7): into the batch, to the bank, and what came of it.

Only these steps post PAY, RET and REISS (decisions 4); each outcome is a transaction of its own.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from lifecycle.acts import Act
from lifecycle.effects import Announcement, Effects, Fire
from lifecycle.facts import Maybe
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from people.roles import Role
from treasury import line_guards as guards
from treasury import money
from treasury.destinations import destination_of
from treasury.facts import LineFacts
from treasury.states import BatchState
from treasury.states import LineState as S

if TYPE_CHECKING:
    from treasury.models import PaymentLine

BY_BANK = {"bank_reference": str, "value_date": date}


class LineLifecycle(LineFacts):
    """One payable on its way: in the batch, sent, executed; or held, returned, given up."""

    state = StateField(protected=True, choices=S.choices, default=S.IN_BATCH, max_length=12)

    class Meta:
        abstract = True

    @opening(
        "R01",
        by=[Role.FINANCE],
        label=_("Put into the batch"),
        guards=[
            guards.the_batch_is_being_prepared,
            guards.the_payable_belongs_to_the_batch,
            guards.the_sum_can_be_paid,
        ],
    )
    def include(self: PaymentLine, act: Act) -> Effects:
        """Fix payee, account and sum; a returned payment is linked to the line that failed."""
        payable = self.payable
        self.payee = payable.payee
        self.cents = payable.due_cents
        self.end_to_end = f"PERC{self.id}"
        if payable.returned:
            lines = payable.lines.as_system().filter(state=S.RETURNED)
            self.reissues = lines.order_by("-id").first()
        _fix_account(self)
        return Effects(recorded={"cents": self.cents, "account": self.iban_commitment})

    @step(
        "R02",
        source=[S.IN_BATCH, S.HELD],
        target=S.EXCLUDED,
        by=[Role.FINANCE, Role.SYSTEM],
        label=_("Exclude"),
        facts={"reason": Maybe(str)},
        guards=[guards.the_batch_is_being_prepared],
    )
    def exclude(self: PaymentLine, act: Act) -> None:
        """Take the payment out of this batch: it is due again, and can go into another."""
        self.reason = act.get("reason", "")

    @step(
        "R03",
        source=S.IN_BATCH,
        target=S.HELD,
        by=[Role.FINANCE, Role.SYSTEM],
        label=_("Hold"),
        facts={"reason": str},
    )
    def hold(self: PaymentLine, act: Act) -> Effects:
        """Stop the payment; a batch that was submitted goes back, for its approval is void."""
        self.reason = act["reason"]
        fixed = self.batch.state in (BatchState.SUBMITTED, BatchState.APPROVED)
        return Effects(fire=(Fire(self.batch.label, "void_approval"),) if fixed else ())

    @step(
        "R04",
        source=S.HELD,
        target=S.IN_BATCH,
        by=[Role.FINANCE],
        label=_("Put back"),
        guards=[guards.the_batch_is_being_prepared, guards.the_account_can_be_used],
    )
    def put_back(self: PaymentLine, act: Act) -> Effects:
        """Let the payment go on, to the account that is in effect now."""
        self.reason = ""
        _fix_account(self)
        return Effects(recorded={"account": self.iban_commitment})

    @step("R05", source=S.IN_BATCH, target=S.SENT, by=[Role.SYSTEM], label=_("Send"))
    def send(self: PaymentLine, act: Act) -> None:
        """Go to the bank with the batch."""
        self.sent_on = act.on

    @step(
        "R06",
        source=S.SENT,
        target=S.EXECUTED,
        by=[Role.FINANCE],
        label=_("Executed by the bank"),
        facts=BY_BANK,
        guards=[guards.the_bank_says_so, guards.not_paid_by_another_line],
    )
    def execute(self: PaymentLine, act: Act) -> Effects:
        """Enter that the bank has paid (PAY, or REISS), with its reference and value date."""
        self.bank_reference = act["bank_reference"].strip()
        act.value_on = act["value_date"]
        self.value_on = act.value_on
        again = self.reissues
        return Effects(
            postings=(money.executed(self),),
            paid_payables=(self.payable.id,),
            fire=(Fire(again.label, "mark_reissued"),) if again else (),
            announcements=(
                Announcement(
                    "payment.reissued" if again else "payment.executed", self.payable.part
                ),
            ),
            recorded={"cents": self.cents},
        )

    @step(
        "R07",
        source=S.SENT,
        target=S.REFUSED,
        by=[Role.FINANCE],
        label=_("Refused by the bank"),
        facts={"reason": str},
    )
    def refuse(self: PaymentLine, act: Act) -> None:
        """Enter that the bank has not paid: nothing was booked, the sum is due again."""
        self.reason = act["reason"]

    @step(
        "R08",
        source=S.EXECUTED,
        target=S.RETURNED,
        by=[Role.FINANCE],
        label=_("Returned by the bank"),
        facts={**BY_BANK, "reason": str},
        guards=[guards.the_return_says_so, guards.still_counted_as_paid],
    )
    def return_payment(self: PaymentLine, act: Act) -> Effects:
        """Enter that the money came back (RET): it is due again, or given up."""
        self.return_reference = act["bank_reference"].strip()
        act.value_on = act["value_date"]
        self.returned_on = act.value_on
        self.reason = act["reason"]
        return Effects(
            postings=(money.returned(self),),
            unpaid_payables=(self.payable.id,),
            announcements=(Announcement("payment.returned", self.payable.part),),
            recorded={"cents": self.cents},
        )

    @step(
        "R09",
        source=S.RETURNED,
        target=S.REISSUED,
        by=[Role.SYSTEM],
        label=_("Paid again by another line"),
    )
    def mark_reissued(self: PaymentLine, act: Act) -> None:
        """End a returned payment: the line that was made for it has been executed."""

    @step(
        "R10",
        source=S.RETURNED,
        target=S.DROPPED,
        by=[Role.FINANCE],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Give up the payment"),
        facts={"reason": str},
        guards=[guards.nothing_else_depends_on_it, guards.the_case_can_take_it_back],
    )
    def drop(self: PaymentLine, act: Act) -> Effects:
        """Give up a returned payment (ULIQ): its sum is committed again, not payable."""
        self.reason = act["reason"]
        return Effects(
            postings=(money.given_up(self),),
            dropped_payables=(self.payable.part,),
            announcements=(Announcement("payment.dropped", self.payable.part),),
            recorded={"cents": self.cents},
        )


def _fix_account(line: PaymentLine) -> None:
    """Keep which account the payment goes to, and a commitment by which a change is found."""
    found = destination_of(line.payee)
    line.account, line.provider = found.account, found.provider
    line.iban_mask, line.iban_commitment = found.mask, found.commitment
