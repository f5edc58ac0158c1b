"""Whatever two people's dotes come to, the books are what plain Python says (R5); a sample."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from dote import money
from lifecycle.procedures.recovery import money as recoveries
from tests.promises.walk import machine
from tests.promises.walk.base import Walking
from tests.world import World


@pytest.mark.harness
def test_whatever_happens_the_books_are_the_models(world: World) -> None:
    assert machine.run(world, examples=4, length=25) > 150


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


UNTIL_PAID, UNTIL_SET_OFF = 31, 18


@contextmanager
def taken_back(world: World) -> Iterator[machine.Walk]:
    """Pay a month, revoke it, demand it, set it off against the next one, and let it all fall."""
    machine.Walk.world = world
    walk = machine.Walk()
    try:
        walk.begin(100_000, UNTIL_PAID, eager=True, back=[9] * UNTIL_SET_OFF)
        walk.the_books_are_the_models()
        walk.annul(0, court=True)
        yield walk
    finally:
        Walking.teardown(walk)


@pytest.mark.harness
def test_what_is_taken_back_and_given_again_is_the_models(world: World) -> None:
    before = machine.Walk.taken.copy()
    with taken_back(world) as walk:
        walk.the_books_are_the_models()
    taken = machine.Walk.taken - before
    assert all(taken[step] for step in ("issue", "demand", "set_off", "uphold"))


@pytest.mark.harness
def test_the_walk_finds_a_debt_that_falls_and_stays_booked(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recoveries, "undone", lambda recovery, but=(): ())
    with taken_back(world) as walk, pytest.raises(AssertionError):
        walk.the_books_are_the_models()
