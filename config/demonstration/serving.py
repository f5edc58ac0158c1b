"""Services and their months: started with their papers, reported, checked, recognised, cleared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import groupby

from audit.labels import label
from config.demonstration.cast import PREPARER
from config.demonstration.papers import keep
from config.demonstration.path import Path
from config.demonstration.telling import SATURDAY, Day, Story
from dote.line_guards import PAPERS_TO_START
from dote.models import Month
from dote.models.offer import ServiceKind

Deed = Callable[[Path, Day, Month], None]
Stops = Mapping[tuple[str, int], Deed | None]
"""The last deed done for a month (service, number); None leaves the month open."""

EXPECTED = 20  # days a month


def start_services(path: Path, day: Day) -> None:
    """Book and start every service, with the papers that it wants."""
    operator = path.user(path.desk.operator)
    for line in path.lines():
        day.perform(line.book, by=operator)
        for kind in PAPERS_TO_START.get(ServiceKind(line.offer.kind), {}):
            keep(path, day, kind, line)
        day.perform(line.start, by=operator)


def report(path: Path, day: Day, month: Month) -> None:
    """Report days attended with the register, or the rent with its receipt."""
    operator = path.user(path.desk.operator)
    if month.line.offer.kind == ServiceKind.RENT:
        cents = month.planned_cents
        receipt = keep(path, day, "rent_receipt", month, issued_on=month.ends_on, cents=cents)
        day.perform(month.report, by=operator, evidence=label(receipt), cents=cents)
        return
    register = keep(path, day, "attendance_register", month, issued_on=month.ends_on)
    days = _working_days(month)[: path.days_attended.get(month.number, EXPECTED)]
    day.perform(month.report, by=operator, evidence=label(register), days=days, expected=EXPECTED)


def check(path: Path, day: Day, month: Month) -> None:
    """Have the officer check what was reported."""
    day.perform(month.check_month, by=path.user(path.desk.officer))


def recognise(path: Path, day: Day, month: Month) -> None:
    """Have a second person recognise what the check has found: all, a part, or nothing."""
    if month.recognised_cents == month.planned_cents:
        decide = month.approve
    else:
        decide = month.cut if month.recognised_cents else month.reject
    day.perform(decide, by=path.user(path.desk.approver))


def clear(path: Path, day: Day, month: Month) -> None:
    """Have finance clear the month for payment, if anything was recognised."""
    if month.recognised_cents:
        day.perform(month.clear, by=path.user(PREPARER))


COURSE: tuple[Deed, ...] = (report, check, recognise, clear)


def work_months(path: Path, stops: Stops | None = None) -> Story:
    """Tell month after month of all services together, each up to its last deed."""
    for ends_on, months in groupby(path.months(), key=lambda month: month.ends_on):
        labels = [(month.line.offer.code, month.number, month.pk) for month in months]
        open_ones = {pk: _deeds((stops or {}).get((code, n), clear)) for code, n, pk in labels}
        for after, deed in enumerate(COURSE, start=path.late):
            day = yield ends_on + timedelta(days=after)
            for month in path.months():
                if deed in open_ones.get(month.pk, ()):
                    deed(path, day, month)


def complete(path: Path, on: date, *, outcome: str) -> Story:
    """Tell how services end, and with them the path.

    Whoever recorded a signature at the desk made the last move: there the officer ends the path.
    """
    day = yield on
    operator = path.user(path.desk.operator)
    for line in path.lines():
        day.perform(line.perform_service, by=operator)
    by = operator if path.person.has_account else path.user(path.desk.officer)
    day.perform(path.fresh().complete, by=by, outcome=outcome)


def start_settlement(path: Path, on: date) -> Story:
    """Tell that finance begins the settlement."""
    day = yield on
    day.perform(path.fresh().start_settlement, by=path.user(PREPARER))


def close(path: Path, on: date) -> Story:
    """Tell that finance proposes the closing, and the approver approves it."""
    day = yield on
    proposal = day.propose(path.fresh().close, by=path.user(PREPARER))
    day = yield on + timedelta(days=2)
    day.approve(proposal, by=path.user(path.desk.approver))


def _deeds(last: Deed | None) -> tuple[Deed, ...]:
    """Return the deeds of a month up to its last one."""
    return COURSE[: COURSE.index(last) + 1] if last else ()


def _working_days(month: Month) -> list[str]:
    days = (month.ends_on - month.starts_on).days + 1
    calendar = [month.starts_on + timedelta(days=n) for n in range(days)]
    return [day.isoformat() for day in calendar if day.weekday() < SATURDAY]
