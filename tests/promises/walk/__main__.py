"""Walks until so many steps were taken: --count 100000."""

import argparse

from tests.promises import alone


def main() -> None:
    """Walk and print the figure, with how often each step was taken."""
    parser = argparse.ArgumentParser(prog="python -m tests.promises.walk")
    parser.add_argument("--count", type=int, default=100_000, help="steps")
    count = parser.parse_args().count
    alone.setup()
    from tests.promises.kill.harness import laid
    from tests.promises.walk.machine import Walk, run

    def walk() -> tuple[str, list[str]]:
        with laid() as world:
            taken = run(world, steps=count, length=120, examples=40)
        often = ", ".join(f"{name} {times}" for name, times in Walk.taken.most_common())
        return f"{taken} steps, 0 unbalanced, 0 cents of drift ({often})", []

    alone.run("R5", walk)


main()
