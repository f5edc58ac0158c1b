"""Lays the test ground: databases, no network, strict templates."""

import itertools
import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.utils.translation.reloader import translation_file_changed
from pytest_django.plugin import DjangoDbBlocker

from config.messages import compile_stale
from config.system import PANGO, has_pango
from tests import ground, postgres_cluster

pytest_plugins = ("tests.quickness", "tests.world_fixtures")

_numbers = itertools.count(1)
SLOW = 900  # seconds for a harness or a browser, on a machine that others use too


def pytest_configure(config: pytest.Config) -> None:
    """Compile the messages and, for PostgreSQL, start a cluster, which workers inherit."""
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that a cluster is stopped too
    for source in compile_stale(config.rootpath / "locale"):
        # Django may have read the folder before, and would go on without these words.
        translation_file_changed(None, source.with_suffix(".mo"))
    if ground.POSTGRES and ground.CLUSTER not in os.environ:
        os.environ[ground.CLUSTER] = str(postgres_cluster.start())
        config.add_cleanup(lambda: postgres_cluster.stop(Path(os.environ.pop(ground.CLUSTER))))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse tests that would flush (append-only tables stay full); skip what lacks Pango."""
    for item in items:
        if item.get_closest_marker("pdf") and not has_pango():
            item.add_marker(pytest.mark.skip(reason=PANGO.apt_line))
        slow = item.get_closest_marker("harness") or item.get_closest_marker("browser")
        if slow and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(SLOW))
        marker = item.get_closest_marker("django_db")
        flushes = marker is not None and marker.kwargs.get("transaction")
        if flushes or "transactional_db" in getattr(item, "fixturenames", ()):
            raise pytest.UsageError(f"{item.nodeid}: use `fresh_database`, which commits for real.")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Give this worker its copy of the template, and at the end take the triggers' census."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with django_db_blocker.unblock():
        ground.build_template_once()
        with ground.copy(f"worker_{worker}") as copied, ground.connected_to(copied.name):
            yield
            assert ground.trigger_census() == []


@pytest.fixture
def fresh_database(
    request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker
) -> Iterator[ground.Database]:
    """Lend a database of the test's own, where commits are real: for races, kills, subprocesses.

    `fresh_database.environment` is the environment for a subprocess of the product.
    """
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        pytest.fail("A test has `db`, which rolls back, or `fresh_database`, which commits.")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with django_db_blocker.unblock():
        ground.build_template_once()
        with (
            ground.copy(f"fresh_{worker}_{next(_numbers)}") as copied,
            ground.connected_to(copied.name),
        ):
            yield copied
            connections.close_all()


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test tried to reach {address[0]}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(socket.socket, "connect", local_only)
        yield
