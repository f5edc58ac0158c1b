"""How a plan changes on the way: shifted, rescheduled, paid back early, fallen due at once.

Pure, on whole cents. Every function returns all the rows of the new version, those of the past
as well: receipts are replayed over it from the beginning, so that the old and the new plan need
no seam. Rows are numbered anew, by due date.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from microcredit.schedule import Row
from microcredit.schedule.dates import MONTHLY, moved
from microcredit.schedule.rounding import Rounding, rounded


def numbered(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return rows by due date, numbered from one, each with the principal owed after it."""
    ordered = sorted(rows, key=lambda row: (row.due_on, row.nr))
    left = sum(row.principal for row in ordered)
    found = []
    for number, row in enumerate(ordered, start=1):
        left -= row.principal
        found.append(row._replace(nr=number, balance=left))
    return tuple(found)


def seed_day(rows: Sequence[Row]) -> int:
    """Return the day of the month on which a plan falls due, where no month is too short."""
    return max((row.due_on.day for row in rows), default=1)


def shifted(rows: Sequence[Row], *, start: date, months: int, interest: int = 0) -> tuple[Row, ...]:
    """Return the plan with every row from a day on due some months later (payment holiday).

    ``interest`` in cents, that ran meanwhile, is spread evenly over the rows that were moved,
    the last takes the rest; no interest runs on it.
    """
    seed = seed_day(rows)
    later = [row for row in rows if row.due_on >= start]
    each, rest = divmod(interest, len(later)) if later else (0, 0)
    found = [row for row in rows if row.due_on < start]
    for place, row in enumerate(later, start=1):
        extra = each + (rest if place == len(later) else 0)
        due_on = moved(row.due_on, MONTHLY, times=months, seed_day=seed)
        found.append(row._replace(due_on=due_on, interest=row.interest + extra))
    return numbered(found)


def interest_over(principal: int, *, rate: Decimal, months: int) -> int:
    """Return the interest of some whole months on a principal, in cents, rounded half up."""
    over, under = rate.as_integer_ratio()
    return rounded(principal * over * months, under * 1_200, Rounding.HALF_UP)


def principal_from(rows: Sequence[Row], day: date) -> int:
    """Return the principal of the rows due from a day on, in cents."""
    return sum(row.principal for row in rows if row.due_on >= day)


def accelerated(rows: Sequence[Row], *, on: date, interest: int = 0) -> tuple[Row, ...]:
    """Return the plan with all principal due on a day; later interest does not run any more.

    ``interest`` is what has run since the last row, in cents.
    """
    past = [row for row in rows if row.due_on <= on]
    principal = sum(row.principal for row in rows if row.due_on > on)
    if not principal and not interest:
        return numbered(past)
    return numbered([*past, Row(len(rows) + 1, on, principal, interest, 0)])


def running_interest(rows: Sequence[Row], *, since: date, on: date) -> int:
    """Return the interest of the period that runs on a day, as far as it has run, in cents.

    ``since`` is the day of the disbursement, where no row has fallen due yet.
    """
    start = max((row.due_on for row in rows if row.due_on <= on), default=since)
    following = next((row for row in rows if row.due_on > on), None)
    if following is None or on <= start:
        return 0
    passed, whole = (on - start).days, (following.due_on - start).days
    return rounded(following.interest * passed, whole, Rounding.HALF_UP)


def with_early_payment(
    rows: Sequence[Row], later: Sequence[Row], *, on: date, principal: int, interest: int
) -> tuple[Row, ...]:
    """Return the past, the early payment on its day, and the new rows after it."""
    past = [row for row in rows if row.due_on <= on]
    early = Row(len(rows) + 1, on, principal, interest, 0)
    return numbered([*past, early, *later])
