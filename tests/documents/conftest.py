"""What the tests of documents share: the sample templates and a store that is thrown away."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from audit import clock
from people.models import Participant
from tests.documents import samples


@pytest.fixture(autouse=True)
def _own_store_and_templates(settings: Any, tmp_path: Path) -> None:
    settings.PERCORSI_STORE = tmp_path / "store"
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [str(samples.TEMPLATES)]}]


@pytest.fixture(autouse=True)
def _november() -> Iterator[None]:
    with clock.fixed(datetime(2026, 11, 18, 9, 30, tzinfo=UTC), name="test"):
        yield


@pytest.fixture
def samir(db: None) -> Participant:
    """Return a participant of Puglia."""
    return samples.registered_participant()
