"""Kills the real server at random, and PostgreSQL where it is the database: --count kills.

    python -m tests.promises.server --count 100
    PERCORSI_TEST_DATABASE=postgres python -m tests.promises.server --count 100

Twenty kills a slice, each slice on a database of its own; goes on where it stopped.
"""

from tests.promises import alone
from tests.promises.figures import Figures

AT_A_TIME = 20


def main() -> None:
    """Kill, and keep the figure of each slice."""
    asked = alone.arguments("server", count=100, unit="kills")
    alone.setup()
    from django.utils import translation

    from tests import ground, world
    from tests.promises.server import harness

    def kill(figures: Figures) -> None:
        for seed in range(asked.count // AT_A_TIME):
            if figures.has(f"seed {seed}"):
                continue
            with ground.copy("served") as made, ground.connected_to(made.name):
                with world.at(), translation.override("en"):
                    told = harness.run(
                        world.build(), made, kills=AT_A_TIME, seed=seed, database=True
                    )
                figures.keep(f"seed {seed}", told.counts(), told.wrong)

    alone.run("R9-server", kill, fresh=asked.fresh)


main()
