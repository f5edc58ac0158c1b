"""The list of what is to be paid: payees by pseudonym, with what keeps each sum back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounting.models import Payable
from audit import clock
from documents.exports import Column, Kind, Params, Table, export
from lifecycle.subjects import subjects
from people.mandates import partners_of
from people.roles import Role
from treasury.payable_queue import candidates, to_pay

CHUNK = 500
COLUMNS = (
    Column(gettext_lazy("Case"), "reference", Kind.CODE, gettext_lazy("Reference of the case.")),
    Column(
        gettext_lazy("Person"), "pseudonym", Kind.CODE, gettext_lazy("Pseudonym, never the name.")
    ),
    Column(gettext_lazy("What for"), "title", Kind.TEXT, gettext_lazy("Service that is paid.")),
    Column(gettext_lazy("Partner"), "partner", Kind.CODE, gettext_lazy("Code of the partner.")),
    Column(gettext_lazy("Cleared"), "created_on", Kind.DATE, gettext_lazy("Day of the clearance.")),
    Column(
        gettext_lazy("Due"),
        "due_cents",
        Kind.MONEY,
        gettext_lazy("Sum to be paid, euro cents."),
        total=True,
    ),
    Column(
        gettext_lazy("Kept back"), "reasons", Kind.TEXT, gettext_lazy("Why it cannot be paid yet.")
    ),
)


@export(
    "payables",
    title=gettext_lazy("To pay"),
    help=gettext_lazy("What was cleared, is not paid and stands in no batch."),
    roles={str(Role.FINANCE)},
    columns=COLUMNS,
)
def payables(params: Params) -> Table:
    """Return what waits for a batch in the viewer's reach, oldest first."""
    return Table(title=_("To pay"), columns=COLUMNS, rows=_rows(params.viewer))


def _rows(viewer: Any) -> Iterator[dict[str, Any]]:
    """Yield what is to be paid; a fixed number of queries for each chunk."""
    partners = partners_of(viewer, clock.today(), Role.FINANCE) if viewer else None
    found: list[Payable] = []
    for payable in to_pay(partners=partners).iterator(chunk_size=CHUNK):
        found.append(payable)
        if len(found) == CHUNK:
            yield from _told(found)
            found = []
    yield from _told(found)


def _told(rows: list[Payable]) -> Iterator[dict[str, Any]]:
    names = subjects.lines(row.part for row in rows)
    for candidate in candidates(rows):
        payable = candidate.payable
        line = names[payable.part]
        yield {
            "reference": line.reference,
            "pseudonym": line.pseudonym,
            "title": line.title,
            "partner": payable.position.partner.code,
            "created_on": payable.created_on,
            "due_cents": payable.due_cents,
            "reasons": " ".join(str(reason) for reason in candidate.reasons),
        }
