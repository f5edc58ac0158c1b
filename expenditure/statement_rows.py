"""The rows of a statement: what is said of each item, in one order, and their one hash."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from documents.frozen import Frozen
from documents.tables import Column, Kind, Table
from documents.values import canonical, revived
from expenditure.checklist import corrections_of, items_of
from expenditure.examination import evidence_of
from lifecycle.subjects import SubjectLine, subjects
from programme.money import to_cents

if TYPE_CHECKING:
    from documents.models import Evidence
    from expenditure.models import Claim, Correction, Item, Snapshot

COLUMNS = (
    Column(_("Row"), "row", Kind.INTEGER, _("Number of the row in the claim")),
    Column(_("Item"), "item", Kind.CODE, _("Reference of the expenditure item")),
    Column(
        _("Participant"),
        "participant",
        Kind.CODE,
        _("Pseudonym of the person; empty where the expenditure is for nobody in particular"),
    ),
    Column(_("Measure"), "measure", Kind.CODE, _("Reference of the dote, loan or grant")),
    Column(_("Service"), "service", Kind.TEXT, _("What was paid for")),
    Column(_("From"), "period_start", Kind.DATE, _("First day of what was delivered")),
    Column(_("To"), "period_end", Kind.DATE, _("Last day of what was delivered")),
    Column(_("Document"), "document", Kind.CODE, _("Reference of the supporting document")),
    Column(_("Dated"), "document_on", Kind.DATE, _("Date of the supporting document")),
    Column(
        _("Document amount"), "document_cents", Kind.MONEY, _("Amount of the supporting document")
    ),
    Column(
        _("Evidence"), "evidence", Kind.CODE, _("SHA-256 of the supporting document as it is kept")
    ),
    Column(_("Paid on"), "paid_on", Kind.DATE, _("Day on which the bank executed the payment")),
    Column(_("Value date"), "value_on", Kind.DATE, _("Value date of the payment")),
    Column(
        _("Bank reference"),
        "bank_reference",
        Kind.CODE,
        _("The bank's own reference of the payment"),
    ),
    Column("CUP", "cup", Kind.CODE, _("Project code of the operation")),
    Column(_("Budget line"), "line", Kind.CODE, _("Line of the operation's budget")),
    Column(_("Category"), "category", Kind.CODE, _("Cost category")),
    Column(
        _("Cost option"),
        "cost_option",
        Kind.CODE,
        _("real, unit, lump, flat or fi (Reg. (EU) 2021/1060 art. 53)"),
    ),
    Column(_("Quantity"), "quantity", Kind.NUMBER, _("Units delivered, for unit costs")),
    Column(_("Unit cost"), "unit_cost_cents", Kind.MONEY, _("Price of one unit")),
    Column(_("Fund"), "fund", Kind.CODE, _("Fund that pays")),
    Column(
        _("Declared"),
        "declared_cents",
        Kind.MONEY,
        _("Amount declared, euro"),
        total=True,
    ),
)
KEYS = tuple(column.name for column in COLUMNS)

Row = dict[str, Any]


@dataclass(frozen=True)
class Declared:
    """The rows of a claim: items, then corrections, the hash of all, and their sum in cents."""

    items: tuple[Item, ...]
    corrections: tuple[Correction, ...]
    rows: tuple[Row, ...]
    rows_hash: str
    cents: int

    @property
    def canonical_rows(self) -> list[list[Any]]:
        """Return the rows as they are hashed and kept."""
        return [
            [canonical(column.kind, row[column.name]) for column in COLUMNS] for row in self.rows
        ]


def rows_of(claim: Claim) -> Declared:
    """Return the rows of a claim as it stands now."""
    return declared(items_of(claim), corrections_of(claim))


def declared(items: Sequence[Item], corrections: Sequence[Correction] = ()) -> Declared:
    """Return the rows of items, numbered from 1, by budget line, measure and period.

    Corrections of earlier claims follow, those that deduct with an amount below zero. Three
    queries, however many there are.
    """
    of_all = [*items, *(each.item for each in corrections)]
    lines = subjects.lines(item.part_label for item in of_all)
    papers = evidence_of(of_all)
    ordered = sorted(items, key=lambda item: _place(item, lines[item.part_label]))
    after = sorted(
        corrections, key=lambda each: (*_place(each.item, lines[each.item.part_label]), each.number)
    )
    rows = (
        *(
            _row(number, item, lines[item.part_label], papers)
            for number, item in enumerate(ordered, start=1)
        ),
        *(
            _corrected(number, each, lines[each.item.part_label], papers)
            for number, each in enumerate(after, start=len(ordered) + 1)
        ),
    )
    return Declared(
        items=tuple(ordered),
        corrections=tuple(after),
        rows=rows,
        rows_hash=hash_of(rows),
        cents=sum(row["declared_cents"] for row in rows),
    )


def hash_of(rows: Sequence[Row]) -> str:
    """Return the hash that the statement prints for these rows."""
    with Frozen(Table(title="", columns=COLUMNS, rows=rows)) as frozen:
        return frozen.rows_hash


def frozen_rows(snapshot: Snapshot) -> Iterator[Row]:
    """Yield the rows of a transmitted claim as they were frozen, in today's columns."""
    kinds = {column.name: column.kind for column in COLUMNS}
    for cells in snapshot.rows:
        held = dict(zip(snapshot.columns, cells, strict=True))
        yield {key: revived(kinds[key], held.get(key)) for key in KEYS}


def manifest(items: Sequence[Item]) -> list[list[Any]]:
    """Return the attachments of a claim: item, label, kind, SHA-256 and size in bytes of each."""
    papers = evidence_of(items)
    return [
        [item.reference, name, papers[name].kind, papers[name].sha256, papers[name].size]
        for item in items
        for name in item.evidence
        if name in papers
    ]


def _place(item: Item, line: SubjectLine) -> tuple[Any, ...]:
    return (item.line.code, line.reference, item.period_start, item.reference)


def _row(number: int, item: Item, line: SubjectLine, papers: Mapping[str, Evidence]) -> Row:
    paper = papers.get(item.document)
    price = item.unit_cost
    return {
        "row": number,
        "item": item.reference,
        "participant": line.pseudonym or None,
        "measure": line.reference,
        "service": line.title,
        "period_start": item.period_start,
        "period_end": item.period_end,
        "document": item.document_ref,
        "document_on": item.document_on,
        "document_cents": item.document_cents,
        "evidence": paper.sha256 if paper else "",
        "paid_on": item.paid_on,
        "value_on": item.value_on,
        "bank_reference": item.bank_reference,
        "cup": item.cup,
        "line": item.line.code,
        "category": item.category.code,
        "cost_option": item.cost_option,
        "quantity": item.quantity,
        "unit_cost_cents": to_cents(price.amount) if price else None,
        "fund": item.fund.code,
        "declared_cents": item.declared_cents,
    }


def _corrected(
    number: int, correction: Correction, line: SubjectLine, papers: Mapping[str, Evidence]
) -> Row:
    """Return the row of a correction: of its item, with its own name and amount."""
    return _row(number, correction.item, line, papers) | {
        "item": correction.reference,
        "quantity": None,
        "unit_cost_cents": None,
        "declared_cents": correction.declared_cents,
    }
