"""The versions of a plan with their cause, and one of them beside the one in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from microcredit.models import ScheduleVersion
from microcredit.schedule import Row as PlanRow
from portal.components import Cell, Column, EmptyState, Kind, Records, Row


def listed(rows: Sequence[ScheduleVersion]) -> Records:
    """Return every version: why it was drawn up and when, its length and its sums."""
    return Records(
        [
            Column(_("Version"), Kind.INTEGER, is_title=True),
            Column(_("Cause")),
            Column(_("Drawn up on"), Kind.DATE),
            Column(_("Instalments"), Kind.INTEGER),
            Column(_("Last instalment"), Kind.DATE),
            Column(_("Largest instalment €"), Kind.MONEY),
            Column(_("In all €"), Kind.MONEY),
            Column(_("Compare")),
        ],
        [_version(row, is_live=row is rows[-1]) for row in rows],
        caption=_("Versions, the one in force last"),
        empty=EmptyState(_("The plan is drawn up when the contract is signed.")),
    )


def compared(old: ScheduleVersion, new: ScheduleVersion) -> Records:
    """Return two versions side by side, day by day, with what each asks for."""
    before, after = _by_day(old), _by_day(new)
    told = {"old": old.number, "new": new.number}
    return Records(
        [
            Column(_("Due on"), Kind.DATE, is_title=True),
            Column(_("Version %(old)s €") % told, Kind.MONEY),
            Column(_("Version %(new)s €") % told, Kind.MONEY),
            Column(_("Difference €"), Kind.MONEY),
        ],
        [
            Row([on, before.get(on), after.get(on), after.get(on, 0) - before.get(on, 0)])
            for on in sorted({*before, *after})
        ],
        caption=_("Version %(old)s and version %(new)s side by side") % told,
    )


def _version(row: ScheduleVersion, *, is_live: bool) -> Row:
    due = [each for each in row.plan_rows if each.due]
    beside = (
        Cell(_("in force")) if is_live else Cell(_("Compare"), f"?versione={row.number}#versions")
    )
    return Row(
        [
            row.number,
            row.get_cause_display(),
            row.drawn_up_on,
            len(due),
            due[-1].due_on if due else None,
            max((each.due for each in due), default=0),
            _sum(due),
            beside,
        ],
        is_current=is_live,
    )


def _by_day(row: ScheduleVersion) -> dict[date, int]:
    found: dict[date, int] = {}
    for each in row.plan_rows:
        found[each.due_on] = found.get(each.due_on, 0) + each.due
    return found


def _sum(rows: Sequence[PlanRow]) -> int:
    return sum(each.due for each in rows)
