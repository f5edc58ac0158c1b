"""Lays the ground for a harness that runs by a command of its own, outside pytest."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django

from tests.promises.figures import Figures


def arguments(name: str, *, count: int, unit: str) -> argparse.Namespace:
    """Return what a full count was asked for: ``count`` of the unit, ``fresh`` or going on."""
    parser = argparse.ArgumentParser(prog=f"python -m tests.promises.{name}")
    parser.add_argument("--count", type=int, default=count, help=f"{unit} ({count})")
    parser.add_argument("--fresh", action="store_true", help="forget what was reached before")
    return parser.parse_args()


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


def run(name: str, do: Callable[[Figures], None], *, fresh: bool = False) -> None:
    """Run a count, print what it has reached and what was wrong; exit with 1 if anything was."""
    with ground_laid() as vendor:
        figures = Figures.opened(name, vendor, fresh=fresh)
        do(figures)
    print(f"{figures.name} on {figures.vendor}: {figures}", *figures.wrong(), sep="\n")
    sys.exit(1 if figures.wrong() else 0)
