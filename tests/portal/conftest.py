"""Signs people of the cast in, as far as a browser would."""

import pytest
from django.test import Client

from people.models import User
from tests.portal.visits import Visit, signed_in
from tests.world import World

__all__ = ["Visit"]


@pytest.fixture
def visit(world: World) -> Visit:
    """Return a function that signs someone of the cast in and gives their browser."""

    def browser(user: User | None) -> Client:
        return signed_in(user) if user else Client()

    return browser
