"""Checks of accounting periods: they do not overlap, and what is closed stays as it was."""

from collections.abc import Iterator

from accounting.check_books.finding import Finding, rows
from accounting.models import Entry, Period
from accounting.models.period import PeriodState
from audit.labels import label
from audit.models import Event


def overlaps() -> Iterator[Finding]:
    """Find periods that cover the same day."""
    for first, second in rows("""
        SELECT a.id, b.id FROM accounting_period a JOIN accounting_period b
        ON a.id < b.id AND a.starts_on <= b.ends_on AND b.starts_on <= a.ends_on"""):
        yield Finding("periods", f"period {first}", f"it overlaps period {second}")


def booked_after_closing() -> Iterator[Finding]:
    """Find entries that were recorded in a period after it was closed."""
    for period in Period.objects.filter(state=PeriodState.CLOSED):
        closing = Event.objects.filter(subject=label(period), action="close_period").first()
        if closing is None:
            yield Finding("periods", f"period {period.pk}", "the trail does not say who closed it")
            continue
        late = Entry.objects.filter(
            booked_on__range=(period.starts_on, period.ends_on), recorded_at__gt=closing.at
        )
        for entry in late.order_by("pk"):
            yield Finding("periods", f"entry {entry.pk}", "it was booked after its period closed")
