"""What steps do to a plan that runs: a holiday begun and over, charges waived, a rung climbed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from accounting.models import Entry
from audit.labels import split
from lifecycle.effects import Fire, Reversal
from microcredit import holidays
from microcredit.allocation import Component
from microcredit.easing import Changed, Ease, changed
from microcredit.facts import VersionFacts
from microcredit.holiday_guards import OPEN
from microcredit.ledger import payments_of
from microcredit.models.product import HolidayInterest
from microcredit.receipts import following, replayed_over
from microcredit.replanning import numbered, shifted
from microcredit.replay import Means
from microcredit.rescheduling_guards import OPEN as RESCHEDULING_OPEN
from microcredit.schedule import Kind, Row
from microcredit.standing import standing
from programme.terms import term

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from microcredit.models import Holiday, Loan, Relief

CAUSE = VersionFacts.Cause
RUNGS = ("reminder_1_days", "reminder_2_days", "reminder_3_days")
"""The ladder of reminders: after how many days late each is sent (terms of the call)."""

PARTS = {
    "interest": (Component.INTEREST,),
    "default_interest": (Component.DEFAULT_INTEREST,),
    "costs": (Component.COSTS,),
}


def rung(loan: Loan, days: int) -> int:
    """Return the highest rung of the ladder that so many days late have reached; 0 for none."""
    reached = [
        number for number, name in enumerate(RUNGS, 1) if days >= term(loan.call, name).value
    ]
    return max(reached, default=0)


def holiday_begun(loan: Loan, act: Act) -> Changed:
    """Return what a holiday changes when it begins: the plan, and how late days are counted."""
    holiday = _holiday(loan, act)
    whole = holidays.pause(holiday)
    loan.pauses = [*loan.pauses, [whole.start.isoformat(), whole.end.isoformat()]]
    rows = holidays.changed_rows(holiday, loan.plan_rows, months=holiday.months)
    return changed(loan, on=act.on, rows=rows, cause=CAUSE.HOLIDAY, because_of=holiday.label)


def holiday_over(loan: Loan, act: Act) -> Changed:
    """Return what the end of a holiday changes: less of it was used, or interest is added."""
    holiday = _holiday(loan, act)
    used = holiday.months_used or 0
    loan.pauses = _ended(loan.pauses, holiday, act.on)
    early = used != holiday.months
    capitalised = holiday.interest == HolidayInterest.CAPITALISE
    if not early and not capitalised:
        return changed(loan, on=act.on)
    base = loan.versions.as_system().get(number=holiday.base_number or 0).plan_rows
    rows = holidays.changed_rows(holiday, base, months=used)
    extra = holidays.interest_of(holiday, base, months=used) if capitalised else 0
    if extra and _is_paid_ahead(loan, rows, start=holiday.starts_on, on=act.on):
        rows = shifted(base, start=holiday.starts_on, months=used, interest=extra)
        extra = 0
    eases = [Ease(Means.CAPITALISED, extra, (Component.INTEREST,))] if extra else []
    if extra:
        rows = _with_principal(rows, extra, on=act.on, start=holiday.starts_on)
    return changed(
        loan, on=act.on, rows=rows, cause=CAUSE.HOLIDAY, because_of=holiday.label, eases=eases
    )


def _is_paid_ahead(loan: Loan, rows: tuple[Row, ...], *, start: date, on: date) -> bool:
    """Say whether money that came ahead has paid more than all later interest.

    Interest that is paid cannot be added to the principal: it is then asked for later instead.
    """
    later = sum(row.interest for row in rows if row.due_on >= start)
    return standing(loan, on=on).ahead > later


def parts_ended(loan: Loan) -> tuple[Fire, ...]:
    """Return the steps that end what is still open on a loan that ends."""
    holidays_open = loan.holidays.as_system().filter(state__in=OPEN).order_by("id")
    plans_open = loan.reschedulings.as_system().filter(state__in=RESCHEDULING_OPEN).order_by("id")
    return tuple(Fire(each.label, "end_with_loan") for each in (*holidays_open, *plans_open))


def waived(loan: Loan, act: Act) -> Changed:
    """Return what a waiver of interest or charges changes."""
    ease = Ease(Means.WAIVED, act["cents"], PARTS[act["part"]])
    return changed(loan, on=act.on, eases=[ease], because_of=act.by.label)


def without(loan: Loan, relief: Relief, *, on: date) -> Changed:
    """Return what changes when an act that eased the debt counts no more."""
    counted = [each for each in payments_of(loan) if each.label != relief.label]
    found, now = replayed_over(loan, loan.plan_rows, counted, on)
    return Changed(found.reversals, found.postings, (), following(loan, now), now)


def accrued_taken_back(loan: Loan) -> tuple[Reversal, ...]:
    """Return the reversal of all interest that was booked on a loan that nobody received."""
    live = Entry.objects.filter(
        event_stream=loan.label,
        posting__in=("INT", "DEF"),
        reverses__isnull=True,
        reversed_by__isnull=True,
    )
    return tuple(Reversal(entry.pk, "payment_returned") for entry in live.order_by("-id"))


def _with_principal(rows: tuple[Row, ...], cents: int, *, on: date, start: date) -> tuple[Row, ...]:
    """Return the plan with the interest of a holiday due on its end, and as principal later."""
    later = [row for row in rows if row.due_on >= start]
    each, rest = divmod(cents, len(later))
    found = [row for row in rows if row.due_on < start]
    for place, row in enumerate(later, start=1):
        extra = each + (rest if place == len(later) else 0)
        found.append(row._replace(principal=row.principal + extra))
    found.append(Row(len(rows) + 1, on, 0, cents, 0, Kind.PREAMORTISATION))
    return numbered(found)


def _holiday(loan: Loan, act: Act) -> Holiday:
    found: Holiday = loan.holidays.as_system().get(pk=split(act["holiday"])[1])
    return found


def _ended(pauses: list[Any], holiday: Holiday, on: date) -> list[Any]:
    """Return the pauses, that of the holiday ending on the day before it was over at the latest."""
    last = min(holidays.last_day(holiday), on - timedelta(days=1))
    begun = holiday.starts_on.isoformat()
    kept = [each for each in pauses if each[0] != begun]
    return [*kept, [begun, last.isoformat()]] if last >= holiday.starts_on else kept
