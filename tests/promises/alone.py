"""Lays the ground for a harness that runs by a command of its own, outside pytest."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django


def setup() -> None:
    """Load the product with the settings of the tests; PERCORSI_TEST_DATABASE chooses."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that a cluster is stopped too
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()


@contextmanager
def ground_laid() -> Iterator[str]:
    """Start a cluster where one is wanted, and build the template; yields the vendor."""
    from tests import ground, postgres_cluster

    cluster: Path | None = None
    if ground.POSTGRES:
        cluster = postgres_cluster.start()
        os.environ[ground.CLUSTER] = str(cluster)
    try:
        ground.build_template_once()
        yield "PostgreSQL" if ground.POSTGRES else "SQLite"
    finally:
        if cluster is not None:
            postgres_cluster.stop(cluster)


def run(promise: str, do: Callable[[], tuple[str, list[str]]]) -> None:
    """Run a harness, print its figure and what it found, and exit with 1 if it found anything."""
    with ground_laid() as vendor:
        started = time.perf_counter()
        figure, wrong = do()
        seconds = time.perf_counter() - started
    print(f"{promise} on {vendor}: {figure}, in {seconds:.0f} s")
    print(*wrong, sep="\n")
    sys.exit(1 if wrong else 0)
