"""Tries every cell of every machine, state by state; goes on where it stopped.

    python -m tests.promises.illegal
    PERCORSI_TEST_DATABASE=postgres python -m tests.promises.illegal

``--count N`` tries one in N cells.
"""

import logging

from tests.promises import alone
from tests.promises.figures import Figures


def main() -> None:
    """Try, and keep the figure of each state of each machine."""
    asked = alone.arguments("illegal", count=1, unit="one in so many cells")
    alone.setup()
    logging.disable(logging.ERROR)  # thousands of refusals
    from tests.promises.illegal import ground
    from tests.promises.illegal.harness import Attempts
    from tests.promises.kill.harness import laid
    from tests.promises.leak.ground import HOME, staff_of

    def all_of_it(figures: Figures) -> None:
        with laid() as world:
            people = staff_of(world, HOME) | {"participant": world.samir}
            ground.told(world)
            for model, state in ground.machines():
                key = f"{model._meta.label_lower} {state}"
                if not figures.has(key):
                    with ground.standing(model, state) as row:
                        here = Attempts(people, asked.count).on(row)
                    counts = here.tried | {"attempts": here.tried.total(), "states": 1}
                    figures.keep(key, counts, here.wrong)

    alone.run("R1-illegal", all_of_it, fresh=asked.fresh)


main()
