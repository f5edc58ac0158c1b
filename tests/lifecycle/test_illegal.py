"""No step that the tables do not allow ever happens: by the engine or by SQL (R1)."""

from typing import Any

import pytest

from lifecycle import closed
from people.actors import Actor
from people.roles import Role
from tests.dote_path import path
from tests.lifecycle.illegal import Attempts, life
from tests.world import World


@pytest.mark.harness
def test_nothing_that_the_tables_do_not_allow_gets_through(world: World) -> None:
    attempts = Attempts(world)
    for row in life(path(world)):
        attempts.on(row)
    assert attempts.through == []
    assert attempts.tried > 2_000


@pytest.mark.harness
def test_the_harness_finds_an_engine_that_lets_anybody_act(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def anybody(by: Any, roles: tuple[Role, ...], *_rest: Any, **_told: Any) -> Actor:
        return Actor("", roles[0], None, "people.user:somebody")

    dote = path(world).open()
    monkeypatch.setattr(closed, "actor_of", anybody)
    attempts = Attempts(world)
    attempts.on(dote)
    assert attempts.through != []
