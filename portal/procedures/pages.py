"""The page of a procedure, whatever its kind: facts, clock, parts, steps, what happened."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lifecycle.procedures.base import Procedure
from lifecycle.procedures.openings import obstacles_to
from lifecycle.steps import opening_of
from people.roles import CASE_READERS
from portal import case_pages
from portal.access import RolesMixin
from portal.casework.approvals import waiting_on
from portal.casework.events import timeline
from portal.casework.reading import read_person
from portal.casework.steps import steps_for
from portal.components import Crumb
from portal.keys import keys_for
from portal.papers.lists import documents_of
from portal.procedures import facts
from portal.procedures.finding import procedure_or_404
from portal.procedures.panel import Way, state_badge
from portal.procedures.registry import presentation_of
from portal.visitors import Visitor


class ProcedurePage(RolesMixin):
    """A procedure of a case, as the offices work on it."""

    roles = CASE_READERS

    def get(self, request: HttpRequest, kind: str, pk: str) -> HttpResponse:
        """Show the procedure; the reading of the person is recorded first."""
        row = procedure_or_404(self.visitor, kind, pk)
        shows_case = row.shows_its_case_to(self.visitor.user, on=self.visitor.on)
        person = (
            read_person(self.visitor, row.participant, purpose="procedure_page")
            if row.participant is not None and shows_case
            else None
        )
        shown = presentation_of(type(row))
        opened, closed = steps_for(row, self.visitor)
        case = row.root
        context = {
            "row": row,
            "case": case,
            "person": person,
            "crumbs": [
                Crumb(str(case), case_pages.address_of(case) if shows_case else ""),
                Crumb(_("Procedures"), reverse("procedures")),
                Crumb(str(row.TITLE)),
            ],
            "badge": state_badge(row, self.visitor.on),
            "facts": [*facts.facts_of(row), *(shown.facts(row) if shown.facts else [])],
            "clock": facts.clock_facts(row, self.visitor.on),
            "blocks": shown.blocks(row, self.visitor) if shown.blocks else [],
            "ways": [
                *(shown.ways(row, self.visitor) if shown.ways else []),
                *ways_to_add(row, self.visitor),
            ],
            "documents": documents_of(row),
            "keys": keys_for(row),
            "deciding": waiting_on(row, self.visitor),
            "open_steps": opened,
            "closed_steps": closed,
            "timeline": timeline(row.stream, subject=row.label, caption=_("Events, newest first")),
        }
        return render(request, "portal/procedures/page.html", context)


def ways_to_add(row: Procedure, visitor: Visitor) -> list[Way]:
    """Return the parts that this visitor can add to a procedure now."""
    return [
        Way(
            opening_of(child.model).label,
            reverse("add_part", args=[row._meta.model_name, row.pk, child.model._meta.model_name]),
        )
        for child in presentation_of(type(row)).children
        if not obstacles_to(
            child.model,
            row.root,
            by=visitor.user,
            on=visitor.on,
            fields={child.column: row},
        )
    ]
