"""The path of a payment in the tests: giulia prepares, fabio approves, teo releases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from accounting.models import Movement, Payable
from lifecycle.engine import begin, perform
from tests.recording import recorded
from tests.world import World
from treasury import batches, outcomes
from treasury.models import Batch, PaymentLine
from treasury.outcomes import Kind, Outcome

PREPARED = date(2027, 2, 8)
APPROVED = date(2027, 2, 9)
SENT = date(2027, 2, 10)
VALUE = date(2027, 2, 11)
ENTERED = date(2027, 2, 12)


def payables() -> list[Payable]:
    """Return every live payable: the rents, to the landlord, before the allowances, to samir."""
    return list(Payable.objects.filter(live=True).order_by("gross_cents", "period_start"))


@recorded
def draft(world: World, wanted: Iterable[Payable], *, on: date = PREPARED) -> Batch:
    """Have giulia open a batch and put payables into it."""
    batch = begin(
        Batch, by=world.giulia, on=on, operation=world.operation, bank_account="T.U. 000001"
    )
    for inclusion in batches.fill(batch, wanted, by=world.giulia, on=on):
        assert inclusion.line is not None, inclusion.obstacles
    return fresh(batch)


@recorded
def submitted(world: World, wanted: Iterable[Payable], *, on: date = PREPARED) -> Batch:
    """Have giulia submit a batch for approval."""
    return perform(draft(world, wanted, on=on).submit, by=world.giulia, on=on)


@recorded
def approved(world: World, wanted: Iterable[Payable], *, on: date = APPROVED) -> Batch:
    """Have fabio approve it."""
    batch = submitted(world, wanted, on=min(on, PREPARED) if on == APPROVED else on)
    return perform(batch.approve, by=world.fabio, on=on)


@recorded
def sent(world: World, wanted: Iterable[Payable], *, on: date = SENT) -> Batch:
    """Have teo release it to the bank."""
    batch = approved(world, wanted, on=APPROVED if on == SENT else on)
    return perform(batch.release, by=world.teo, on=on)


@recorded
def executed(world: World, wanted: Iterable[Payable]) -> list[PaymentLine]:
    """Have giulia enter that the bank executed every payment, and return the lines."""
    lines = lines_of(sent(world, wanted))
    told = [
        Outcome(line, Kind.EXECUTED, bank_reference=f"CRO{n}", value_date=VALUE)
        for n, line in enumerate(lines, start=1)
    ]
    for result in outcomes.enter(told, by=world.giulia, on=ENTERED):
        assert result.entered, result.sentences
    return [read(line) for line in lines]


def execute(world: World, line: PaymentLine, *, on: date = ENTERED) -> PaymentLine:
    """Have giulia enter that the bank executed one payment."""
    return perform(
        line.execute,
        by=world.giulia,
        on=on,
        bank_reference="CRO1",
        value_date=max(VALUE, line.sent_on),
    )


def give_back(world: World, line: PaymentLine, *, on: date = ENTERED) -> PaymentLine:
    """Have giulia enter that the bank returned a payment."""
    return perform(
        line.return_payment,
        by=world.giulia,
        on=on,
        bank_reference="RET1",
        value_date=on,
        reason="AC04",
    )


def lines_of(batch: Batch) -> list[PaymentLine]:
    """Return the lines of a batch, in their order."""
    return list(PaymentLine.objects.as_system().filter(batch=batch).order_by("id"))


def fresh(batch: Batch) -> Batch:
    """Read a batch again."""
    return Batch.objects.as_system().get(pk=batch.pk)


def read(line: PaymentLine) -> PaymentLine:
    """Read a line again."""
    return PaymentLine.objects.as_system().get(pk=line.pk)


def postings_of(part: str) -> list[str]:
    """Return the codes of what was booked on a part of a case, in the order of booking."""
    movements = Movement.objects.filter(Q(part=part) | Q(from_part=part)).order_by("id")
    entries = dict(movements.values_list("entry_id", "entry__posting"))
    return list(entries.values())
