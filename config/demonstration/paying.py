"""Batches: one prepares, a second approves, a third releases; then what the bank did is entered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from accounting.models import Payable
from config.demonstration.cast import PREPARER, SECOND_FINANCE, TREASURER
from config.demonstration.ground import Ground
from config.demonstration.path import Path
from config.demonstration.persons import NUMBERS, iban
from config.demonstration.telling import Day, Story
from programme.models import Operation
from treasury import batches, iban_changes, outcomes
from treasury.models import Batch, PaymentBand, PaymentLine
from treasury.outcomes import Kind, Outcome
from treasury.payable_queue import to_pay

ACCOUNT = "Conto di tesoreria inventato 000001"


def pay_all(ground: Ground, operation: Operation, days: Sequence[date]) -> Story:
    """Tell a batch for each of the days, of all that waits then, to its closing."""
    for on in days:
        day = yield on
        waiting = _waiting(operation)
        if not waiting:
            continue
        batch = _prepare(ground, operation, waiting, day)
        batch = day.perform(batch.submit, by=ground.users[PREPARER])
        yield from _approve_and_release(ground, batch, on)
        day = yield on + timedelta(days=4)
        _enter_executed(ground, batch, day)
        day = yield on + timedelta(days=9)
        day.perform(_fresh(batch).close, by=ground.users[PREPARER])


def band(operation: Operation) -> None:
    """Say how many people approve a batch. No source gives bands: chosen for the demonstration."""
    for upto, approvals in ((50_000_00, 1), (None, 2)):
        PaymentBand.objects.create(
            operation=operation,
            upto_cents=upto,
            approvals=approvals,
            valid_from=operation.starts_on,
            legal_act="Scelta del gruppo di progetto (dimostrazione)",
        )


def send(ground: Ground, operation: Operation, on: date) -> Story:
    """Tell a batch that is at the bank, whose outcomes nobody has entered yet."""
    day = yield on
    batch = _prepare(ground, operation, _waiting(operation, returned=False), day)
    batch = day.perform(batch.submit, by=ground.users[PREPARER])
    yield from _approve_and_release(ground, batch, on)


def submit(ground: Ground, operation: Operation, on: date) -> Story:
    """Tell a batch that waits for its approval."""
    day = yield on
    batch = _prepare(ground, operation, _waiting(operation, returned=False), day)
    day.perform(batch.submit, by=ground.users[PREPARER])


def draft(ground: Ground, operation: Operation, on: date) -> Story:
    """Tell a batch that is still being prepared."""
    day = yield on
    _prepare(ground, operation, _waiting(operation, returned=False), day)


def give_back(path: Path, service: str, number: int, on: date) -> Story:
    """Tell that the bank returned the payment of a month."""
    day = yield on
    month = next(
        month
        for month in path.months()
        if (month.line.offer.code, month.number) == (service, number)
    )
    line = PaymentLine.objects.as_system().get(payable__part=month.label, state="executed")
    day.perform(
        line.return_payment,
        by=path.user(PREPARER),
        bank_reference=f"RET{on:%y%m%d}{NUMBERS[path.who]:03}",
        value_date=day.on,
        reason="AC04",
    )


def change_account(path: Path, on: date) -> Story:
    """Tell that a person asks for another account, which holds what is on its way."""
    day = yield on
    with day.minute():
        iban_changes.request(
            path.participant, iban(NUMBERS[path.who] + 500), by=path.applicant, on=day.on
        )


def _waiting(operation: Operation, *, returned: bool = True) -> list[Payable]:
    waiting = to_pay(partners=None).filter(position__operation=operation)
    return list(waiting if returned else waiting.filter(returned=False))


def _prepare(ground: Ground, operation: Operation, waiting: Sequence[Payable], day: Day) -> Batch:
    by = ground.users[PREPARER]
    batch: Batch = day.begin(Batch, by=by, operation=operation, bank_account=ACCOUNT)
    for payable in waiting:
        with day.minute():
            (inclusion,) = batches.fill(batch, [payable], by=by, on=day.on)
        if inclusion.line is None:
            raise RuntimeError("; ".join(o.sentence for o in inclusion.obstacles))
    return _fresh(batch)


def _approve_and_release(ground: Ground, batch: Batch, on: date) -> Story:
    day = yield on + timedelta(days=1)
    batch = day.perform(batch.approve, by=ground.users[SECOND_FINANCE])
    day = yield on + timedelta(days=2)
    day.perform(batch.release, by=ground.users[TREASURER])


def _enter_executed(ground: Ground, batch: Batch, day: Day) -> None:
    """Enter that the bank paid every line on the day before."""
    lines = PaymentLine.objects.as_system().filter(batch=batch, state="sent").order_by("id")
    for number, line in enumerate(lines, start=1):
        reference = f"CRO{day.on:%y%m%d}{number:04}"
        told = Outcome(line, Kind.EXECUTED, bank_reference=reference, value_date=line.sent_on)
        with day.minute():
            (result,) = outcomes.enter([told], by=ground.users[PREPARER], on=day.on)
        if not result.entered:
            raise RuntimeError("; ".join(result.sentences))


def _fresh(batch: Batch) -> Batch:
    return Batch.objects.as_system().get(pk=batch.pk)
