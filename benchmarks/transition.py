"""Rows 4 and 5: a whole transition against raw SQL for the same rows.

    python -m benchmarks.transition --rounds 5
    PERCORSI_TEST_DATABASE=postgres python -m benchmarks.transition

The transition is the clearance of a month for payment: the case is locked, the guards asked, the
event chained, the row moved, the books posted and the payable written, in one atomic block that
commits. Ours and the reference take turns in one run on the same months; `raw SQL, no trail`
writes the same without the event, with that trigger's work left out of both: what the trail costs.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from tests.accounting import alone


def main() -> int:
    """Lay out a database of its own, measure, print the ratios."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.transition", description="Measure.")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    alone.setup()
    from benchmarks.transition_rows import by_engine, by_hand, months_to_clear, taken_back

    with alone.database("transition") as vendor:
        way, months = months_to_clear()
        ways = {"engine": lambda month: by_engine(way, month), "raw SQL": by_hand}
        taken: dict[str, list[float]] = {name: [] for name in ways}
        for turn in range(asked.rounds):
            for name in sorted(ways, reverse=bool(turn % 2)):
                taken[name].append(_timed(ways[name], months))
                months = [taken_back(way, month) for month in months]
        _tell(vendor, taken, len(months))
    return 0


def _timed(clear: Callable[[Any], None], months: list[Any]) -> float:
    began = time.perf_counter()
    for month in months:
        clear(month)
    return (time.perf_counter() - began) / len(months)


def _tell(vendor: str, taken: dict[str, list[float]], number: int) -> None:
    medians = {name: statistics.median(seconds) for name, seconds in taken.items()}
    print(f"Row 4 on {vendor}: {number} transitions a round (goal ≤ 2.0 ×; SQLite FULL ≤ 3 ×)")
    for name, seconds in medians.items():
        print(f"  {name:10} {seconds * 1000:8.2f} ms  × {seconds / medians['raw SQL']:5.2f}")


if __name__ == "__main__":
    sys.exit(main())
