"""The persons of an operator: a list by pseudonym, and a search by name or fiscal code."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import CaseFile, Participant
from people.roles import Role
from portal import paging
from portal.access import RolesMixin
from portal.casework import search
from portal.components import Cell, Column, EmptyState, Kind, Records, Row
from portal.reporting.downloads import Offer

ORDERS = [
    paging.Order("recenti", gettext_lazy("Newest first"), ("id",)),
    paging.Order("vecchie", gettext_lazy("Oldest first"), ("id",), descending=False),
]


class Persons(RolesMixin):
    """Whom this operator follows; names are shown on the person's own page alone."""

    roles = (Role.OPERATOR,)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the list."""
        rows = self._visible()
        page = paging.page_of(rows, orders=ORDERS, query=request.GET)
        return self._page(page.rows, page=page, number=paging.counted(rows))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Go to the one person that was found, or list those found; nothing reaches an address."""
        found = search.people(request.POST.get("q", ""), self.visitor).select_related("partner")
        rows = list(found.order_by("-id")[: paging.SIZE])
        if len(rows) == 1:
            return HttpResponseRedirect(reverse("person", args=[rows[0].pk]))
        return self._page(rows, page=None, number=str(len(rows)))

    def _visible(self) -> QuerySet[Participant]:
        rows: QuerySet[Participant] = Participant.objects.visible_to(
            self.visitor.user, on=self.visitor.on
        )
        return rows.select_related("partner")

    def _page(self, rows: Any, *, page: paging.Keyset | None, number: str) -> HttpResponse:
        context = {
            "persons": table(list(rows)),
            "page": page,
            "number": number,
            "is_found": page is None,
            "offer": Offer("persons"),
        }
        return render(self.request, "portal/operator/persons.html", context)


def table(rows: list[Participant]) -> Records:
    """Return persons as a table; who manages each file is read in one query."""
    files = CaseFile.objects.as_system().filter(participant__in=rows, closed_on=None)
    managers = {file.participant_id: file for file in files.select_related("case_manager")}
    return Records(
        [
            Column(_("Person"), is_title=True),
            Column(_("Partner")),
            Column(_("Case manager")),
            Column(_("Language")),
            Column(_("Registered"), Kind.DATE),
        ],
        [_row(person, managers.get(person.pk)) for person in rows],
        caption=_("Persons"),
        empty=EmptyState(_("Nobody is found here."), _("Register a person"), reverse("person_new")),
    )


def _row(person: Participant, file: CaseFile | None) -> Row:
    return Row(
        [
            Cell(person.pseudonym, href=reverse("person", args=[person.pk])),
            person.partner.name,
            file.case_manager.name if file else "–",
            str(person.get_language_display()),
            person.registered_on,
        ]
    )
