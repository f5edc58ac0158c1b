"""Rows 10 and 11: repayment plans and replays, without a database.

    python -m benchmarks.loans --plans 2000

Row 10: ours (integer cents, exact ratios) beside a plain loop in Decimal; both make the same
plans, and every cell is compared with rational arithmetic. Beside it a loan of 60 instalments
with 200 receipts is replayed. Row 11 is the same question put to each loan: the days late of
100,000 loans from the oldest unpaid day that a replay notes, beside the replay of each.
"""

import argparse
import sys
from calendar import monthrange
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from benchmarks.turns import medians, tell
from microcredit.allocation import Order
from microcredit.arrears import days_past_due
from microcredit.replay import Paying, replay
from microcredit.schedule import Method, Row, Terms, plan

CENT = Decimal("0.01")
START = date(2026, 1, 31)


def main() -> int:
    """Measure and print the ratios."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.loans", description="Measure.")
    parser.add_argument("--plans", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    loans = [_terms(number) for number in range(asked.plans)]
    seconds = medians(
        {
            "ours": lambda: [plan(terms) for terms in loans],
            "Decimal loop": lambda: [in_decimals(terms) for terms in loans],
        },
        rounds=asked.rounds,
    )
    tell(f"Row 10: {asked.plans:,} plans", seconds, reference="Decimal loop", goal=0.5)
    wrong = sum(_cells(plan(terms).rows) != in_fractions(terms) for terms in loans)
    print(f"  plans that rational arithmetic makes otherwise: {wrong}")
    _replays(rounds=asked.rounds)
    return 1 if wrong else 0


def _replays(*, rounds: int) -> None:
    rows, order = plan(_terms(59)).rows, Order()
    receipts = [
        Paying(START + timedelta(days=9 * number), f"{number:03}", 37_13, f"r{number}")
        for number in range(200)
    ]
    loans = [START + timedelta(days=number % 400) for number in range(100_000)]
    today = START + timedelta(days=200)
    seconds = medians(
        {
            "replay of 200 receipts": lambda: replay(rows, receipts, order),
            "ageing of 100,000 loans": lambda: [days_past_due(day, on=today) for day in loans],
        },
        rounds=rounds,
    )
    print("\nOne replay of 60 instalments, and the days late of 100,000 loans")
    for name, value in seconds.items():
        print(f"  {name:28} {value * 1000:10.2f} ms")


def in_decimals(terms: Terms) -> list[tuple[int, date, Decimal, Decimal, Decimal]]:
    """Make the same rows as a plain loop in Decimal would."""
    rate, balance = terms.annual_rate_pct / 1200, Decimal(terms.principal) / 100
    instalment = (balance * rate / (1 - (1 + rate) ** -terms.n)).quantize(CENT, ROUND_HALF_UP)
    rows, first = [], terms.first_due
    for number in range(1, terms.n + 1):
        interest = (balance * rate).quantize(CENT, ROUND_HALF_UP)
        principal = balance if number == terms.n else instalment - interest
        balance -= principal
        year, month = divmod(first.year * 12 + first.month + number - 2, 12)
        day = min(terms.due_day or first.day, monthrange(year, month + 1)[1])
        rows.append((number, date(year, month + 1, day), principal, interest, balance))
    return rows


def in_fractions(terms: Terms) -> list[tuple[int, int]]:
    """Make the plan in rational arithmetic, rounded half up where a contract rounds."""
    rate, balance = Fraction(terms.annual_rate_pct) / 1200, terms.principal
    exact = balance * rate / (1 - (1 + rate) ** -terms.n)
    instalment, rows = _half_up(exact), []
    for number in range(1, terms.n + 1):
        interest = _half_up(balance * rate)
        principal = balance if number == terms.n else instalment - interest
        balance -= principal
        rows.append((principal, interest))
    return rows


def _half_up(amount: Fraction) -> int:
    return int(amount + Fraction(1, 2))


def _cells(rows: tuple[Row, ...]) -> list[tuple[int, int]]:
    return [(row.principal, row.interest) for row in rows]


def _terms(number: int) -> Terms:
    return Terms(
        principal=1_000_00 + number * 1_237,
        annual_rate_pct=Decimal("3.75") + number % 7,
        method=Method.FRENCH,
        n=12 + number % 61,
        disbursed_on=START,
        first_due=date(2026, 2, 28),
        due_day=31,
    )


if __name__ == "__main__":
    sys.exit(main())
