"""Lends a database in which the demonstration was told, once for all tests that look at it."""

from collections.abc import Iterator

import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from config.demonstration import loading
from tests import ground
from tests.ground import Database


@pytest.fixture(scope="module")
def told(django_db_blocker: DjangoDbBlocker) -> Iterator[Database]:
    """Lend a copy of the template with the demonstration in it, connected."""
    with django_db_blocker.unblock():
        ground.build_template_once()
        with ground.copy("demonstration_told") as copied, ground.connected_to(copied.name):
            loading.load()
            yield copied
            connections.close_all()
