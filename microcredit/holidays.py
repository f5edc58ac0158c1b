"""What a payment holiday does to a plan: every row from its first day on falls due later."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from microcredit.arrears import Pause
from microcredit.models.product import HolidayInterest
from microcredit.replanning import interest_over, principal_from, shifted
from microcredit.schedule.dates import MONTHLY, moved
from microcredit.states import HolidayState

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from microcredit.models import Holiday, Loan
    from microcredit.schedule import Row

GRANTED = (HolidayState.APPROVED, HolidayState.RUNNING, HolidayState.ENDED)


def granted(loan: Loan) -> QuerySet[Holiday]:
    """Return the holidays that were granted on a loan, those that never began left out."""
    found: QuerySet[Holiday] = loan.holidays.as_system().filter(
        state__in=GRANTED, approved_on__isnull=False
    )
    return found


def months_granted(loan: Loan) -> int:
    """Return the months of the holidays that were granted, as far as they were used."""
    return sum(
        each.months if each.months_used is None else each.months_used for each in granted(loan)
    )


def last_day(holiday: Holiday) -> date:
    """Return the last day on which nothing has to be paid."""
    return moved(holiday.starts_on, MONTHLY, times=holiday.months) - timedelta(days=1)


def months_begun(holiday: Holiday, *, on: date) -> int:
    """Return the months of a holiday that have begun by a day, its own length at most."""
    months = 0
    while months < holiday.months and moved(holiday.starts_on, MONTHLY, times=months) <= on:
        months += 1
    return months


def simulated(holiday: Holiday) -> tuple[Row, ...]:
    """Return the plan as it would be after the whole holiday."""
    return changed_rows(holiday, holiday.loan.plan_rows, months=holiday.months)


def changed_rows(holiday: Holiday, rows: tuple[Row, ...], *, months: int) -> tuple[Row, ...]:
    """Return the plan after so many months of holiday, interest later where it was agreed."""
    later = holiday.interest == HolidayInterest.ACCRUE
    interest = interest_of(holiday, rows, months=months) if later else 0
    return shifted(rows, start=holiday.starts_on, months=months, interest=interest)


def interest_of(holiday: Holiday, rows: tuple[Row, ...], *, months: int) -> int:
    """Return the interest that runs in so many months of the holiday, in cents."""
    rate = Decimal(holiday.loan.product_in_force.annual_rate_pct)
    return interest_over(principal_from(rows, holiday.starts_on), rate=rate, months=months)


def pause(holiday: Holiday) -> Pause:
    """Return the days in which late days stand still, as the holiday was granted."""
    return Pause(holiday.starts_on, last_day(holiday))
