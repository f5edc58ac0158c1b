"""Months that the person leaves out, and months that come late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dote.states import DoteState, MonthState
from lifecycle.guards import guard
from people.roles import Role
from programme.terms import term

if TYPE_CHECKING:
    from dote.models import Dote, Month
    from lifecycle.acts import Act

Sentences = Iterator["str | Promise"]

PAUSE = "pause"
"""Why a month is skipped that the person asked to leave out."""


@guard(Role.PARTICIPANT, Role.OPERATOR)
def the_dote_runs(month: Month, act: Act) -> Sentences:
    """Object to a pause of what does not run."""
    if month.dote.state != DoteState.ACTIVE:
        yield _("A month is left out while the dote is active. It is now: %(state)s.") % {
            "state": month.dote.get_state_display()
        }


@guard(Role.PARTICIPANT, Role.OPERATOR)
def the_month_is_not_over(month: Month, act: Act) -> Sentences:
    """Object to leaving out a month that took place: it is reported."""
    if act.on > month.ends_on:
        yield _("The month ended on %(day)s: it is reported, not left out.") % {
            "day": f"{month.ends_on:%d/%m/%Y}"
        }


@guard(Role.GRANT_OFFICER)
def a_pause_is_left(month: Month, act: Act) -> Sentences:
    """Object to more pauses than the call allows; one month of all services counts once."""
    most = term(month.dote.call, "pause_months").value
    paused = paused_months(month.dote)
    if _calendar(month.starts_on) not in paused and len(paused) >= most:
        yield _("%(most)s months can be left out: they are used up. Ask for a suspension.") % {
            "most": most
        }


@guard(Role.SYSTEM)
def it_is_late(month: Month, act: Act) -> Sentences:
    """Object to a reminder while the month is not late."""
    if not days_late(month, act.on):
        yield _("The month can be reported until %(day)s.") % {
            "day": f"{report_by(month):%d/%m/%Y}"
        }


@guard(Role.SYSTEM)
def not_reminded_before(month: Month, act: Act) -> Sentences:
    """Object to a second reminder."""
    if month.reminded_on is not None:
        yield _("The person was reminded on %(day)s.") % {"day": f"{month.reminded_on:%d/%m/%Y}"}


def paused_months(dote: Dote) -> set[tuple[int, int]]:
    """Return the months of the calendar that the person has left out."""
    rows = dote.months.as_system().filter(state=MonthState.SKIPPED, reason=PAUSE)
    return {_calendar(first) for first in rows.values_list("starts_on", flat=True)}


def report_by(month: Month) -> date:
    """Return the day by which a month is to be reported; later it is late, and still taken."""
    begun = max(month.ends_on, month.reopened_on or month.ends_on)
    return begun + timedelta(days=term(month.dote.call, "month_report_days").value)


def days_late(month: Month, on: date) -> int:
    """Return by how many days a month is late on a day, 0 in time."""
    return max(0, (on - report_by(month)).days)


def _calendar(day: date) -> tuple[int, int]:
    return day.year, day.month
