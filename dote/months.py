"""The months of a monthly service: from which day to which, without drift."""

from __future__ import annotations

from datetime import date, timedelta

from programme.months import month_after


def span(start: date, number: int) -> tuple[date, date]:
    """Return first and last day of the ``number``-th month (from 1) of a service."""
    return month_after(start, number - 1), month_after(start, number) - timedelta(days=1)
