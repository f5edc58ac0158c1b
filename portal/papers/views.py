"""Hands in, opens and downloads files; each reading of a person is recorded first."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import slugify
from django.utils.translation import gettext as _

from documents import evidence, papers
from documents.models import Document, Evidence
from people.models import Participant
from people.roles import CASE_READERS, Role
from portal import case_pages
from portal.access import RolesMixin
from portal.casework.reading import note_reading
from portal.papers.lists import HANDS_IN, kinds_for
from portal.papers.shelf import SHOWN_IN_PAGE
from portal.subjects import subject_or_404

READERS = (*CASE_READERS, Role.PARTICIPANT, Role.DELEGATE)

FILE_POLICY = (
    "default-src 'none'; img-src 'self'; object-src 'self'; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors %s"
)
"""A file runs nothing and fetches nothing; our own pages alone may show it beside the facts. The
style is the browser's own, for a picture or PDF that fills the frame."""


class HandIn(RolesMixin):
    """Keeps an uploaded file about a case or part, and goes back to its page."""

    roles = HANDS_IN

    def post(self, request: HttpRequest, model_label: str, pk: str) -> HttpResponse:
        """Check and keep the file; a file that cannot be taken leaves everything as it was."""
        subject = subject_or_404(self.visitor, model_label, pk)
        kind, upload = request.POST.get("kind", ""), request.FILES.get("file")
        if kind not in dict(kinds_for(subject, self.visitor)):
            raise Http404
        actor = self.visitor.actor(
            [role for role in HANDS_IN if role in self.visitor.roles],
            partner=getattr(subject.root, "partner_id", None),
        )
        if actor is None:
            raise PermissionDenied
        back = case_pages.address_of(subject, own=not self.visitor.is_staff)
        if upload is None:
            messages.error(request, _("Choose a file first."))
            return HttpResponseRedirect(back)
        try:
            evidence.keep(
                upload,
                kind=kind,
                subject=subject,
                participant=getattr(subject.root, "participant", None),
                by=actor,
                on=self.visitor.on,
            )
            messages.success(request, _("The document is kept."))
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        return HttpResponseRedirect(back)


class ReadEvidence(RolesMixin):
    """Gives back a file that was handed in."""

    roles = READERS

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Return the file; shown in the page when it is a picture or PDF, else downloaded."""
        rows = Evidence.objects.visible_to(self.visitor.user, on=self.visitor.on)
        row = rows.select_related("participant").filter(pk=pk).first()
        if row is None:
            raise Http404
        _note(self, row.participant, "evidence")
        return _file(evidence.read(row), row.mime, evidence.name(row))


class ReadDocument(RolesMixin):
    """Gives out a paper that was issued."""

    roles = READERS

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Return the sealed PDF."""
        rows = Document.objects.visible_to(self.visitor.user, on=self.visitor.on)
        row = rows.select_related("participant").filter(pk=pk).first()
        if row is None:
            raise Http404
        _note(self, row.participant, "document")
        return _file(papers.read(row), "application/pdf", f"{slugify(row.number)}.pdf")


def _note(view: RolesMixin, participant: Participant | None, purpose: str) -> None:
    if participant is not None:
        note_reading(view.visitor, participant, purpose=purpose)


def _file(content: bytes, mime: str, name: str) -> HttpResponse:
    shown = mime in SHOWN_IN_PAGE
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = (
        f'{"inline" if shown else "attachment"}; filename="{slugify(name.rpartition(".")[0])}'
        f'.{slugify(name.rpartition(".")[2])}"'
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["X-Frame-Options"] = "SAMEORIGIN" if shown else "DENY"
    response["Content-Security-Policy"] = FILE_POLICY % ("'self'" if shown else "'none'")
    return response
