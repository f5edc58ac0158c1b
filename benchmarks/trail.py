"""Measures the trail: verifying it (row 7), and eight writers at once (row 6, PostgreSQL).

    python -m benchmarks.trail --events 1000000
    PERCORSI_TEST_DATABASE=postgres python -m benchmarks.trail --events 1000000 --writers 8

Nothing asserts on seconds: the machine is shared. Beside each time stands that of a reference
which does the least that could be called the same work, measured in the same run.
"""

import argparse
import os
import sys
from contextlib import ExitStack

import django


def main() -> int:
    """Lay out a database of its own, measure, print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.trail", description="Measure.")
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=4.0, help="each round of the writers")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from benchmarks import trail_verifying, trail_writing
    from tests import ground
    from tests.audit.tamper.long_run import lay_ground

    with ExitStack() as laid:
        lay_ground(laid)
        if ground.POSTGRES:
            trail_writing.measure(writers=asked.writers, seconds=asked.seconds)
        trail_verifying.measure(events=asked.events)
    return 0


if __name__ == "__main__":
    sys.exit(main())
