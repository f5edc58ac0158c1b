"""Loses the answer of every deed of every story, --count times each; goes on where it stopped.

python -m tests.promises.lost
PERCORSI_TEST_DATABASE=postgres python -m tests.promises.lost
"""

from tests.promises import alone
from tests.promises.figures import Figures


def main() -> None:
    """Lose answers, and keep the figure of each deed."""
    asked = alone.arguments("lost", count=13, unit="times each deed")
    alone.setup()
    from tests.promises import stories
    from tests.promises.kill.harness import laid
    from tests.promises.lost import harness

    def lose(figures: Figures) -> None:
        for tell in stories.every().values():
            with laid() as world:
                harness.run(world, tell(world), times=asked.count, figures=figures)

    alone.run("R10-lost", lose, fresh=asked.fresh)


main()
