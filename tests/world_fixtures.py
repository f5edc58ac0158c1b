"""Lends the world to tests: `world` is rolled back after each."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from tests import world as worlds
from tests.world import World


@pytest.fixture
def world(db: None) -> Iterator[World]:
    """Build the world, with the clock stopped on 18 November 2026 and sentences in English."""
    with worlds.at(), translation.override("en"):
        yield worlds.build()
