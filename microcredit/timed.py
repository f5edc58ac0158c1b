"""What time brings to a loan: drafts given up, offers that expire, instalments that are late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from lifecycle import timed
from lifecycle.timed import TimedStep
from microcredit import changes, holidays
from microcredit.models import Holiday, Loan, Rescheduling
from microcredit.moving_lifecycle import ACCRUING
from microcredit.standing import standing
from microcredit.states import HolidayState, LoanState, ReschedulingState
from programme.terms import term

LOAN = "microcredit.loan"
HOLIDAY = "microcredit.holiday"
RESCHEDULING = "microcredit.rescheduling"


def register_all() -> None:
    """Let the timer know the timed steps of a loan."""
    timed.register(TimedStep(LOAN, "cancel", _("Drafts given up"), stale_drafts, adverse=True))
    timed.register(
        TimedStep(LOAN, "lapse_unsigned", _("Offers not signed"), unsigned, adverse=True)
    )
    timed.register(TimedStep(LOAN, "accrue", _("Interest that falls due"), accruing, adverse=False))
    timed.register(TimedStep(LOAN, "remind", _("Reminders"), to_remind, adverse=True))
    timed.register(
        TimedStep(HOLIDAY, "begin", _("Payment holidays that begin"), beginning, adverse=False)
    )
    new = _("New plans that take effect")
    timed.register(TimedStep(RESCHEDULING, "take_effect", new, signed, adverse=False))
    timed.register(
        TimedStep(RESCHEDULING, "expire", _("New plans not signed"), unsigned_plans, adverse=True)
    )
    timed.register(TimedStep(HOLIDAY, "end", _("Payment holidays that end"), ending, adverse=False))
    timed.register(TimedStep(LOAN, "mark_late", _("Instalments overdue"), overdue, adverse=True))


def stale_drafts(on: date) -> Iterator[Loan]:
    """Yield drafts older than the days of their call (L03)."""
    drafts = Loan.objects.as_system().filter(state=LoanState.DRAFT).select_related("call")
    for loan in drafts.order_by("id"):
        if loan.opened_on + timedelta(days=term(loan.call, "draft_expiry_days").value) < on:
            yield loan


def unsigned(on: date) -> Iterable[Loan]:
    """Return approved loans whose term for signing has passed (L15)."""
    approved = Loan.objects.as_system().filter(state=LoanState.APPROVED, sign_by__lt=on)
    return approved.order_by("id")


def overdue(on: date) -> Iterator[Loan]:
    """Yield performing loans whose oldest instalment is late beyond the days of grace (L25)."""
    late = Loan.objects.as_system().filter(state=LoanState.CURRENT, oldest_unpaid_on__lt=on)
    for loan in late.select_related("call").order_by("id"):
        grace = timedelta(days=term(loan.call, "late_grace_days").value)
        if loan.oldest_unpaid_on is not None and loan.oldest_unpaid_on + grace < on:
            yield loan


def accruing(on: date) -> Iterable[Loan]:
    """Return loans on which interest has fallen due that is not booked yet."""
    return Loan.objects.as_system().filter(state__in=ACCRUING, accrues_on__lte=on).order_by("id")


def to_remind(on: date) -> Iterator[Loan]:
    """Yield loans whose days late have reached the next rung of the ladder (L25)."""
    states = (LoanState.CURRENT, LoanState.LATE)
    late = Loan.objects.as_system().filter(state__in=states, oldest_unpaid_on__lt=on)
    for loan in late.select_related("call", "product").order_by("id"):
        if changes.rung(loan, standing(loan, on=on).days_late) > loan.reminded:
            yield loan


def beginning(on: date) -> Iterable[Holiday]:
    """Return holidays whose first day has come."""
    approved = Holiday.objects.as_system().filter(state=HolidayState.APPROVED, starts_on__lte=on)
    return approved.order_by("id")


def ending(on: date) -> Iterator[Holiday]:
    """Yield holidays whose months are over."""
    running = Holiday.objects.as_system().filter(state=HolidayState.RUNNING)
    for holiday in running.order_by("id"):
        if holidays.last_day(holiday) < on:
            yield holiday


def signed(on: date) -> Iterable[Rescheduling]:
    """Return signed plans whose day has come."""
    rows = Rescheduling.objects.as_system().filter(state=ReschedulingState.SIGNED)
    return rows.filter(effective_on__lte=on).order_by("id")


def unsigned_plans(on: date) -> Iterable[Rescheduling]:
    """Return approved plans whose days for signing are over."""
    rows = Rescheduling.objects.as_system().filter(state=ReschedulingState.APPROVED)
    return rows.filter(sign_by__lt=on).order_by("id")
