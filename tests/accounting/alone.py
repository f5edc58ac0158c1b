"""Lends a database to a harness that runs outside pytest, by a command of its own."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import django


def setup() -> None:
    """Load the product with the settings of the tests; PERCORSI_TEST_DATABASE chooses."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()


@contextmanager
def database(name: str = "alone") -> Iterator[str]:
    """Lay out a database with the reference data, and take it away; yields its vendor."""
    from tests import ground, postgres_cluster

    with ExitStack() as laid:
        folder = tempfile.mkdtemp(prefix="percorsi-alone-")
        os.environ["PERCORSI_TEST_FOLDER"] = folder
        laid.callback(shutil.rmtree, folder, ignore_errors=True)
        if ground.POSTGRES:
            cluster = postgres_cluster.start()
            stop: Callable[..., object] = postgres_cluster.stop
            laid.callback(stop, cluster)
            os.environ[ground.CLUSTER] = str(cluster)
        ground.build_template_once()
        made = laid.enter_context(ground.copy(name))
        laid.enter_context(ground.connected_to(made.name))
        yield "PostgreSQL" if ground.POSTGRES else "SQLite"
