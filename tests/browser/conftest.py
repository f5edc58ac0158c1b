"""Opens Debian's Chromium on a real server, each test on a database of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from config.system import chromium
from tests import ground
from tests.server import serving

ARGUMENTS = [
    "--no-sandbox",  # root in a container has no user namespace to hide in
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Site:
    """A running server: its address without slash, and the database behind it."""

    url: str
    database: ground.Database


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the installed Chromium instead of one that playwright would fetch."""
    return browser_type_launch_args | {"executable_path": chromium(), "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Visit as an Italian office does."""
    place = {"locale": "it-IT", "timezone_id": "Europe/Rome"}
    return browser_context_args | place | {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def site(fresh_database: ground.Database) -> Iterator[Site]:
    """Serve a fresh database; what the test writes through the ORM the server sees at once."""
    with serving(fresh_database.environment) as url:
        yield Site(url, fresh_database)
