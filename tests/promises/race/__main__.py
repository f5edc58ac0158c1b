"""Races for every deed of the thin line: --count races for each."""

import argparse

from tests.promises import alone


def main() -> None:
    """Race, and print the figure; the plain objects beside it must pay twice."""
    parser = argparse.ArgumentParser(prog="python -m tests.promises.race")
    parser.add_argument("--count", type=int, default=60, help="races for each deed")
    count = parser.parse_args().count
    alone.setup()
    from tests import ground
    from tests.promises.kill.harness import laid
    from tests.promises.race.harness import run
    from tests.promises.story import ThinLine
    from tests.treasury import race
    from tests.treasury.plain import plain_tables

    def run_all() -> tuple[str, list[str]]:
        with ground.copy("plain") as made, ground.connected_to(made.name), plain_tables(made):
            canary = race.plain_objects_pay(count)
        with laid() as world:
            found = run(world, ThinLine(world).deeds(), times=count)
        wrong = list(found.wrong)
        if found.doubled or found.none:
            wrong.append("not every race had one winner")
        if not canary.doubled:
            wrong.append("the plain objects never paid twice: the race is blind")
        return f"{found}; plain objects: {canary}", wrong

    alone.run("R3", run_all)


main()
