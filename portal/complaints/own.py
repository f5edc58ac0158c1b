"""A person's own complaints, as they follow them on the telephone."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lifecycle import notes
from lifecycle.models import Complaint
from lifecycle.procedures.complaint.states import ComplaintState
from portal.complaints.pages import badge
from portal.components import Fact
from portal.participant.own import OwnMixin
from portal.participant.standing import passages
from portal.templatetags.percorsi import day


class OwnComplaints(OwnMixin):
    """All complaints that the person has made, and the way to another one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them, the newest first."""
        rows = Complaint.objects.visible_to(self.visitor.user, on=self.visitor.on)
        mine = rows.filter(participant=self.person).order_by("-id")
        lines = [(row, badge(row, self.visitor)) for row in mine]
        return render(request, "portal/complaints/own_list.html", {"lines": lines})


class OwnComplaint(OwnMixin):
    """One complaint: what was said, where it stands, and the answer once it was approved."""

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show it; 404 for anybody else's."""
        rows = Complaint.objects.visible_to(self.visitor.user, on=self.visitor.on)
        row: Complaint | None = rows.filter(pk=pk, participant=self.person).first()
        if row is None:
            raise Http404
        is_closed = row.state == ComplaintState.CLOSED
        context = {
            "row": row,
            "badge": badge(row, self.visitor),
            "facts": [
                Fact(_("What it is about"), row.get_kind_display()),
                Fact(_("Received on"), str(day(row.received_on))),
                Fact(_("We answer by"), str(day(row.due_on))),
            ],
            "words": notes.beside(row, "submit"),
            "answer": notes.beside(row, "answer") if is_closed else "",
            "passages": passages(row, self.visitor.user),
        }
        return render(request, "portal/complaints/own.html", context)
