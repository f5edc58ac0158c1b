"""The bank returns a payment of samir's; it is sent again, and everything is claimed once."""

from datetime import date

import pytest

from tests import batch_path
from tests.lives.living import AWARDED, Life
from tests.world import World

BACK, AGAIN = date(2027, 2, 16), date(2027, 2, 20)


@pytest.mark.slow
def test_a_payment_comes_back_and_is_made_again(world: World) -> None:
    life = Life(world)
    life.begins()
    life.cleared(1, 2)
    line = life.pay()[0]
    batch_path.give_back(world, line, on=BACK)
    life.ledger.returned(line.cents)
    [again] = life.pay(on=AGAIN)
    assert (again.cents, again.payable_id) == (line.cents, line.payable_id)
    life.completed(on=AGAIN)
    claim = life.claim()
    assert (claim.row_count, claim.declared_cents) == (4, AWARDED)
    life.closed(on=date(2027, 3, 2))
    life.ends_clean()
    assert life.ledger.accounts["2600"] == 0
