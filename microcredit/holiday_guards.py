"""When a step of a payment holiday is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lifecycle.guards import guard
from microcredit import holidays
from microcredit.states import HolidayState, LoanState
from people.roles import Role

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from microcredit.models import Holiday

Sentences = Iterator["str | Promise"]

OPEN = (
    HolidayState.REQUESTED,
    HolidayState.PROPOSED,
    HolidayState.APPROVED,
    HolidayState.RUNNING,
)


@guard(Role.FINANCE)
def the_plan_runs(holiday: Holiday, act: Act) -> Sentences:
    """Object unless the loan is paid out in full and being repaid."""
    if holiday.loan.state not in (LoanState.CURRENT, LoanState.LATE):
        yield _("A payment holiday is for a loan that is paid out and being repaid.")


@guard(Role.GRANT_OFFICER)
def one_holiday_at_a_time(holiday: Holiday, act: Act) -> Sentences:
    """Object while another holiday is open."""
    others = holiday.loan.holidays.as_system().filter(state__in=OPEN).exclude(pk=holiday.pk)
    if others.exists():
        yield _("Another payment holiday is open on this loan.")


@guard(Role.PROGRAMME_MANAGER)
def within_the_products_limits(holiday: Holiday, act: Act) -> Sentences:
    """Object to more holidays, or more months, than the product of the loan allows."""
    if not holiday.months:
        return
    product = holiday.loan.product_in_force
    if holidays.granted(holiday.loan).count() >= product.holiday_count:
        yield _("This product allows %(count)s payment holidays, and they were granted.") % {
            "count": product.holiday_count
        }
    left = product.holiday_months - holidays.months_granted(holiday.loan)
    if holiday.months > left:
        yield _("At most %(left)s months of payment holiday are left on this loan.") % {
            "left": max(left, 0)
        }


@guard(Role.GRANT_OFFICER)
def it_begins_later(holiday: Holiday, act: Act) -> Sentences:
    """Object to a first day in the past, or after the last instalment."""
    if not holiday.starts_on:
        return
    rows = holiday.loan.plan_rows
    if holiday.starts_on < act.on:
        yield _("A payment holiday begins today or later: what was due before stays due.")
    if rows and not any(row.due_on >= holiday.starts_on for row in rows):
        yield _("No instalment falls due after that day.")


@guard(Role.APPROVER)
def it_is_the_first(holiday: Holiday, act: Act) -> Sentences:
    """Object where a holiday was granted before: that one needs a proposal and an approval."""
    if holidays.granted(holiday.loan).exists():
        yield _("A holiday was granted before: a further one is proposed and approved by two.")


@guard(Role.APPROVER)
def it_is_a_further_one(holiday: Holiday, act: Act) -> Sentences:
    """Object where none was granted before: the approver alone approves the first."""
    if not holidays.granted(holiday.loan).exists():
        yield _("This is the first payment holiday: the approver alone approves it.")


@guard(Role.SYSTEM)
def its_day_has_come(holiday: Holiday, act: Act) -> Sentences:
    """Object before the first day."""
    if act.on < holiday.starts_on:
        yield _("The payment holiday begins on %(day)s.") % {"day": f"{holiday.starts_on:%d/%m/%Y}"}


@guard(Role.SYSTEM)
def its_months_are_over(holiday: Holiday, act: Act) -> Sentences:
    """Object until the day after the last one."""
    last = holidays.last_day(holiday)
    if act.on <= last:
        yield _("The payment holiday lasts until %(day)s.") % {"day": f"{last:%d/%m/%Y}"}
