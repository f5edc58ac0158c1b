"""Samir finds a job in November: December is called off, and its money serves others."""

from datetime import date

import pytest

from tests.lives.living import Life, total
from tests.world import World

JOB = date(2026, 11, 25)


@pytest.mark.slow
def test_samir_leaves_early_for_a_job(world: World) -> None:
    life = Life(world)
    life.begins()
    december = total(life.months(2))
    life.way.do("end_early", world.anna, JOB, outcome="employment", last_on=JOB)
    life.ledger.freed(december)
    life.cleared(1)
    life.pay()
    life.completed(on=date(2027, 2, 15))
    life.claim()
    life.closed(on=date(2027, 3, 2))
    life.ends_clean()
    assert life.way.dote.outcome == "employment"
    assert life.ledger.accounts["F1"] == 200_000_00 - december
