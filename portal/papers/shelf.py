"""The documents of a case or part, each of which opens beside what is being decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from documents import evidence, papers
from documents.models import DocumentRequest
from lifecycle.cases import Tracked
from portal.components import Badge, Tone
from portal.papers.lists import word_for

SHOWN_IN_PAGE = ("application/pdf", "image/png", "image/jpeg", "image/webp")
OPEN = "documento"
"""The part of an address that says which document is open."""

may_show_documents = method_decorator(csp_replace({"frame-src": ["'self'"]}), name="dispatch")
"""Lets a page frame our own documents; every other page frames nothing."""


@dataclass(frozen=True)
class Sheet:
    """A document on the shelf: what it is called, its day, how far it is, where it opens."""

    key: str
    title: str | Promise
    on: date
    badge: Badge
    href: str = ""
    number: str = ""
    opens_beside: bool = True
    """False for a kind of file that no browser shows: it is downloaded."""


@dataclass(frozen=True)
class Shelf:
    """The documents of a row, newest first, and the one that lies open."""

    sheets: Sequence[Sheet]
    asked: str = ""

    @cached_property
    def opened(self) -> Sheet | None:
        """Return the document that the address asks for, if it is here and can be shown."""
        found = (each for each in self.sheets if each.key == self.asked)
        return next((each for each in found if each.href and each.opens_beside), None)

    @property
    def can_open(self) -> bool:
        """Say whether any document can lie beside the facts."""
        return any(each.href and each.opens_beside for each in self.sheets)


def shelf_of(subject: Tracked, request: HttpRequest) -> Shelf:
    """Return what is kept about a row and what was issued about it; two queries."""
    kept = evidence.about(subject.label).order_by("-id")
    asked = DocumentRequest.objects.as_system().filter(subject=subject.label)
    sheets = [_kept(row) for row in kept]
    sheets += [_issued(each) for each in asked.select_related("document").order_by("-id")]
    return Shelf(sheets, request.GET.get(OPEN, ""))


def _kept(row: Any) -> Sheet:
    return Sheet(
        key=row.pk,
        title=word_for(row.kind),
        on=row.kept_on,
        badge=Badge(_("Kept"), Tone.DONE),
        href=reverse("evidence", args=[row.pk]),
        opens_beside=row.mime in SHOWN_IN_PAGE,
    )


def _issued(request: DocumentRequest) -> Sheet:
    title = papers.get(request.paper).title
    document = getattr(request, "document", None)
    if document is None:
        waiting = Badge(_("Being made"), Tone.LATER)
        return Sheet(request.pk, title, request.requested_on, waiting, number=request.protocol)
    return Sheet(
        key=document.pk,
        title=title,
        on=request.requested_on,
        badge=Badge(_("Issued"), Tone.DONE),
        href=reverse("document", args=[document.pk]),
        number=request.protocol,
    )
