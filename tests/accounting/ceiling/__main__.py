"""Races of processes on a database of their own; exit code 1 if a cent is over.

python -m tests.accounting.ceiling --attempts 10000 --workers 8
"""

import argparse
import sys
import time

from tests.accounting import alone
from tests.promises.figures import Figures


def main() -> int:
    """Race as often as asked and print the figure."""
    parser = argparse.ArgumentParser(prog="python -m tests.accounting.ceiling")
    parser.add_argument("--attempts", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=8)
    asked = parser.parse_args()
    alone.setup()
    from accounting import check_books
    from tests.accounting.books import open_books
    from tests.accounting.ceiling import race

    with alone.database("ceiling") as vendor:
        books = open_books()
        started = time.perf_counter()
        outcome = race.run(
            books,
            attempts=asked.attempts,
            workers=asked.workers,
            work_together=race.in_processes,
        )
        seconds = time.perf_counter() - started
        over = outcome.awarded - asked.attempts // 3
        findings = check_books.findings()
    counts = {
        "attempts": asked.attempts, "processes": asked.workers, "awarded": outcome.awarded,
        "refused": outcome.refused, "euro over": over, "seconds": int(seconds),
    }  # fmt: skip
    wrong = [*(f"{told}: {count}" for told, count in outcome.errors.items()), *map(str, findings)]
    Figures.opened("R4-ceiling", vendor, fresh=True).keep("all", counts, wrong)
    print(
        f"R4 on {vendor}: {asked.attempts} attempts by {asked.workers} workers in {seconds:.0f} s,"
        f" {outcome.awarded} awarded, {outcome.refused} refused, {over} euro over,"
        f" {sum(outcome.errors.values())} other errors, {len(findings)} findings"
    )
    print(*outcome.errors.items(), *findings, sep="\n")
    return 1 if over or outcome.errors or findings else 0


sys.exit(main())
