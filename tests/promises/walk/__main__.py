"""Walks by slices, each from a seed of its own, until --count steps are taken; goes on later.

python -m tests.promises.walk --count 100000
PERCORSI_TEST_DATABASE=postgres python -m tests.promises.walk --count 100000
"""

from tests.promises import alone
from tests.promises.figures import Figures


def main() -> None:
    """Walk slice after slice; what a slice found wrong is kept with its seed."""
    asked = alone.arguments("walk", count=100_000, unit="steps")
    alone.setup()
    from tests.promises.kill.harness import laid
    from tests.promises.walk.machine import a_slice

    def walk(figures: Figures) -> None:
        with laid() as world:
            seed = 0
            while figures.total()["steps"] < asked.count:
                if not figures.has(f"seed {seed}"):
                    counts, wrong = a_slice(world, seed)
                    figures.keep(f"seed {seed}", counts, wrong)
                seed += 1

    alone.run("R5-walk", walk, fresh=asked.fresh)


main()
