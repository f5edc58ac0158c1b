"""The rules of payments: batches, what the bank did, what came back."""

from __future__ import annotations

from typing import Any

from hypothesis.stateful import precondition, rule

from accounting.models import Payable
from lifecycle.engine import begin
from tests.promises.walk.base import CHOICE, chosen, when
from tests.promises.walk.dotes import Months
from tests.promises.walk.model import Batch, Month, Payment
from treasury import batches
from treasury.models import Batch as RealBatch

NEXT = {
    "draft": ("submit", "giulia", "submitted"),
    "submitted": ("approve", "fabio", "approved"),
    "approved": ("release", "teo", "sent"),
}
FINAL = ("executed", "reissued", "refused", "excluded", "dropped")


def due(machine: Any) -> list[Month]:
    return [month for month in machine.months("liquidated", "returned") if month.is_due]


def moving(machine: Any) -> list[Batch]:
    return [batch for batch in machine.batches if _can_move(batch)]


def _can_move(batch: Batch) -> bool:
    ready = bool(batch.to_pay) and all(p.state == "in_batch" for p in batch.to_pay)
    return batch.state in NEXT and ready


def fixed(machine: Any) -> list[Batch]:
    return [batch for batch in machine.batches if batch.state in ("submitted", "approved")]


def unsent(machine: Any) -> list[Batch]:
    return [batch for batch in machine.batches if batch.state in NEXT]


def finished(machine: Any) -> list[Batch]:
    return [
        batch
        for batch in machine.batches
        if batch.state == "sent" and all(p.state in FINAL for p in batch.payments)
    ]


def held_up(machine: Any) -> list[Payment]:
    """Return the payments that may be taken out of a batch that is being prepared."""
    return [p for p in machine.payments("in_batch", "held") if p.batch.state == "draft"]


def to_hold(machine: Any) -> list[Payment]:
    return [p for p in machine.payments("in_batch") if p.batch.state in NEXT]


def to_put_back(machine: Any) -> list[Payment]:
    return [p for p in machine.payments("held") if p.batch.state == "draft"]


def sent(machine: Any) -> list[Payment]:
    return list(machine.payments("sent"))


def returnable(machine: Any) -> list[Payment]:
    books = machine.books.parts
    return [p for p in machine.payments("executed") if books[p.month.label, "F5"] >= p.month.cents]


def droppable(machine: Any) -> list[Payment]:
    return [
        payment
        for payment in machine.payments("returned")
        if not payment.month.on_its_way
        and not payment.month.offset
        and payment.month.line.dote.state != "closed"
        and (payment.month.item is None or payment.month.item.state == "cancelled")
        and payment.month.payments
        and [p for p in payment.month.payments if p.state == "returned"][-1] is payment
    ]


class Paying(Months):
    """Rules of batches and payments."""

    @precondition(when(due))
    @rule()
    def fill(self) -> None:
        """Finance puts all that is due into a new batch."""
        world = self.world
        row = begin(
            RealBatch, by=world.giulia, on=self.day, operation=world.operation,
            bank_account="T.U. 000001",
        )  # fmt: skip
        batch = Batch(row)
        self.batches.append(batch)
        for month in due(self):
            payable = Payable.objects.get(part=month.label, live=True)
            assert payable.due_cents == month.due
            [put] = batches.fill(row, [payable], by=world.giulia, on=self.day)
            assert put.line is not None, put.obstacles
            payment = Payment(month, batch, put.line, again=month.state == "returned")
            batch.payments.append(payment)
            month.payments.append(payment)
            self.count("include")

    @precondition(when(moving))
    @rule(number=CHOICE)
    def move_batch(self, number: int) -> None:
        """A batch is submitted, approved, released: by three people."""
        batch = chosen(moving(self), number)
        command, by, state = NEXT[batch.state]
        self.act(batch.row, command, by)
        batch.state = state
        if state == "sent":
            for payment in batch.to_pay:
                payment.state = "sent"

    @precondition(when(fixed))
    @rule(number=CHOICE)
    def send_batch_back(self, number: int) -> None:
        """Treasury sends a batch back."""
        batch = chosen(fixed(self), number)
        self.act(batch.row, "send_back", "teo", reason="wrong_account")
        batch.state = "draft"

    @precondition(when(unsent))
    @rule(number=CHOICE)
    def cancel_batch(self, number: int) -> None:
        """Finance gives a batch up: its payments are due again."""
        batch = chosen(unsent(self), number)
        self.act(batch.row, "cancel", "giulia", reason="not_needed")
        batch.state = "cancelled"
        for payment in batch.to_pay:
            payment.state = "excluded"

    @precondition(when(finished))
    @rule(number=CHOICE)
    def close_batch(self, number: int) -> None:
        """All is known of a batch."""
        batch = chosen(finished(self), number)
        self.act(batch.row, "close", "giulia")
        batch.state = "closed"

    @precondition(when(to_hold))
    @rule(number=CHOICE)
    def hold(self, number: int) -> None:
        """A payment is stopped: an approval of its batch is void."""
        payment = chosen(to_hold(self), number)
        self.act(payment.row, "hold", "giulia", reason="doubt")
        payment.state, payment.batch.state = "held", "draft"

    @precondition(when(to_put_back))
    @rule(number=CHOICE)
    def put_back(self, number: int) -> None:
        """A payment that was stopped goes on."""
        payment = chosen(to_put_back(self), number)
        self.act(payment.row, "put_back", "giulia")
        payment.state = "in_batch"

    @precondition(when(held_up))
    @rule(number=CHOICE)
    def exclude_payment(self, number: int) -> None:
        """A payment is taken out of its batch."""
        payment = chosen(held_up(self), number)
        self.act(payment.row, "exclude", "giulia", reason="later")
        payment.state = "excluded"

    @precondition(when(sent))
    @rule(number=CHOICE)
    def execute(self, number: int) -> None:
        """The bank has paid (PAY, or REISS)."""
        payment = chosen(sent(self), number)
        told = {"bank_reference": f"CRO{payment.row.pk[-6:]}", "value_date": self.day}
        self.act(payment.row, "execute", "giulia", **told)
        month = payment.month
        self.books.pay(month, again=payment.again)
        if payment.again:
            [p for p in month.payments if p.state == "returned"][-1].state = "reissued"
        payment.state = "executed"
        month.state, month.paid_on = "reissued" if payment.again else "paid", self.day

    @precondition(when(sent))
    @rule(number=CHOICE)
    def refuse(self, number: int) -> None:
        """The bank has not paid."""
        payment = chosen(sent(self), number)
        self.act(payment.row, "refuse", "giulia", reason="AC04")
        payment.state = "refused"

    @precondition(when(returnable))
    @rule(number=CHOICE)
    def give_back(self, number: int) -> None:
        """The bank returns a payment that stands in no transmitted claim (RET)."""
        payment = chosen(returnable(self), number)
        told = {"bank_reference": f"RET{payment.row.pk[-6:]}", "value_date": self.day}
        self.act(payment.row, "return_payment", "giulia", reason="AC04", **told)
        self.books.give_back(payment.month)
        payment.state = payment.month.state = "returned"
        item = payment.month.item
        if item is not None and item.claim is not None:
            item.claim.disturbed = True

    @precondition(when(droppable))
    @rule(number=CHOICE)
    def give_up(self, number: int) -> None:
        """A returned payment is given up by two people (ULIQ)."""
        payment = chosen(droppable(self), number)
        self.decide(payment.row, "drop", reason="unreachable")
        self.books.drop(payment.month)
        payment.state, payment.month.state = "dropped", "checked"
