"""The page of a grant, and of each of its parts; the list of grants."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import User
from people.roles import CASE_READERS
from portal import paging
from portal.access import RolesMixin
from portal.casework.approvals import waiting_on
from portal.casework.case import machine_of
from portal.casework.events import timeline
from portal.casework.reading import BY_NAME, read_person
from portal.casework.steps import steps_for
from portal.components import Cell, Column, Crumb, EmptyState, Fact, Kind, Records, Row
from portal.grants import panels, part_facts
from portal.keys import keys_for
from portal.papers.lists import kinds_for
from portal.papers.shelf import may_show_documents, shelf_of
from portal.procedures.panel import panel_for
from startup_grants import plans
from startup_grants.models import (
    BusinessPlan,
    Expense,
    Fideiussione,
    Grant,
    MonitoringDuty,
    ScoreSheet,
    Tranche,
)

MODELS: dict[str, Any] = {
    "tranche": Tranche,
    "expense": Expense,
    "fideiussione": Fideiussione,
    "scoresheet": ScoreSheet,
    "businessplan": BusinessPlan,
    "monitoringduty": MonitoringDuty,
}
ORDERS = [paging.Order("recenti", gettext_lazy("Newest first"), ("id",))]


class Grants(RolesMixin):
    """All grants that this person may see."""

    roles = CASE_READERS

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the list; it names nobody."""
        rows = Grant.objects.visible_to(self.visitor.user, on=self.visitor.on)
        related = rows.select_related("participant", "partner", "call")
        page = paging.page_of(related, orders=ORDERS, query=request.GET)
        context = {"page": page, "grants": _table(page.rows)}
        return render(request, "portal/grants/list.html", context)


@may_show_documents
class GrantPage(RolesMixin):
    """Everything about a grant on one page, and the one next step as its main button."""

    roles = CASE_READERS

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show the case; the reading of the person is recorded first."""
        grant = self._grant(pk)
        person = read_person(self.visitor, grant.participant, purpose="case_page")
        opened, closed = steps_for(grant, self.visitor)
        context = {
            "grant": grant,
            "person": person,
            "crumbs": [Crumb(_("Start-up grants"), reverse("grants")), Crumb(grant.reference)],
            "state": panels.state_badge(grant),
            "stepper": panels.stepper(grant),
            "facts": panels.facts(grant, person, on=self.visitor.on),
            "budget": panels.budget(grant),
            "answers": self._answers(grant),
            "shelf": shelf_of(grant, request),
            "kinds": kinds_for(grant, self.visitor),
            "keys": keys_for(grant),
            "open_steps": opened,
            "closed_steps": closed,
            "deciding": waiting_on(grant, self.visitor),
            "tranches": panels.tranches(grant),
            "guarantees": panels.guarantees(grant),
            "duties": panels.duties(grant),
            "readers": self._readers(grant),
            "procedures": panel_for(grant, self.visitor),
            "timeline": timeline(
                grant.label,
                caption=_("Events, newest first"),
                with_notes=self.visitor.has(BY_NAME),
            ),
            "funnel": panels.funnel(grant),
            "machine": machine_of(grant),
        }
        return render(request, "portal/grants/case.html", context)

    def _grant(self, pk: str) -> Grant:
        rows = Grant.objects.visible_to(self.visitor.user, on=self.visitor.on)
        related = rows.select_related("call", "version", "operation", "partner", "participant")
        grant: Grant | None = related.filter(pk=pk).first()
        if grant is None:
            raise Http404
        return grant

    def _answers(self, grant: Grant) -> list[tuple[str, str]]:
        """Return the words of the plan, for those who work with the person."""
        if not self.visitor.has(BY_NAME):
            return []
        content = plans.content_of(plans.latest(grant))
        return [
            (section.question, content.answers[section.code])
            for section in grant.rules.sections
            if section.code in content.answers
        ]

    def _readers(self, grant: Grant) -> Records:
        sheets = list(
            ScoreSheet.objects.visible_to(self.visitor.user, on=self.visitor.on)
            .filter(grant=grant)
            .order_by("id")
        )
        ids = [sheet.reader.partition(":")[2] for sheet in sheets]
        names = {f"people.user:{user.pk}": user.name for user in User.objects.filter(pk__in=ids)}
        return panels.readers(sheets, names)


@may_show_documents
class PartPage(RolesMixin):
    """A tranche, an expense, a guarantee, a sheet: its facts, documents, what can be done."""

    roles = CASE_READERS

    def get(self, request: HttpRequest, kind: str, pk: str) -> HttpResponse:
        """Show the part; the reading of the person is recorded first."""
        part = self._part(kind, pk)
        person = read_person(self.visitor, part.grant.participant, purpose="part_page")
        opened, closed = steps_for(part, self.visitor)
        context = {
            "part": part,
            "person": person,
            "crumbs": [
                Crumb(_("Start-up grants"), reverse("grants")),
                Crumb(part.grant.reference, reverse("grant", args=[part.grant_id])),
                Crumb(str(part)),
            ],
            "facts": [Fact(_("State"), part.get_state_display()), *part_facts.of(part)],
            "expenses": panels.expenses(part) if kind == "tranche" else None,
            "shelf": shelf_of(part, request),
            "kinds": kinds_for(part, self.visitor),
            "keys": keys_for(part),
            "open_steps": opened,
            "closed_steps": closed,
            "deciding": waiting_on(part, self.visitor),
            "timeline": timeline(
                part.stream,
                subject=part.label,
                caption=_("Events, newest first"),
                with_notes=self.visitor.has(BY_NAME),
            ),
        }
        return render(request, "portal/grants/part.html", context)

    def _part(self, kind: str, pk: str) -> Any:
        if kind not in MODELS:
            raise Http404
        rows = MODELS[kind].objects.visible_to(self.visitor.user, on=self.visitor.on)
        related = rows.select_related("grant__participant", "grant__version", "grant__partner")
        part = related.filter(pk=pk).first()
        if part is None:
            raise Http404
        return part


def _table(rows: Any) -> Records:
    return Records(
        [
            Column(_("Case"), is_title=True),
            Column(_("Person")),
            Column(_("Call")),
            Column(_("Asked for €"), Kind.MONEY),
            Column(_("State")),
        ],
        [
            Row(
                [
                    Cell(grant.reference, href=reverse("grant", args=[grant.pk])),
                    grant.participant.pseudonym,
                    grant.call.title,
                    grant.requested_cents if grant.requested_cents is not None else "",
                    Cell(badge=panels.state_badge(grant)),
                ]
            )
            for grant in rows
        ],
        caption=_("Start-up grants"),
        empty=EmptyState(_("No application yet.")),
    )
