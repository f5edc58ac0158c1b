"""A process killed in the middle of a request has done all of it or nothing (R9); a sample."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from lifecycle.engine import begin, perform
from tests import batch_path
from tests.dote_path import PLANNED
from tests.promises.kill import harness
from tests.promises.story import Deed, ThinLine, tell
from tests.world import World
from treasury.models import Batch

MONEY = ("start_plan", "approve award", "clear a month", "execute a payment", "transmit a claim")


@pytest.fixture
def base(django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Lend a world in a database of its own, of which the harness makes its copies."""
    with django_db_blocker.unblock(), harness.laid() as world:
        yield world


@pytest.mark.harness
def test_a_killed_request_has_done_everything_or_nothing(base: World) -> None:
    found = harness.run(base, ThinLine(base).deeds(), harness.some(6, *MONEY))
    assert found.wrong == []
    assert found.killed == found.points >= 5 * len(MONEY)
    assert 0 < found.happened < found.killed


@pytest.mark.harness
def test_the_harness_finds_a_request_that_is_two_transactions(base: World) -> None:
    way = tell(base, until="take_charge").way

    def both(key: str | None, user: object) -> None:
        perform(way.fresh().take_charge, by=user, on=PLANNED, key=key, no_conflict=True)
        checklist = ["target_group", "permit_valid"]
        perform(way.fresh().declare_eligible, by=base.bruno, on=PLANNED, checklist=checklist)

    found = harness.run(base, [Deed("both", "anna", both)], harness.some(9, "both"))
    assert any("half done" in sentence for sentence in found.wrong)


@pytest.mark.harness
def test_the_harness_finds_a_request_that_forgets_its_key(base: World) -> None:
    def open_without_key(_key: str | None, user: object) -> object:
        return begin(
            Batch, by=user, on=batch_path.PREPARED, operation=base.operation, bank_account="T.U."
        )

    deed = Deed("open a batch", "giulia", open_without_key)
    found = harness.run(base, [deed], harness.some(4, "open a batch"))
    assert any("sent again" in sentence for sentence in found.wrong)
