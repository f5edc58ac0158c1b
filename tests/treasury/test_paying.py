"""A cleared month goes into a batch, through three pairs of hands, to the bank and back."""

from accounting.models import Entry, PartBalance, Payable
from audit.models import Event
from dote.models import Month
from dote.states import MonthState
from lifecycle.engine import perform
from lifecycle.registries import open_matters
from tests import batch_path
from tests.batch_path import ENTERED, VALUE, postings_of
from tests.dote_path import path
from tests.world import World
from treasury.progress import Outcome
from treasury.states import BatchState, LineState


def _month(payable: Payable) -> Month:
    return Month.objects.as_system().get(pk=payable.part.split(":")[1])


def test_samirs_months_are_paid_and_the_books_say_so(world: World) -> None:
    way = path(world)
    way.cleared_months()
    lines = batch_path.executed(world, batch_path.payables())
    assert [line.state for line in lines] == [LineState.EXECUTED] * 4
    assert {month.state for month in way.months()} == {MonthState.PAID}
    assert {month.paid_on for month in way.months()} == {VALUE}
    balances = PartBalance.objects.filter(root=way.dote.label)
    assert sum(balance.f5 for balance in balances) == 1_500_00
    assert sum(balance.f4 for balance in balances) == 0
    assert Entry.objects.filter(posting="PAY", value_on=VALUE).count() == 4
    assert not Payable.objects.filter(paid_on=None).exists()


def test_the_event_of_a_payment_keeps_reference_and_value_date(world: World) -> None:
    path(world).cleared_months()
    line = batch_path.executed(world, batch_path.payables()[:1])[0]
    event = Event.objects.get(stream=line.batch.label, subject=line.label, action="execute")
    assert '"bank_reference":"CRO1"' in event.content
    assert f'"value_on":"{VALUE}"' in event.content


def test_the_month_names_the_payment_that_paid_it_as_its_cause(world: World) -> None:
    path(world).cleared_months()
    line = batch_path.executed(world, batch_path.payables()[:1])[0]
    event = Event.objects.get(subject=line.payable.part, action="mark_paid")
    paid = Event.objects.get(subject=line.label, action="execute")
    assert f'"cause":"{paid.stream}#{paid.seq}"' in event.content


def test_what_the_bank_did_with_a_batch_is_reckoned_from_its_lines(world: World) -> None:
    path(world).cleared_months()
    batch = batch_path.draft(world, batch_path.payables())
    assert batch.progress.outcome is Outcome.NOT_SENT
    batch = perform(batch.submit, by=world.giulia, on=batch_path.PREPARED)
    batch = perform(batch.approve, by=world.fabio, on=batch_path.APPROVED)
    batch = perform(batch.release, by=world.teo, on=batch_path.SENT)
    assert batch.progress.outcome is Outcome.WAITING
    lines = batch_path.lines_of(batch)
    batch_path.execute(world, lines[0])
    assert batch.progress.outcome is Outcome.PARTLY_EXECUTED
    for line in lines[1:]:
        batch_path.execute(world, line)
    assert batch.progress.outcome is Outcome.EXECUTED
    assert batch.progress.executed_cents == 1_500_00
    closed = perform(batch_path.fresh(batch).close, by=world.giulia, on=ENTERED)
    assert closed.state == BatchState.CLOSED


def test_whoever_would_close_a_dote_hears_of_a_payment_in_a_batch(world: World) -> None:
    way = path(world)
    way.cleared_months()
    payable = batch_path.payables()[0]
    batch = batch_path.submitted(world, [payable])
    sentence = f"The payment of 250,00 € is in batch {batch.reference}."
    assert open_matters.about(payable.part) == [sentence]
    assert open_matters.about(way.dote.label) == [sentence]
    assert open_matters.about(batch_path.payables()[1].part) == []


def test_a_returned_payment_is_sent_again_by_another_line(world: World) -> None:
    path(world).cleared_months()
    payable = batch_path.payables()[0]
    first = batch_path.give_back(world, batch_path.executed(world, [payable])[0])
    assert _month(payable).state == MonthState.RETURNED
    second = batch_path.executed(world, [Payable.objects.get(pk=payable.pk)])[0]
    assert second.reissues == first
    assert batch_path.read(first).state == LineState.REISSUED
    assert _month(payable).state == MonthState.REISSUED
    assert postings_of(payable.part) == ["LIQ", "PAY", "RET", "REISS"]


def test_a_payment_sent_again_can_come_back_and_be_sent_once_more(world: World) -> None:
    path(world).cleared_months()
    payable = batch_path.payables()[0]
    for _ in range(3):
        line = batch_path.executed(world, [Payable.objects.get(pk=payable.pk)])[0]
        batch_path.give_back(world, line)
    balance = PartBalance.objects.get(part=payable.part)
    assert (balance.f4, balance.f5) == (payable.net_cents, 0)
    assert postings_of(payable.part) == ["LIQ", "PAY", "RET", "REISS", "RET", "REISS", "RET"]


def test_a_payment_that_the_bank_refused_is_due_again_and_nothing_is_booked(world: World) -> None:
    path(world).cleared_months()
    payable = batch_path.payables()[0]
    line = batch_path.lines_of(batch_path.sent(world, [payable]))[0]
    line = perform(line.refuse, by=world.giulia, on=ENTERED, reason="AC01")
    assert not Entry.objects.filter(posting="PAY").exists()
    again = batch_path.executed(world, [payable])[0]
    assert again.reissues is None
    assert _month(payable).state == MonthState.PAID
