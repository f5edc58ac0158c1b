"""Money moves once, whoever asks for it in the same instant (R3); a sample of the races."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from lifecycle.engine import begin
from tests import batch_path, ground
from tests.promises.kill.harness import laid
from tests.promises.race import harness
from tests.promises.story import Deed, ThinLine
from tests.treasury import race
from tests.treasury.plain import plain_tables
from tests.world import World
from treasury.models import Batch

RACED = ("approve award", "clear a month", "execute a payment", "transmit a claim", "approve close")


@pytest.fixture
def base(django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Lend a world in a database of its own, of which the harness makes its copies."""
    with django_db_blocker.unblock(), laid() as world:
        yield world


@pytest.mark.harness
def test_of_two_requests_at_once_one_wins_and_nothing_is_doubled(base: World) -> None:
    found = harness.run(base, ThinLine(base).deeds(), times=3, names=RACED)
    assert found.wrong == []
    assert (found.doubled, found.none) == (0, 0)
    assert found.races >= 3 * len(RACED)


@pytest.mark.harness
def test_the_race_sees_a_request_that_happens_twice(base: World) -> None:
    def open_batch(_key: str | None, user: object) -> object:
        return begin(
            Batch, by=user, on=batch_path.PREPARED, operation=base.operation, bank_account="T.U."
        )

    found = harness.run(base, [Deed("open", "giulia", open_batch, "fabio")], times=2)
    assert found.doubled == 2
    assert all("left otherwise" in told for told in found.wrong)


@pytest.mark.harness
def test_the_race_sees_plain_objects_pay_twice(fresh_database: ground.Database) -> None:
    with plain_tables(fresh_database):
        assert race.plain_objects_pay(60).doubled > 0
