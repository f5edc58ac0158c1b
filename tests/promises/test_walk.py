"""Whatever two people's dotes come to, the books are what plain Python says (R5); a sample."""

import pytest

from dote import money
from tests.promises.walk import machine
from tests.world import World


@pytest.mark.harness
def test_whatever_happens_the_books_are_the_models(world: World) -> None:
    assert machine.run(world, examples=5, length=30) > 250


@pytest.mark.harness
def test_the_walk_finds_money_that_a_lapsed_dote_keeps(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(money, "decommit_all", lambda dote: ())
    with pytest.raises(AssertionError):
        machine.run(world, examples=20, length=30)


@pytest.mark.harness
def test_the_walk_finds_cents_lost_by_floats(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        money, "_recognised", lambda month: int(month.recognised_cents / 100 * 100 - 1e-9)
    )
    with pytest.raises(AssertionError):
        machine.run(world, examples=20, length=30)
