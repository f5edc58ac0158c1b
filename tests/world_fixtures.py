"""Lends the world to tests: built once by performing every act, then written again as recorded."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from audit import entropy
from tests import recording
from tests import world as worlds
from tests.world import World

_build = recording.recorded(worlds.build)


@pytest.fixture
def world(db: None) -> Iterator[World]:
    """Lend the world, rolled back afterwards; it is 18 November 2026, sentences are in English."""
    with worlds.at(), translation.override("en"), recording.taping():
        lent = _build()
        # The world took the first random bytes: what a test makes must not get the same ids.
        with entropy.seeded("percorsi tests, after the world"):
            yield lent
