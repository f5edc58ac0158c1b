"""The register of exports: what was issued, to whom, with which hashes, and every handing over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.models import Event
from documents import exports, issuing
from documents.cover import Cover
from documents.exports import UnknownExportError
from documents.models import IssuedExport
from people.roles import Role
from portal import paging
from portal.access import EVERY_OFFICE, RolesMixin
from portal.components import (
    Cell,
    Column,
    Crumb,
    EmptyState,
    Fact,
    Happening,
    Kind,
    Records,
    Row,
    Timeline,
)
from portal.reporting.claim_pages import names_of
from portal.reporting.downloads import Refused, attachment, not_issued
from portal.templatetags.percorsi import moment, short_hash
from portal.visitors import Visitor

ORDERS = [paging.Order("recenti", gettext_lazy("Newest first"), ("id",))]
HANDED = {
    "documents.export_issued": gettext_lazy("Issued"),
    "documents.export_copied": gettext_lazy("Handed over again, the same bytes"),
}


class IssuedExports(RolesMixin):
    """Every file that this person may know of: one's own, or all for those who oversee."""

    roles = EVERY_OFFICE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the register."""
        chosen = request.GET.get("name", "")
        rows = visible(self.visitor)
        if chosen:
            rows = rows.filter(name=chosen)
        page = paging.page_of(rows, orders=ORDERS, query=request.GET)
        names = names_of(row.author for row in page.rows)
        context = {
            "page": page,
            "files": _table(page.rows, names),
            "chosen": chosen,
            "exports": exports.registered(),
        }
        return render(request, "portal/reporting/issued_exports.html", context)


class IssuedExportPage(RolesMixin):
    """One issued file: its cover, its hashes, who got it when."""

    roles = EVERY_OFFICE

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Show the file's row of the register."""
        row = _row_or_404(self.visitor, pk)
        cover = Cover.from_json(row.cover)
        title = title_of(row.name)
        context = {
            "row": row,
            "title": title,
            "crumbs": [Crumb(_("Issued exports"), reverse("issued_exports")), Crumb(title)],
            "facts": [Fact(label, value) for label, value in cover.lines],
            "file": _file_facts(row),
            "history": _history(row),
        }
        return render(request, "portal/reporting/issued_export.html", context)


class HandOver(RolesMixin):
    """Gives a copy of the sealed bytes, and records who got it."""

    roles = EVERY_OFFICE

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Hand the file over as it was issued."""
        row = _row_or_404(self.visitor, pk)
        export = exports.get(row.name)
        actor = self.visitor.actor([role for role in Role if role in export.roles])
        if actor is None:
            raise PermissionDenied
        try:
            return attachment(issuing.hand_over(row, by=actor))
        except ValidationError as wrong:
            return not_issued(request, str(export.title), Refused(list(wrong.messages)))


def visible(visitor: Visitor) -> QuerySet[IssuedExport]:
    """Return the rows of the register that the visitor may see, without their bytes."""
    rows: QuerySet[IssuedExport] = IssuedExport.objects.visible_to(visitor.user, on=visitor.on)
    return rows.defer("content")


def title_of(name: str) -> str:
    """Return the title of an export, or its name when it no longer exists."""
    try:
        return str(exports.get(name).title)
    except UnknownExportError:
        return name


def _row_or_404(visitor: Visitor, pk: str) -> IssuedExport:
    found = visible(visitor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _table(rows: Iterable[Any], names: dict[str, str]) -> Records:
    return Records(
        [
            Column(_("Export"), is_title=True),
            Column(_("Format")),
            Column(_("Filters")),
            Column(_("Cut-off"), Kind.MOMENT),
            Column(_("Issued"), Kind.MOMENT),
            Column(_("By")),
            Column(_("Rows"), Kind.INTEGER),
            Column(_("Hash of the file"), Kind.CODE),
        ],
        [
            Row(
                [
                    Cell(title_of(row.name), href=reverse("issued_export", args=[row.pk])),
                    row.format.upper(),
                    ", ".join(f"{name} {value}" for name, value in row.params.items()) or "–",
                    row.cut_off,
                    row.issued_at,
                    names.get(row.author, "Percorsi"),
                    row.row_count,
                    short_hash(row.file_hash),
                ]
            )
            for row in rows
        ],
        caption=_("Issued exports"),
        empty=EmptyState(_("Nothing was issued yet: download a list, and it stands here.")),
    )


def _file_facts(row: IssuedExport) -> list[Fact]:
    return [
        Fact(_("Format"), row.format.upper()),
        Fact(_("Size in bytes"), f"{row.size:,}".replace(",", ".")),
        Fact("SHA-256", row.file_hash, is_code=True),
        Fact(_("Hash of the rows"), row.rows_hash, is_code=True),
        Fact(_("Size of the trail"), f"{row.trail_size:,}".replace(",", ".")),
        Fact(_("Root of the trail"), row.trail_root or "–", is_code=True),
    ]


def _history(row: IssuedExport) -> Timeline:
    """Return every handing over, newest first; two queries."""
    label = f"documents.issuedexport:{row.pk}"
    events = list(Event.objects.filter(stream=issuing.STREAM, subject=label).order_by("-seq")[:60])
    names = names_of(event.actor for event in events)
    return Timeline(
        [
            Happening(
                when=moment(event.at),
                who=names.get(event.actor, "Percorsi"),
                role=Role(event.role).label,
                what=HANDED.get(event.action, event.action),
                reference=short_hash(event.hash),
                details=(names.get(event.actor, "Percorsi"),),
            )
            for event in events
        ],
        _("Who got it"),
    )
