"""Tries every way round four eyes, deed by deed of each story; goes on where it stopped.

python -m tests.promises.eyes
PERCORSI_TEST_DATABASE=postgres python -m tests.promises.eyes
"""

from tests.promises import alone
from tests.promises.figures import Figures


def main() -> None:
    """Try, and keep the figure of each deed."""
    asked = alone.arguments("eyes", count=0, unit="not used: all ways are tried")
    alone.setup()
    from tests.promises import stories
    from tests.promises.eyes import harness
    from tests.promises.kill.harness import laid

    def all_of_it(figures: Figures) -> None:
        for tell in stories.every().values():
            with laid() as world:
                harness.run(world, tell(world), figures=figures)

    alone.run("R18-eyes", all_of_it, fresh=asked.fresh)


main()
