"""How late a loan is, from what its last replay noted: no plan is read for a list."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from microcredit.arrears import ArrearsClass, Exposure, arrears_class, days_past_due
from microcredit.models import Loan


def owing(seen: QuerySet[Loan]) -> QuerySet[Loan]:
    """Return the loans of which principal is owed: the gross portfolio."""
    return seen.filter(outstanding_cents__gt=0)


def days_late(ages_from: date | None, frozen_on: date | None, *, on: date) -> int:
    """Return the days past due on a day; while the count stands still, those of its first day."""
    until = min(frozen_on, on) if frozen_on is not None else on
    return days_past_due(ages_from, on=until)


def days_of(loan: Loan, *, on: date) -> int:
    """Return how many days a loan is late on a day."""
    return days_late(loan.ages_from or loan.oldest_unpaid_on, loan.frozen_on, on=on)


def class_of(loan: Loan, *, on: date) -> ArrearsClass:
    """Return the class of arrears of a loan on a day."""
    return arrears_class(days_of(loan, on=on))


def exposures(rows: QuerySet[Loan], *, on: date) -> list[tuple[str, Exposure]]:
    """Return each loan's partner and exposure; one query, no rows of models."""
    begun = Coalesce("ages_from", "oldest_unpaid_on")  # before the first replay that notes it
    columns = ("partner__name", "outstanding_cents", begun, "frozen_on")
    return [
        (partner, Exposure(cents, days_late(start, frozen, on=on)))
        for partner, cents, start, frozen in rows.order_by().values_list(*columns)
    ]
