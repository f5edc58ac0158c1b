"""The page of a dote, and of each of its lines and months."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dote.models import Dote, Month, ServiceLine
from lifecycle import diagram
from lifecycle.cases import Tracked
from people.models import User
from people.roles import CASE_READERS
from portal.access import RolesMixin
from portal.casework import dote_panels as panels
from portal.casework import part_panels
from portal.casework.approvals import waiting_on
from portal.casework.deadlines import deadlines
from portal.casework.events import timeline
from portal.casework.reading import BY_NAME, read_person
from portal.casework.steps import steps_for
from portal.components import Badge, Crumb, Edge, Machine, Node
from portal.keys import keys_for
from portal.papers.lists import kinds_for
from portal.papers.shelf import may_show_documents, shelf_of
from portal.procedures.panel import panel_for


@may_show_documents
class DotePage(RolesMixin):
    """Everything about a dote on one page, and the one next step as its main button."""

    roles = CASE_READERS

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show the case; the reading of the person is recorded first."""
        dote = _dote_or_404(self.visitor.user, pk)
        person = read_person(self.visitor, dote.participant, purpose="case_page")
        officer = User.objects.filter(pk=dote.officer.partition(":")[2]).first()
        plan = dote.plans.as_system().order_by("-number").first()
        opened, closed = steps_for(dote, self.visitor)
        context = {
            "dote": dote,
            "person": person,
            "crumbs": [Crumb(_("Cases"), reverse("cases")), Crumb(dote.reference)],
            "state": panels.state_badge(dote),
            "term": _term(dote, self.visitor.on),
            "stepper": panels.stepper(dote),
            "facts": panels.facts(dote, person, officer, self.visitor),
            "services": panels.services(plan, dote),
            "budgets": panels.budgets(dote, plan),
            "shelf": shelf_of(dote, request),
            "kinds": kinds_for(dote, self.visitor),
            "keys": keys_for(dote),
            "open_steps": opened,
            "closed_steps": closed,
            "deciding": waiting_on(dote, self.visitor),
            "can_draft": part_panels.can_draft_plan(dote, self.visitor),
            "lines": panels.lines(dote),
            "procedures": panel_for(dote, self.visitor),
            "timeline": timeline(
                dote.label,
                caption=_("Events, newest first"),
                with_notes=self.visitor.has(BY_NAME),
            ),
            "funnel": panels.funnel(dote),
            "machine": machine_of(dote),
        }
        return render(request, "portal/casework/dote.html", context)


@may_show_documents
class PartPage(RolesMixin):
    """A line or a month: its facts, its documents, what can be done with it."""

    roles = CASE_READERS
    model: type[ServiceLine] | type[Month] = Month

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show the part; the reading of the person is recorded first."""
        part = _part_or_404(self.model, self.visitor.user, pk)
        person = read_person(self.visitor, part.dote.participant, purpose="part_page")
        opened, closed = steps_for(part, self.visitor)
        back = reverse("dote", args=[part.dote_id])
        context = {
            "part": part,
            "person": person,
            "crumbs": [
                Crumb(_("Cases"), reverse("cases")),
                Crumb(part.dote.reference, back),
                Crumb(str(part)),
            ],
            "facts": part_panels.facts(part),
            "person_href": panels.person_address(part.dote.participant_id, self.visitor),
            "badge": part_panels.badge(part),
            "attendance": part_panels.attendance(part),
            "shelf": shelf_of(part, request),
            "kinds": kinds_for(part, self.visitor),
            "keys": keys_for(part),
            "open_steps": opened,
            "closed_steps": closed,
            "timeline": timeline(
                part.stream,
                subject=part.label,
                caption=_("Events, newest first"),
                with_notes=self.visitor.has(BY_NAME),
            ),
        }
        return render(request, "portal/casework/part.html", context)


def machine_of(subject: Tracked) -> Machine:
    """Return the drawing of a machine with the path that the case has taken."""
    drawing = diagram.diagram_of(subject)
    return Machine(
        title=_("The procedure, with the path taken"),
        nodes=[Node(n.state, n.label, n.visited, n.current) for n in drawing.nodes],
        edges=[Edge(e.source, e.target, f"{e.code} {e.label}", e.taken) for e in drawing.edges],
    )


def _term(dote: Dote, on: date) -> Badge | None:
    """Return the term that runs: what is to be done by when, and how many days are left."""
    deadline = deadlines([dote], on=on).get(dote.pk)
    if deadline is None:
        return None
    return replace(deadline.badge, word=f"{deadline.sentence} · {deadline.badge.word}")


def _dote_or_404(user: User, pk: str) -> Dote:
    rows = Dote.objects.visible_to(user).select_related(
        "call", "operation", "partner", "participant"
    )
    found: Dote | None = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _part_or_404(model: Any, user: User, pk: str) -> Any:
    related = ["dote__participant", "dote__partner", "dote__operation"]
    related += ["line__offer"] if model is Month else ["offer", "agreement__provider"]
    part = model.objects.visible_to(user).select_related(*related).filter(pk=pk).first()
    if part is None:
        raise Http404
    return part
