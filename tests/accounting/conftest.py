"""Books for the tests of this package."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from tests.accounting.books import Books, open_books


@pytest.fixture
def books(db: None) -> Iterator[Books]:
    """Return empty books, rolled back after the test; sentences in English."""
    with translation.override("en"):
        yield open_books()
