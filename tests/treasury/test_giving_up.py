"""A payment that came back can be given up: by two people, and never under a claim."""

import pytest

from accounting.models import PartBalance, Payable
from lifecycle.engine import begin, perform
from lifecycle.errors import Refused
from lifecycle.proposals import approve, propose
from tests import batch_path
from tests.batch_path import ENTERED, postings_of
from tests.dote_path import path
from tests.world import World
from treasury.models import PaymentLine
from treasury.states import LineState


def _returned(world: World) -> PaymentLine:
    path(world).cleared_months()
    line = batch_path.executed(world, batch_path.payables()[:1])[0]
    return batch_path.give_back(world, line)


@pytest.mark.slow
def test_giulia_proposes_and_bruno_approves_that_a_payment_is_given_up(world: World) -> None:
    line = _returned(world)
    with pytest.raises(Refused, match="is proposed by"):
        perform(line.drop, by=world.giulia, on=ENTERED, reason="left_the_country")
    proposal = propose(line.drop, by=world.giulia, on=ENTERED, reason="left_the_country")
    approve(proposal, by=world.bruno, on=ENTERED)
    payable = Payable.objects.get(pk=line.payable_id)
    assert batch_path.read(line).state == LineState.DROPPED
    assert not payable.live
    assert postings_of(payable.part) == ["LIQ", "PAY", "RET", "ULIQ"]
    balances = PartBalance.objects.filter(root=payable.root)
    assert sum(balance.f4 + balance.f5 for balance in balances) == 1_500_00 - payable.net_cents
    assert sum(balance.f3 for balance in balances) == payable.net_cents


def test_what_is_in_a_batch_again_is_not_given_up(world: World) -> None:
    line = _returned(world)
    batch = batch_path.draft(world, [])
    payable = Payable.objects.get(pk=line.payable_id)
    begin(PaymentLine, by=world.giulia, on=ENTERED, batch=batch, payable=payable)
    with pytest.raises(Refused, match="in batch"):
        propose(line.drop, by=world.giulia, on=ENTERED, reason="left_the_country")


def test_a_given_up_payment_is_not_paid_again(world: World) -> None:
    line = _returned(world)
    proposal = propose(line.drop, by=world.giulia, on=ENTERED, reason="left_the_country")
    approve(proposal, by=world.bruno, on=ENTERED)
    batch = batch_path.draft(world, [])
    payable = Payable.objects.get(pk=line.payable_id)
    with pytest.raises(Refused, match="no longer due"):
        begin(PaymentLine, by=world.giulia, on=ENTERED, batch=batch, payable=payable)
