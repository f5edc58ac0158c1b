"""Complaints as the offices work on them: a list by term, and a page for each."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lifecycle import notes
from lifecycle.models import Complaint
from lifecycle.procedures.complaint.states import ComplaintState
from people.models import User
from people.roles import CASE_READERS
from portal.access import RolesMixin
from portal.casework.events import timeline
from portal.casework.reading import read_person
from portal.casework.steps import steps_for
from portal.components import Badge, Cell, Column, Crumb, EmptyState, Fact, Kind, Records, Row, Tone
from portal.keys import keys_for
from portal.templatetags.percorsi import day
from portal.visitors import Visitor

MOST = 200


class Complaints(RolesMixin):
    """Open complaints by term; the closed ones on demand."""

    roles = CASE_READERS

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show those that the visitor may see."""
        closed = request.GET.get("chiuse") == "1"
        rows = complaints_of(self.visitor, closed=closed)
        context = {"rows": table(rows, self.visitor), "number": len(rows), "closed": closed}
        return render(request, "portal/complaints/list.html", context)


class ComplaintPage(RolesMixin):
    """A complaint: what happened, who looks into it, what can be done, until when."""

    roles = CASE_READERS

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show it; the reading of the person is recorded first."""
        rows = Complaint.objects.visible_to(self.visitor.user, on=self.visitor.on)
        found = rows.select_related("participant", "partner", "operation")
        row: Complaint | None = found.filter(pk=pk).first()
        if row is None:
            raise Http404
        person = (
            read_person(self.visitor, row.participant, purpose="audit_complaint")
            if row.participant is not None
            else None
        )
        opened, closed = steps_for(row, self.visitor)
        context = {
            "row": row,
            "person": person,
            "crumbs": [Crumb(_("Complaints"), reverse("complaints")), Crumb(row.reference)],
            "badge": badge(row, self.visitor),
            "facts": facts_of(row),
            "words": notes.beside(row, "submit"),
            "answer": notes.beside(row, "answer"),
            "keys": keys_for(row),
            "open_steps": opened,
            "closed_steps": closed,
            "timeline": timeline(row.stream, caption=_("Events, newest first")),
        }
        return render(request, "portal/complaints/page.html", context)


def complaints_of(visitor: Visitor, *, closed: bool = False) -> list[Complaint]:
    """Return the complaints that a visitor may see, the next term first."""
    rows = Complaint.objects.visible_to(visitor.user, on=visitor.on)
    found = (
        rows.filter(state=ComplaintState.CLOSED)
        if closed
        else rows.exclude(state=ComplaintState.CLOSED)
    )
    related = found.select_related("participant", "partner")
    return list(related.order_by("due_on", "id")[:MOST])


def table(rows: Sequence[Complaint], visitor: Visitor) -> Records:
    """Return complaints as a table by term."""
    names = _handlers(rows)
    return Records(
        [
            Column(_("Number"), is_title=True),
            Column(_("About")),
            Column(_("Person")),
            Column(_("Looked into by")),
            Column(_("State")),
            Column(_("Answer by"), Kind.DATE),
            Column(_("Days left"), Kind.INTEGER),
        ],
        [
            Row(
                [
                    Cell(row.reference, href=reverse("complaint", args=[row.pk])),
                    row.get_kind_display(),
                    row.participant.pseudonym if row.participant else "",
                    names.get(row.handler, "–"),
                    Cell(badge=badge(row, visitor)),
                    row.due_on,
                    None if row.state == ComplaintState.CLOSED else (row.due_on - visitor.on).days,
                ]
            )
            for row in rows
        ],
        caption=_("Complaints by term"),
        empty=EmptyState(_("No complaint to answer.")),
    )


def badge(row: Complaint, visitor: Visitor) -> Badge:
    """Return where a complaint stands; one whose term has passed is marked."""
    words = row.get_state_display()
    if row.state == ComplaintState.CLOSED:
        return Badge(words, Tone.LATER)
    return Badge(words, Tone.MISSING if row.due_on < visitor.on else Tone.NOW)


def facts_of(row: Complaint) -> list[Fact]:
    """Return what is known of a complaint, to the office."""
    names = _handlers([row])
    found = [
        Fact(_("About"), row.get_kind_display()),
        Fact(_("Office"), row.partner.name),
        Fact(_("Received on"), str(day(row.received_on))),
        Fact(_("To be answered by"), str(day(row.due_on))),
        Fact(_("Looked into by"), names.get(row.handler, "–")),
    ]
    if row.against:
        found.append(Fact(_("Person complained about"), names.get(row.against, "–")))
    if row.sensitive:
        found.append(Fact(_("Who sees it"), _("the legal office alone, and the person")))
    if row.ended_on:
        found.append(Fact(_("Answered on"), str(day(row.ended_on))))
    return found


def _handlers(rows: Sequence[Complaint]) -> dict[str, str]:
    labels = {each for row in rows for each in (row.handler, row.against) if each}
    ids = [each.partition(":")[2] for each in labels]
    return {f"people.user:{user.pk}": user.name for user in User.objects.filter(pk__in=ids)}
