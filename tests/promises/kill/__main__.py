"""Kills at every point of every deed of every story, deed by deed; goes on where it stopped.

    python -m tests.promises.kill
    PERCORSI_TEST_DATABASE=postgres python -m tests.promises.kill

``--count N`` takes so many points of each deed.
"""

from tests.promises import alone
from tests.promises.figures import Figures


def main() -> None:
    """Tell each story in a database of its own, and keep the figure of each deed."""
    asked = alone.arguments("kill", count=0, unit="points of each deed, 0 for every one")
    alone.setup()
    from tests.promises import stories
    from tests.promises.kill import harness

    def kill(figures: Figures) -> None:
        choose = harness.some(asked.count) if asked.count else harness.every
        for name, tell in stories.every().items():
            with harness.laid() as world:
                harness.run(world, tell(world), choose, figures=figures, story=name)

    alone.run("R9-kill", kill, fresh=asked.fresh)


main()
