"""The financial audit trail (pista di controllo finanziario): one line per item, all its stages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.labels import split
from documents.exports import Column, Kind, Params, Table, export
from documents.models import Evidence
from expenditure.examination import evidence_of
from expenditure.item_exports import ItemsForm, filtered, filters_in_words
from expenditure.models import Item
from expenditure.models.rules import READERS
from lifecycle.subjects import SubjectLine, subjects
from programme.models import Provider

CHUNK = 500

COLUMNS = (
    Column(gettext_lazy("Item"), "item", Kind.CODE),
    Column(gettext_lazy("Document"), "document", Kind.CODE),
    Column(gettext_lazy("Dated"), "document_on", Kind.DATE),
    Column(gettext_lazy("Kind of document"), "document_kind", Kind.CODE),
    Column(
        gettext_lazy("Supplier or payee"),
        "payee",
        Kind.CODE,
        gettext_lazy("A participant's pseudonym, or the name under which a provider is shown"),
    ),
    Column(gettext_lazy("Document amount"), "document_cents", Kind.MONEY),
    Column(gettext_lazy("Share"), "share_cents", Kind.MONEY, total=True),
    Column(gettext_lazy("Paid on"), "paid_on", Kind.DATE),
    Column(gettext_lazy("Value date"), "value_on", Kind.DATE),
    Column(gettext_lazy("Bank reference"), "bank_reference", Kind.CODE),
    Column(gettext_lazy("Means of payment"), "method", Kind.CODE),
    Column(gettext_lazy("Paid"), "paid_cents", Kind.MONEY, total=True),
    Column(gettext_lazy("Measure"), "measure", Kind.CODE),
    Column(gettext_lazy("Participant"), "participant", Kind.CODE),
    Column(gettext_lazy("Awarded on"), "granted_on", Kind.DATE),
    Column(gettext_lazy("Awarded"), "granted_cents", Kind.MONEY),
    Column(gettext_lazy("Fund"), "fund", Kind.CODE),
    Column(gettext_lazy("Budget line"), "line", Kind.CODE),
    Column(gettext_lazy("Claim"), "claim", Kind.CODE),
    Column(gettext_lazy("Row"), "row", Kind.INTEGER),
    Column(gettext_lazy("Transmitted on"), "transmitted_on", Kind.DATE),
    Column(gettext_lazy("First claim"), "origin", Kind.CODE),
    Column(gettext_lazy("State"), "state", Kind.CODE),
    Column(
        gettext_lazy("Declared"),
        "declared_cents",
        Kind.MONEY,
        gettext_lazy("Declared in the claim; empty while the item is in none"),
        total=True,
    ),
)


@export(
    "audit_trail",
    title=gettext_lazy("Financial audit trail"),
    help=gettext_lazy("One line per item through all its stages, from the document to the claim."),
    roles={str(role) for role in READERS},
    columns=COLUMNS,
    form=ItemsForm,
)
def audit_trail(params: Params) -> Table:
    """Return every item with its document, payment, award and claim (Reg. 480/2014 art. 25)."""
    return Table(
        title=_("Financial audit trail"),
        columns=COLUMNS,
        rows=_rows(filtered(params).select_related("payable", "origin")),
        filters=filters_in_words(params),
    )


def _rows(items: Any) -> Iterator[dict[str, Any]]:
    """Yield the rows in chunks: a fixed number of queries for each."""
    chunk: list[Item] = []
    for item in items.iterator(chunk_size=CHUNK):
        chunk.append(item)
        if len(chunk) == CHUNK:
            yield from _chunk(chunk)
            chunk = []
    yield from _chunk(chunk)


def _chunk(items: list[Item]) -> Iterator[dict[str, Any]]:
    lines = subjects.lines(item.part_label for item in items)
    papers = evidence_of(items)
    providers = _providers(items)
    for item in items:
        line = lines[item.part_label]
        payee = providers.get(item.payable.payee) or line.pseudonym
        yield _row(item, line, papers.get(item.document)) | {"payee": payee or None}


def _providers(items: list[Item]) -> dict[str, str]:
    """Return, by label, the names under which the providers that are paid are shown."""
    labels = {item.payable.payee for item in items}
    named = {label: split(label)[1] for label in labels if split(label)[0] == "programme.provider"}
    shown = Provider.objects.in_bulk(list(named.values()))
    return {label: shown[pk].name for label, pk in named.items() if pk in shown}


def _row(item: Item, line: SubjectLine, paper: Evidence | None) -> dict[str, Any]:
    claim = item.claim
    return {
        "item": item.reference,
        "document": item.document_ref,
        "document_on": item.document_on,
        "document_kind": paper.kind if paper else None,
        "document_cents": item.document_cents,
        "share_cents": item.share_cents,
        "paid_on": item.paid_on,
        "value_on": item.value_on,
        "bank_reference": item.bank_reference,
        "method": item.method,
        "paid_cents": item.payable.gross_cents,
        "measure": line.reference,
        "participant": line.pseudonym or None,
        "granted_on": line.granted_on,
        "granted_cents": line.granted_cents,
        "fund": item.fund.code,
        "line": item.line.code,
        "claim": claim.reference if claim else None,
        "row": item.row_number,
        "transmitted_on": claim.transmitted_on if claim else None,
        "origin": item.origin.reference if item.origin else None,
        "state": item.state,
        "declared_cents": item.declared_cents if claim else None,
    }
