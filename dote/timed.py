"""What time brings to a dote: drafts given up, pacts not signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from dote.ending_guards import last_day_of_grace
from dote.models import Dote, Month, ServiceLine
from dote.month_guards import last_day_to_report
from dote.pausing import report_by
from dote.states import WITH_MONTHS, DoteState, MonthState
from lifecycle import timed
from lifecycle.timed import TimedStep
from programme.terms import term


def register_all() -> None:
    """Let the timer know the timed steps of a dote."""
    timed.register(
        TimedStep("dote.dote", "cancel", _("Drafts given up"), stale_drafts, adverse=True)
    )
    timed.register(
        TimedStep("dote.dote", "lapse_unsigned", _("Pacts not signed"), unsigned, adverse=True)
    )
    timed.register(
        TimedStep(
            "dote.dote",
            "lapse_unconfirmed",
            _("Places that nobody confirms"),
            unconfirmed,
            adverse=True,
        )
    )
    timed.register(
        TimedStep("dote.dote", "expire_end", _("Paths whose time is over"), over, adverse=True)
    )
    timed.register(
        TimedStep("dote.month", "remind", _("Months that are late"), late, adverse=False)
    )
    timed.register(
        TimedStep("dote.month", "expire", _("Months that nobody reports"), unreported, adverse=True)
    )


def stale_drafts(on: date) -> Iterator[Dote]:
    """Yield drafts older than the days of their call (D03)."""
    drafts = Dote.objects.as_system().filter(state=DoteState.DRAFT).select_related("call")
    for dote in drafts.order_by("id"):
        days = term(dote.call, "draft_expiry_days").value
        if dote.opened_on + timedelta(days=days) < on:
            yield dote


def unsigned(on: date) -> Iterable[Dote]:
    """Return awards whose term for signing has passed (D18)."""
    awarded = Dote.objects.as_system().filter(state=DoteState.AWARDED, sign_by__lt=on)
    return awarded.order_by("id")


def unconfirmed(on: date) -> Iterable[Dote]:
    """Return those called up from the waiting list whose days for confirming have passed (D14)."""
    waiting = Dote.objects.as_system().filter(state=DoteState.WAITLISTED, confirm_by__lt=on)
    return waiting.order_by("id")


def over(on: date) -> Iterator[Dote]:
    """Yield active dotes whose services are over since more than the days of grace (D25)."""
    active = Dote.objects.as_system().filter(state=DoteState.ACTIVE).select_related("call")
    running = ServiceLine.objects.as_system().filter(ends_on__gte=on).values("dote")
    for dote in active.exclude(pk__in=running).order_by("id"):
        last = last_day_of_grace(dote)
        if last is not None and last < on:
            yield dote


def late(on: date) -> Iterator[Month]:
    """Yield months that are late, of which nobody was reminded yet (DM19)."""
    for month in _over(on).filter(reminded_on__isnull=True):
        if report_by(month) < on <= last_day_to_report(month):
            yield month


def unreported(on: date) -> Iterator[Month]:
    """Yield months that are over and that nobody has reported in the call's days (DM15)."""
    for month in _over(on):
        if last_day_to_report(month) < on:
            yield month


def _over(on: date) -> QuerySet[Month]:
    over = Month.objects.as_system().filter(
        state=MonthState.OPEN, ends_on__lt=on, dote__state__in=WITH_MONTHS
    )
    standing_still = Q(dote__suspended_on__isnull=False, starts_on__gte=F("dote__suspended_on"))
    return over.exclude(standing_still).select_related("dote__call").order_by("id")
