"""Checks of accounting periods: they do not overlap, and what is closed stays as it was."""

from collections.abc import Iterator

from accounting.check_books.finding import Finding, rows
from accounting.models import Entry, Period
from accounting.models.period import PeriodState
from audit.labels import label
from audit.models import Event

CLOSED, REOPENED = "close_period", "reopen_period"


def overlaps() -> Iterator[Finding]:
    """Find periods that cover the same day."""
    for first, second in rows("""
        SELECT a.id, b.id FROM accounting_period a JOIN accounting_period b
        ON a.id < b.id AND a.starts_on <= b.ends_on AND b.starts_on <= a.ends_on"""):
        yield Finding("periods", f"period {first}", f"it overlaps period {second}")


def booked_after_closing() -> Iterator[Finding]:
    """Find entries that were recorded in a period while it was closed."""
    for period in Period.objects.all():
        told = list(
            Event.objects.filter(subject=label(period), action__in=(CLOSED, REOPENED)).order_by(
                "seq"
            )
        )
        if period.state == PeriodState.CLOSED and (not told or told[-1].action != CLOSED):
            yield Finding("periods", f"period {period.pk}", "the trail does not say who closed it")
        for entry in _recorded_while_closed(period, told):
            yield Finding("periods", f"entry {entry.pk}", "it was booked after its period closed")


def _recorded_while_closed(period: Period, told: list[Event]) -> Iterator[Entry]:
    """Yield the entries between each closing and the reopening after it, if there was one."""
    booked = Entry.objects.filter(booked_on__range=(period.starts_on, period.ends_on))
    for number, event in enumerate(told):
        if event.action == CLOSED:
            late = booked.filter(recorded_at__gt=event.at)
            if number + 1 < len(told):
                late = late.filter(recorded_at__lt=told[number + 1].at)
            yield from late.order_by("pk")
