"""A dote closes with every month decided and paid, and nothing brings it money afterwards."""

import pytest

from accounting.models import PartBalance, Payable
from dote.models import Dote, Month
from dote.states import DoteState, MonthState
from lifecycle import replay
from lifecycle.engine import obstacles, perform
from lifecycle.errors import Refused
from lifecycle.proposals import approve, propose
from tests import batch_path
from tests.batch_path import ENTERED
from tests.dote_path import DotePath, path
from tests.promises import story
from tests.promises.story import ENDED
from tests.world import World
from treasury.models import PaymentLine


def settling(world: World) -> tuple[DotePath, list[Month]]:
    """Bring a dote to its settlement, with all that was cleared still unpaid."""
    way = path(world)
    way.cleared_months(rent_months=1, work_months=1)
    for line in way.lines():
        perform(line.perform_service, by=world.marta, on=ENTERED)
    way.fresh()
    way.do("complete", world.anna, ENTERED, outcome="employment")
    way.do("start_settlement", world.giulia, ENTERED)
    return way, way.months()


def why_not_closed(way: DotePath) -> list[str]:
    return [each.sentence for each in obstacles(way.fresh().close, by=way.world.giulia, on=ENDED)]


def committed(dote: Dote) -> tuple[int, int]:
    """Return what is still committed, and still payable, on a dote (F3, F4)."""
    balances = PartBalance.objects.filter(root=dote.label)
    return sum(each.f3 for each in balances), sum(each.f4 for each in balances)


def test_a_clearance_taken_back_while_settling_keeps_the_dote_open(world: World) -> None:
    way, months = settling(world)
    perform(months[0].take_back, by=world.giulia, on=ENTERED, reason="wrong_file")
    assert any("month 1: Checked" in sentence for sentence in why_not_closed(way))
    with pytest.raises(Refused, match="month 1: Checked"):
        propose(way.fresh().close, by=world.giulia, on=ENDED)


def test_what_is_payable_keeps_the_dote_open(world: World) -> None:
    way, _months = settling(world)
    assert any("cleared and not paid yet" in sentence for sentence in why_not_closed(way))


def test_what_is_on_its_way_to_the_bank_keeps_the_dote_open(world: World) -> None:
    way, _months = settling(world)
    batch_path.sent(world, batch_path.payables())
    assert any("is in batch" in sentence for sentence in why_not_closed(way))


@pytest.mark.slow
def test_a_payment_given_up_brings_its_month_back_and_keeps_the_dote_open(world: World) -> None:
    way, _months = settling(world)
    rent = batch_path.executed(world, batch_path.payables())[0]
    line = batch_path.give_back(world, rent)
    given_up = propose(line.drop, by=world.giulia, on=ENTERED, reason="left_the_country")
    approve(given_up, by=world.bruno, on=ENTERED)
    month = Month.objects.as_system().get(state=MonthState.CHECKED)
    assert month.label == line.payable.part
    assert any("month 1: Checked" in sentence for sentence in why_not_closed(way))


@pytest.mark.slow
def test_a_payment_that_comes_back_to_a_closed_dote_is_paid_again_or_waits(world: World) -> None:
    line = closed_and_returned(world)
    with pytest.raises(Refused, match="while the dote is: Closed"):
        propose(line.drop, by=world.giulia, on=ENDED, reason="left_the_country")
    dote = Dote.objects.as_system().get()
    assert (dote.state, *committed(dote)) == (DoteState.CLOSED, 0, line.cents)
    again = batch_path.sent(world, [Payable.objects.get(pk=line.payable_id)], on=ENDED)
    batch_path.execute(world, batch_path.lines_of(again)[0], on=ENDED)
    assert committed(dote) == (0, 0)
    assert replay.differences() == []


def closed_and_returned(world: World) -> PaymentLine:
    """Close a dote, withdraw its claim, and have the bank return a payment of it."""
    line = story.tell(world)
    claim = line.items()[0].claim
    withdrawal = propose(claim.withdraw, by=world.giulia, on=ENDED)
    approve(withdrawal, by=world.bruno, on=ENDED)
    paid = PaymentLine.objects.as_system().filter(state="executed").order_by("id")[0]
    return batch_path.give_back(world, paid, on=ENDED)
