"""Samir dies in November: what was performed is paid, the rest is free, nobody owes anything."""

from datetime import date

import pytest

from tests.lives.living import Life, total
from tests.world import World

DEATH = date(2026, 11, 29)


@pytest.mark.slow
def test_samir_dies_on_his_path(world: World) -> None:
    life = Life(world)
    life.begins()
    december = total(life.months(2))
    life.way.keep("death_certificate", life.way.fresh(), on=DEATH)
    life.way.do("end_for_death", world.anna, DEATH, last_on=DEATH)
    life.ledger.freed(december)
    life.cleared(1)
    life.pay()
    life.completed(on=date(2027, 2, 15))
    life.claim()
    life.closed(on=date(2027, 3, 2))
    life.ends_clean()
    assert life.way.dote.outcome == "death"
