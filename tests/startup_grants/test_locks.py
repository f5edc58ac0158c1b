"""Grants and their call are locked in one order: nobody waits for who waits for them."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import OperationalError

from lifecycle.cases import CaseRoot
from lifecycle.engine import perform
from lifecycle.proposals import approve, propose
from lifecycle.unit import Unit
from startup_grants.models import Grant, Ranking
from startup_grants.states import GrantState, RankingState
from tests import ground
from tests import world as worlds
from tests.grant_path import COVERED, FINAL, RANKED, GrantPath, fresh
from tests.promises.race.harness import at_once
from tests.world import World

MEETING = 1.5
"""Seconds for which each waits, with its first lock in hand, for the other to have one too."""


@pytest.fixture
def ranked(fresh_database: ground.Database) -> Iterator[tuple[World, Grant, Ranking]]:
    """Lend two applications of which one has cover, and a provisional ranking of them."""
    with worlds.at():
        world = worlds.build()
        way = GrantPath(world, budget_cents=20_000_00)
        way.publish()
        way.score("samir")
        second = way.score("amina", skills="12")
        ranking = way.draw_up(on=RANKED)
        perform(ranking.publish, by=world.bruno, on=RANKED)
        yield world, fresh(second), fresh(ranking)


@pytest.mark.harness
def test_a_withdrawal_and_a_final_ranking_at_once_do_not_wait_for_each_other(
    ranked: tuple[World, Grant, Ranking], monkeypatch: pytest.MonkeyPatch
) -> None:
    if not ground.POSTGRES:
        pytest.skip("SQLite has one writer")
    assert deadlocks(ranked, monkeypatch) == 0
    _world, grant, ranking = ranked
    assert (fresh(grant).state, fresh(ranking).state) in [
        (GrantState.WITHDRAWN, RankingState.TO_UPDATE),
        (GrantState.WAITLISTED, RankingState.FINAL),
    ]


@pytest.mark.harness
def test_without_the_order_of_locks_the_two_would_wait_for_ever(
    ranked: tuple[World, Grant, Ranking], monkeypatch: pytest.MonkeyPatch
) -> None:
    if not ground.POSTGRES:
        pytest.skip("SQLite has one writer")
    monkeypatch.setattr(Ranking, "locked_first", lambda *_told: [])
    assert deadlocks(ranked, monkeypatch) == 1


def deadlocks(ranked: tuple[World, Grant, Ranking], monkeypatch: pytest.MonkeyPatch) -> int:
    """Let the two happen at once, each holding its first lock, and count who was thrown out."""
    world, grant, ranking = ranked
    proposal = propose(ranking.finalise, by=world.anna, on=FINAL)
    meet_after_the_first_lock(monkeypatch)
    thrown: list[BaseException] = []

    def counted(do: Callable[[], Any]) -> Callable[[], Any]:
        def attempt() -> None:
            try:
                with worlds.at():
                    do()
            except OperationalError as error:
                thrown.append(error)

        return attempt

    def finalise() -> None:
        for who in (world.bruno, world.paolo)[: proposal.wanted]:
            approve(proposal, by=who, on=FINAL)

    at_once(
        [
            counted(lambda: perform(grant.withdraw, by=world.amina, on=COVERED)),
            counted(finalise),
        ]
    )
    return sum("deadlock" in str(error) for error in thrown)


def meet_after_the_first_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make each thread wait once, after its first lock, for the other one to have its own."""
    both, met = threading.Barrier(2), threading.local()
    hold = Unit.hold

    def held(unit: Unit, root: CaseRoot) -> None:
        hold(unit, root)
        if not getattr(met, "done", False):
            met.done = True
            try:
                both.wait(MEETING)
            except threading.BrokenBarrierError:
                return

    monkeypatch.setattr(Unit, "hold", held)
