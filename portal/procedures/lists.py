"""The list by term: every open procedure that the visitor may see, the next term first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lifecycle import timed
from lifecycle.cases import Tracked
from lifecycle.procedures.base import Procedure
from lifecycle.procedures.kinds import join_cases, kinds
from people.roles import CASE_READERS
from people.scope import ScopedManager
from portal import case_pages
from portal.access import RolesMixin
from portal.complaints import pages as complaints
from portal.components import Cell, Column, EmptyState, Kind, Records, Row
from portal.procedures.panel import address, state_badge
from portal.visitors import Visitor
from programme.working_days import next_working_day

MOST = 200
"""A desk with more open terms than this filters by kind."""


class Procedures(RolesMixin):
    """Open procedures by term, with a filter by kind that stays in the address."""

    roles = CASE_READERS

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the list; a query for each kind of procedure."""
        wanted = request.GET.get("tipo", "")
        rows = open_rows(self.visitor, wanted)
        join_cases(rows[:MOST])
        waiting = complaints.complaints_of(self.visitor)
        context = {
            "kinds": [(kind._meta.model_name, str(kind.TITLE)) for kind in kinds()],
            "wanted": wanted,
            "rows": table(rows[:MOST], self.visitor),
            "complaints": complaints.table(waiting, self.visitor) if waiting else None,
            "number": len(rows),
            "tomorrow": announced(self.visitor),
            "late": sum(
                1 for row in rows if row.due_on is not None and row.due_on < self.visitor.on
            ),
        }
        return render(request, "portal/procedures/list.html", context)


@dataclass(frozen=True)
class Announced:
    """What the timer will do by itself on the next working day."""

    label: str
    href: str


def announced(visitor: Visitor) -> list[Announced]:
    """Return the adverse automatic steps of the next working day, of cases in scope."""
    due = timed.announced(on=next_working_day(visitor.on))
    return [
        Announced(f"{step.label}: {subject.root}", case_pages.address_of(subject))
        for step, subject in due
        if _sees(visitor, subject)
    ]


def _case_address(row: Procedure, visitor: Visitor) -> str:
    seen = row.shows_its_case_to(visitor.user, on=visitor.on)
    return case_pages.address_of(row.root) if seen else ""


def _sees(visitor: Visitor, subject: Tracked) -> bool:
    model: Any = type(subject)
    if not isinstance(model._default_manager, ScopedManager):
        return False
    rows = model.objects.visible_to(visitor.user, on=visitor.on)
    return bool(rows.filter(pk=subject.pk).exists())


def open_rows(visitor: Visitor, wanted: str) -> list[Procedure]:
    """Return the open procedures in the visitor's scope, by term; those without one last."""
    found: list[Procedure] = []
    for kind in kinds():
        if wanted in ("", kind._meta.model_name):
            rows = kind.objects.visible_to(visitor.user, on=visitor.on)
            rows = rows.exclude(state__in=kind.ENDED).select_related("participant", "partner")
            found.extend(rows.order_by("due_on", "id")[: MOST + 1])
    return sorted(found, key=lambda row: (row.due_on or date.max, row.pk))


def table(rows: Sequence[Procedure], visitor: Visitor) -> Records:
    """Return procedures of many cases as a table."""
    on = visitor.on
    return Records(
        [
            Column(_("Procedure"), is_title=True),
            Column(_("Case")),
            Column(_("Person")),
            Column(_("State")),
            Column(_("Term"), Kind.DATE),
            Column(_("Days left"), Kind.INTEGER),
        ],
        [
            Row(
                [
                    Cell(str(row.TITLE), href=address(row)),
                    Cell(str(row.root), href=_case_address(row, visitor)),
                    row.participant.pseudonym if row.participant else "",
                    Cell(badge=state_badge(row, on)),
                    row.due_on,
                    (row.due_on - on).days if row.due_on else None,
                ]
            )
            for row in rows
        ],
        caption=_("Open procedures"),
        empty=EmptyState(_("No procedure is open.")),
    )
