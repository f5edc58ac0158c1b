"""Who was told that it is done, finds it done, whatever was killed (R9); a sample."""

import pytest
from django.utils import translation

from tests import ground, world
from tests.promises.server import harness


@pytest.mark.harness
def test_a_killed_server_keeps_what_it_confirmed_and_doubles_nothing(
    fresh_database: ground.Database,
) -> None:
    with world.at(), translation.override("en"):
        found = harness.run(world.build(), fresh_database, kills=4, seed=1)
    assert found.wrong == []
    assert found.killed.total() == 4
    assert found.deeds > 8


@pytest.mark.harness
def test_the_harness_finds_a_server_that_confirms_what_it_has_not_done(
    fresh_database: ground.Database,
) -> None:
    hasty = "tests.promises.server.hasty"
    with world.at(), translation.override("en"):
        found = harness.run(world.build(), fresh_database, kills=0, seed=1, application=hasty)
    assert any("told" in sentence and "kept" in sentence for sentence in found.wrong)
