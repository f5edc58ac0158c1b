"""A lost answer is harmless: the same form sent again happens once (R10); a sample."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from lifecycle.engine import begin
from tests import batch_path
from tests.promises.kill.harness import laid
from tests.promises.lost import harness
from tests.promises.story import Deed, ThinLine
from tests.world import World
from treasury.models import Batch

LOST = ("start_plan", "approve award", "clear a month", "execute a payment", "transmit a claim")


@pytest.fixture
def base(django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Lend a world in a database of its own, of which the harness makes its copies."""
    with django_db_blocker.unblock(), laid() as world:
        yield world


@pytest.mark.harness
def test_a_lost_answer_and_the_same_form_again_do_the_deed_once(base: World) -> None:
    found = harness.Found()
    for number, deed in enumerate(ThinLine(base).deeds()):
        if deed.name in LOST:
            found.add(harness.lose_everywhere(base, deed, number, 1))
        deed.send(base, None)
    assert found.wrong == []
    assert found.cuts >= 2 * len(LOST)
    assert found.happened * 2 == found.cuts


@pytest.mark.harness
def test_the_harness_finds_a_request_that_forgets_its_key(base: World) -> None:
    def open_without_key(_key: str | None, user: object) -> object:
        return begin(
            Batch, by=user, on=batch_path.PREPARED, operation=base.operation, bank_account="T.U."
        )

    found = harness.lose_everywhere(base, Deed("open", "giulia", open_without_key), 0, 1)
    assert any("sent again" in sentence for sentence in found.wrong)
