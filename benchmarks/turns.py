"""Lets several ways of doing the same take turns, and compares their medians."""

import statistics
import time
from collections.abc import Callable, Mapping


def medians(
    ways: Mapping[str, Callable[[], object]],
    *,
    rounds: int,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, float]:
    """Return the median seconds of each way; each round goes through all, in turning order.

    With ``time.process_time`` the waiting for others on a busy machine does not count.
    """
    taken: dict[str, list[float]] = {name: [] for name in ways}
    names = list(ways)
    for turn in range(rounds):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            began = clock()
            ways[name]()
            taken[name].append(clock() - began)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def tell(what: str, seconds: Mapping[str, float], *, reference: str, goal: float) -> None:
    """Print each way beside the reference, with the goal for ours."""
    print(f"\n{what} (goal: ours ≤ {goal:g} × {reference})")
    for name, value in seconds.items():
        print(f"  {name:28} {value * 1000:10.2f} ms   × {value / seconds[reference]:6.3f}")
