"""The plain French plan, whole months at rate/12, in one tight loop: most plans are of this kind.

It makes the very rows of the general way (a test holds one against the other), in a fraction of
the time: portfolios are simulated and replayed by the thousand.
"""

from __future__ import annotations

from microcredit.schedule.dates import MONTHLY, capped
from microcredit.schedule.day_count import Basis
from microcredit.schedule.rounding import Rounding, rounded
from microcredit.schedule.rows import Row
from microcredit.schedule.terms import Method, Terms


def is_plain(terms: Terms) -> bool:
    """Say whether a plan is a French one of whole months, without grace, tranches or balloon."""
    extras = (
        terms.grace_principal,
        terms.deferred_interest,
        terms.interest_free,
        terms.balloon,
        terms.drawdowns,
    )
    return (
        terms.method is Method.FRENCH
        and terms.basis is Basis.NOMINAL
        and terms.rounding is Rounding.HALF_UP
        and terms.multiple == 1
        and terms.period == MONTHLY
        and terms.annual_rate_pct > 0
        and not any(extras)
        and terms.starts_whole
    )


def rows(terms: Terms) -> tuple[Row, ...]:
    """Return the rows; ``is_plain`` says for which terms."""
    over, under = terms.rate
    under *= 12
    twice, half = 2 * over, 2 * under
    count, balance = terms.n, terms.principal
    instalment = _instalment(over, under, count, balance)
    seed, year, month = terms.due_day or terms.first_due.day, *_month(terms)
    found, last, new = [], count, Row
    for number in range(1, count + 1):
        interest = (balance * twice + under) // half
        paid = instalment - interest
        if number == last or paid > balance:
            paid = balance
        elif paid < 0:
            paid = 0
        balance -= paid
        found.append(new(number, capped(year, month, seed), paid, interest, balance))
        month += 1
        if month > 12:
            year, month = year + 1, 1
    return tuple(found)


def _month(terms: Terms) -> tuple[int, int]:
    return terms.first_due.year, terms.first_due.month


def _instalment(over: int, under: int, n: int, balance: int) -> int:
    grown, flat = (under + over) ** n, under**n
    return rounded(over * balance * grown, under * (grown - flat), Rounding.HALF_UP)
