"""Samir gives up although December was paid to him: he pays it back, and November stands."""

from datetime import date

import pytest

from lifecycle.engine import perform
from tests.lifecycle.procedures.test_waiver_advance import AFTER, gives_up
from tests.lives.ledger import interest
from tests.lives.living import Life, cents_of
from tests.world import World

VALUE = date(2027, 2, 11)
BACK = date(2027, 4, 10)


@pytest.mark.slow
def test_samir_gives_up_and_pays_the_advance_back(world: World) -> None:
    life = Life(world)
    life.begins()
    life.cleared(1, 2)
    life.pay()
    gives_up(life.way, until=date(2026, 11, 30))
    debt = perform(life.debt().demand, by=world.giulia, on=AFTER)
    undue = [cents_of(month) for month in life.months(2)]
    extra = sum(interest(cents, VALUE, AFTER) for cents in undue)
    life.ledger.demanded(sum(undue), extra)
    debt = life.came_in(debt, sum(undue) + extra, on=BACK, reference="CRO-BACK")
    assert debt.state == "paid"
    life.claim(on=BACK)
    life.closed(on=BACK)
    life.ends_clean()
    assert life.way.dote.outcome == "waived"
