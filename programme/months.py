"""Months counted from a day, without drift."""

from __future__ import annotations

import calendar
from datetime import date


def month_after(start: date, months: int) -> date:
    """Return the same day some months later, or the month's last day where there is no such day.

    Always counted from ``start``, so that 31 January leads to 28 February and then 31 March.
    """
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
