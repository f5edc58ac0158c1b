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

Taken = tuple[float, float]
"""Seconds of wall and of processor, for one transition."""


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
        taken: dict[str, list[Taken]] = {name: [] for name in ways}
        for turn in range(asked.rounds):
            for name in sorted(ways, reverse=bool(turn % 2)):
                taken[name].append(_timed(ways[name], months))
                months = [taken_back(way, month) for month in months]
        _tell(vendor, taken, len(months))
    return 0


def _timed(clear: Callable[[Any], None], months: list[Any]) -> Taken:
    began, busy = time.perf_counter(), time.process_time()
    for month in months:
        clear(month)
    wall, processor = time.perf_counter() - began, time.process_time() - busy
    return wall / len(months), processor / len(months)


def _tell(vendor: str, taken: dict[str, list[Taken]], number: int) -> None:
    """Print wall and processor: on a busy machine the wall counts whoever else waits."""
    print(f"Row 4 on {vendor}: {number} transitions a round (goal ≤ 2.0 ×; SQLite FULL ≤ 3 ×)")
    for place, clock in enumerate(("wall", "processor of this process")):
        medians = {name: statistics.median(t[place] for t in all_) for name, all_ in taken.items()}
        for name, seconds in medians.items():
            ratio = seconds / medians["raw SQL"]
            print(f"  {clock:26} {name:10} {seconds * 1000:8.2f} ms  × {ratio:5.2f}")


if __name__ == "__main__":
    sys.exit(main())
