"""What the tests of expenditure share: sums that were paid, and who speaks for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from lifecycle.payments import proofs
from lifecycle.subjects import subjects
from tests import world as worlds
from tests.expenditure import spending as spent
from tests.expenditure.spending import Spending
from tests.ground import Database
from tests.world import World


@pytest.fixture(autouse=True)
def _own_store(settings: Any, tmp_path: Path) -> None:
    settings.PERCORSI_STORE = tmp_path / "store"


@pytest.fixture(autouse=True)
def _an_invented_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_lines", "_stories"):
        monkeypatch.setattr(subjects, name, dict(getattr(subjects, name)))
    for model in ("tests.part", "tests.case"):
        subjects.register(model, lines=spent.lines, story=spent.story)
    monkeypatch.setattr(proofs, "_tellers", dict(proofs._tellers))


@pytest.fixture
def spending(world: World) -> Spending:
    """Return a way to pay sums; the bank's proofs are told as treasury would."""
    return spoken_for(world)


@pytest.fixture
def committed(fresh_database: Database) -> Iterator[Spending]:
    """Return a way to pay sums in a database of the test's own, where commits are real."""
    with worlds.at(), translation.override("en"):
        yield spoken_for(worlds.build())


def spoken_for(world: World) -> Spending:
    """Return a way to pay sums that the registry of proofs knows of."""
    made = Spending(world)
    proofs.register("tests", made.told)
    return made
