"""Another way to the same plan: Decimal with sixty digits, months counted by hand, no tricks."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, getcontext

CENT = Decimal("0.01")
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
Line = tuple[int, date, int, int, int]
"""Number, due date, principal, interest and balance of an instalment, in cents."""


def prepare() -> None:
    """Reckon with sixty digits from now on."""
    getcontext().prec = 60


def months_after(start: date, months: int) -> date:
    """Return the same day some months later, or the last day of that month."""
    year, month = start.year, start.month
    for _ in range(months):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    last = 29 if month == 2 and isleap(year) else LENGTHS[month - 1]
    return date(year, month, min(start.day, last))


def french(principal: Decimal, percent: Decimal, n: int) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield principal and interest of each instalment of a constant instalment."""
    rate = percent / 1200
    discounts = sum((1 / (1 + rate) ** period for period in range(1, n + 1)), Decimal(0))
    instalment = _cents(principal / discounts)
    balance = principal
    for number in range(1, n + 1):
        interest = _cents(balance * rate)
        paid = balance if number == n else min(max(instalment - interest, Decimal(0)), balance)
        balance -= paid
        yield paid, interest


def italian(principal: Decimal, percent: Decimal, n: int) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield principal and interest of each instalment of a constant principal."""
    share, balance = _cents(principal / n), principal
    for number in range(1, n + 1):
        interest = _cents(balance * percent / 1200)
        paid = balance if number == n else min(share, balance)
        balance -= paid
        yield paid, interest


def lines(kind: str, start: date, cents: int, percent: Decimal, n: int) -> list[Line]:
    """Return the plan of a loan paid out on a day and repaid from a month later on."""
    principal = Decimal(cents) / 100
    rows = (french if kind == "french" else italian)(principal, percent, n)
    balance, found = cents, []
    for number, (paid, interest) in enumerate(rows, start=1):
        balance -= int(paid * 100)
        day = months_after(start, number)
        found.append((number, day, int(paid * 100), int(interest * 100), balance))
    return found


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)
