"""Kills at every point: --count N stops after so many points, spread over all deeds."""

import argparse

from tests.promises import alone


def main() -> None:
    """Go through the whole thin line and print the figure."""
    parser = argparse.ArgumentParser(prog="python -m tests.promises.kill")
    parser.add_argument("--count", type=int, default=0, help="points of each deed; 0 is every one")
    count = parser.parse_args().count
    alone.setup()
    from tests.promises.kill import harness
    from tests.promises.story import ThinLine

    def kill() -> tuple[str, list[str]]:
        with harness.laid() as world:
            choose = harness.some(count) if count else harness.every
            found = harness.run(world, ThinLine(world).deeds(), choose)
        return str(found), found.wrong

    alone.run("R9", kill)


main()
