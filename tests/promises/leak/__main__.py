"""Opens everything as everybody, visitor by visitor; goes on where it stopped.

    python -m tests.promises.leak
    PERCORSI_TEST_DATABASE=postgres python -m tests.promises.leak

``--count N`` asks for one in N of the addresses that nobody showed.
"""

import logging

from tests.promises import alone
from tests.promises.figures import Figures


def main() -> None:
    """Look around, and keep the figure of each visitor."""
    asked = alone.arguments("leak", count=1, unit="one in so many addresses")
    alone.setup()
    logging.disable(logging.ERROR)  # tens of thousands of refusals
    from tests.promises.kill.harness import laid
    from tests.promises.leak import harness

    def look(figures: Figures) -> None:
        with laid() as world:
            harness.run(world, harness.Depth(one_in=asked.count), figures=figures)

    alone.run("R17-leak", look, fresh=asked.fresh)


main()
