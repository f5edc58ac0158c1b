"""What time brings to a loan: drafts given up, offers that expire, instalments that are late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from lifecycle import timed
from lifecycle.timed import TimedStep
from microcredit.models import Loan
from microcredit.states import LoanState
from programme.terms import term

LOAN = "microcredit.loan"


def register_all() -> None:
    """Let the timer know the timed steps of a loan."""
    timed.register(TimedStep(LOAN, "cancel", _("Drafts given up"), stale_drafts, adverse=True))
    timed.register(
        TimedStep(LOAN, "lapse_unsigned", _("Offers not signed"), unsigned, adverse=True)
    )
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
