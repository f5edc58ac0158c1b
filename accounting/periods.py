"""Accounting periods: opened, closed, and the day on which something is booked.

How a closed one is opened once more is in ``accounting.reopening``.
"""

from collections.abc import Callable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from accounting.models import Period
from accounting.models.period import PeriodState
from audit.labels import label
from audit.trail import Draft, lock_stream, record_in_stream

STREAM = "config"


_SHUT = """
SELECT starts_on, ends_on FROM accounting_period
WHERE state NOT IN ('open', 'reopened') AND ends_on >= %s
ORDER BY starts_on
"""


def booking_day(on: date) -> date:
    """Return the day itself, or the first day after it that no closing or closed period covers."""
    with connection.cursor() as cursor:  # asked by every posting: past the ORM
        cursor.execute(_SHUT, [connection.ops.adapt_datefield_value(on)])
        for starts_on, ends_on in cursor.fetchall():
            if _day(starts_on) > on:
                break
            on = _day(ends_on) + timedelta(days=1)
    return on


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


@transaction.atomic
def open_period(*, starts_on: date, ends_on: date, actor: str, role: str) -> Period:
    """Open a period; ValidationError if it would overlap another or ends before it begins."""
    lock_stream(STREAM)
    if Period.objects.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise ValidationError(_("Another accounting period covers some of these days."))
    period = Period(starts_on=starts_on, ends_on=ends_on)
    period.full_clean()
    period.save(force_insert=True)
    record(period, "open_period", source="", actor=actor, role=role)
    return period


def begin_closing(period: Period, *, actor: str, role: str) -> Period:
    """Keep ordinary postings out of a period, so that it can be checked."""
    return _advance(
        period,
        "begin_closing",
        (PeriodState.OPEN, PeriodState.REOPENED),
        lambda _period: PeriodState.CLOSING,
        actor=actor,
        role=role,
    )


def stop_closing(period: Period, *, actor: str, role: str) -> Period:
    """Open a period again that was being closed, because something was missing in it."""
    return _advance(
        period,
        "stop_closing",
        (PeriodState.CLOSING,),
        lambda found: PeriodState.REOPENED if found.reopened_by else PeriodState.OPEN,
        actor=actor,
        role=role,
    )


def close(period: Period, *, actor: str, role: str) -> Period:
    """Close a period: the database then refuses every entry booked in it."""
    return _advance(
        period,
        "close_period",
        (PeriodState.CLOSING,),
        lambda _period: PeriodState.CLOSED,
        actor=actor,
        role=role,
    )


@transaction.atomic
def _advance(
    period: Period,
    action: str,
    sources: tuple[PeriodState, ...],
    target: Callable[[Period], PeriodState],
    *,
    actor: str,
    role: str,
) -> Period:
    period = locked(period, *sources)
    source, period.state = period.state, target(period)
    if period.state == PeriodState.CLOSED:
        period.reopening_reason = period.reopening_asked_by = period.reopened_by = ""
    period.save(update_fields=["state", "reopening_reason", "reopening_asked_by", "reopened_by"])
    record(period, action, source=source, actor=actor, role=role)
    return period


def locked(period: Period, *states: PeriodState) -> Period:
    """Return the period, read again under a lock; ValidationError if it is in no such state."""
    found = Period.objects.select_for_update().get(pk=period.pk)
    if found.state not in states:
        raise ValidationError(_("The period is not in the state that you saw."))
    return found


def record(
    period: Period, action: str, *, source: str, actor: str, role: str, **facts: str
) -> None:
    """Record an act on a period, with its days."""
    days = {"starts_on": period.starts_on.isoformat(), "ends_on": period.ends_on.isoformat()}
    record_in_stream(
        Draft(
            actor=actor,
            role=role,
            action=action,
            subject=label(period),
            source=source,
            target=period.state,
            facts=days | facts,
        ),
        stream=STREAM,
    )
