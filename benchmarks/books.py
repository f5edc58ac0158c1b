"""Measures the books: posting (row 8), reading balances (row 9), sums of money (row 14).

    python -m benchmarks.books --movements 50000 --batch 10000
    PERCORSI_TEST_DATABASE=postgres python -m benchmarks.books

Ours and the reference take turns in one run; what is printed are ratios of medians, since the
machine is shared. The reference writes the same rows into the same tables, with their triggers,
in plain SQL; `without triggers` shows what the database's own guarding costs.
"""

import argparse
import sys

from tests.accounting import alone


def main() -> int:
    """Lay out a database of its own, measure, print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.books", description="Measure.")
    parser.add_argument("--movements", type=int, default=50_000)
    parser.add_argument("--batch", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    alone.setup()
    from benchmarks import books_posting, books_reading, books_sums
    from tests.accounting.books import open_books

    with alone.database("books") as vendor:
        print(f"Books on {vendor}, ratios of medians of {asked.rounds} interleaved rounds")
        books = open_books()
        books.give(10_000_000_00)
        books_posting.measure(books, batch=asked.batch, rounds=asked.rounds)
        books_reading.measure(books, movements=asked.movements, rounds=asked.rounds)
        books_sums.measure(rows=asked.movements)
    return 0


if __name__ == "__main__":
    sys.exit(main())
