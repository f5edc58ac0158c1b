"""Samir finishes: two months of rent and of internship, all paid, all claimed."""

from datetime import date

import pytest

from tests.lives.living import AWARDED, Life
from tests.world import World


@pytest.mark.slow
def test_samir_finishes_his_path(world: World) -> None:
    life = Life(world)
    life.begins()
    life.cleared(1, 2)
    life.pay()
    life.completed(on=date(2027, 2, 15))
    claim = life.claim()
    assert claim.declared_cents == AWARDED
    life.closed(on=date(2027, 3, 2))
    life.ends_clean()
    assert life.ledger.accounts["F6"] == AWARDED
