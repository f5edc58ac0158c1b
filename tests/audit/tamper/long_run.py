"""The harness at full length, on a database that it lays out and takes away by itself."""

import argparse
import os
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from config.database import as_owner
from tests import ground, postgres_cluster
from tests.audit.story import tell_months
from tests.audit.tamper import harness


def run_long(arguments: Sequence[str]) -> int:
    """Build a trail, tamper with it as often as asked, and print the count of each kind."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.audit.tamper", description="Tamper with a trail, and see it found."
    )
    parser.add_argument("--count", type=int, default=10_000, help="tamperings in all")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other places")
    asked = parser.parse_args(arguments)
    with ExitStack() as laid:
        lay_ground(laid)
        tell_months()
        folder = Path(laid.enter_context(tempfile.TemporaryDirectory()))
        offline = harness.run(
            harness.kinds_for(bundle=True),
            count=asked.count // 2,
            seed=asked.seed,
            check=harness.in_a_bundle(folder),
        )
        laid.enter_context(as_owner())
        harness.disarm()
        stored = harness.run(
            harness.kinds_for(bundle=False), count=asked.count - asked.count // 2, seed=asked.seed
        )
    for name, count in sorted((stored.tried + offline.tried).items()):
        print(f"{count:7}  {name}")
    missed = stored.missed + offline.missed
    print(*missed, f"{asked.count} tamperings, {len(missed)} not found or not located", sep="\n")
    return 1 if missed else 0


def lay_ground(laid: ExitStack) -> None:
    """Lend a database of its own, taken away at the end."""
    if ground.POSTGRES:
        cluster = postgres_cluster.start()
        laid.callback(postgres_cluster.stop, cluster)
        os.environ[ground.CLUSTER] = str(cluster)
    ground.build_template_once()
    made = laid.enter_context(ground.copy("tamper"))
    laid.enter_context(ground.connected_to(made.name))
