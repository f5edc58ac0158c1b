"""The person's documents: what they sent and what was issued to them, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from documents import papers
from documents.models import DocumentRequest, Evidence
from people.models import Participant, User
from portal.components import Badge, Tone
from portal.papers.lists import word_for
from portal.templatetags.percorsi import day


@dataclass(frozen=True)
class File:
    """A document in one line."""

    name: str
    when: str
    on: date
    badge: Badge
    href: str = ""


def files_of(person: Participant, user: User, *, on: date, most: int) -> list[File]:
    """Return the newest documents; two queries, whatever their number."""
    sent = Evidence.objects.visible_to(user, on=on).filter(participant=person, erased_on=None)
    issued = DocumentRequest.objects.visible_to(user, on=on).filter(participant=person)
    found = [_sent(row) for row in sent.order_by("-id")[:most]]
    found += [_issued(row) for row in issued.select_related("document").order_by("-id")[:most]]
    return sorted(found, key=lambda each: each.on, reverse=True)[:most]


def _sent(row: Evidence) -> File:
    return File(
        word_for(row.kind),
        _("sent on %(day)s") % {"day": day(row.kept_on)},
        row.kept_on,
        Badge(_("Received"), Tone.DONE),
        reverse("evidence", args=[row.pk]),
    )


def _issued(row: DocumentRequest) -> File:
    title = str(papers.get(row.paper).title)
    when = _("of %(day)s") % {"day": day(row.requested_on)}
    document = getattr(row, "document", None)
    if document is None:
        return File(title, when, row.requested_on, Badge(_("Being made"), Tone.LATER))
    return File(
        title,
        when,
        row.requested_on,
        Badge(_("PDF"), Tone.NOTE, icon="download"),
        reverse("document", args=[document.pk]),
    )
