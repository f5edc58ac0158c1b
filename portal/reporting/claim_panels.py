"""The claim as its page shows it: milestones, facts, rows, what is ready, what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from audit.models import Event
from documents.models import IssuedExport
from expenditure.checklist import items_of
from expenditure.examination import examine
from expenditure.exports import booked_cents
from expenditure.models import Claim, Correction, Item
from expenditure.rules import objections
from expenditure.states import OPEN_CLAIMS, ClaimState, ItemState
from lifecycle.guards import roles_in_words
from lifecycle.subjects import SubjectLine, subjects
from portal.components import (
    Cell,
    Column,
    EmptyState,
    Fact,
    Kind,
    Mark,
    Milestone,
    Records,
    Row,
    Stepper,
)
from portal.keys import new_key
from portal.reporting.corrections import out_of_claim
from portal.templatetags.percorsi import day, moment, money, short_hash

MOST = 200
"""Rows and candidates on one page; the rest is in the list of items and in the statement."""


@dataclass(frozen=True)
class Finding:
    """What a rule has against a row, and who can help."""

    code: str
    item: str
    href: str
    sentence: str
    who: str


@dataclass(frozen=True)
class Candidate:
    """An item that could be included, with the key of its own inclusion."""

    item: Item
    line: SubjectLine
    key: str


def stepper(claim: Claim) -> Stepper:
    """Return the milestones of a claim with their days."""
    stations = [
        (_("Opened"), claim.opened_on),
        (_("Prechecked"), claim.prechecked_on),
        (_("Signed"), claim.signed_on),
        (_("Transmitted"), claim.transmitted_on),
    ]
    done = sum(when is not None for _label, when in stations)
    return Stepper(
        [
            Milestone(label, day(when), Mark.DONE if when else _ahead(place, done))
            for place, (label, when) in enumerate(stations)
        ]
    )


def facts(claim: Claim, names: Mapping[str, str], cut_off: Event | None) -> list[Fact]:
    """Return whose expenditure of which period the claim declares, and who answers for it."""
    found = [
        Fact(_("Operation"), f"{claim.operation.code} · {claim.operation.title}"),
        Fact("CUP", claim.operation.cup or _("missing"), is_code=True),
        Fact(_("Partner"), claim.partner.name),
        Fact(_("Fund"), f"{claim.fund.code} · {claim.fund.name}"),
        Fact(_("Kind"), claim.get_kind_display()),
        Fact(_("Period"), f"{day(claim.period_start)} – {day(claim.period_end)}"),
        Fact(
            _("Cut-off"),
            moment(cut_off.at) if cut_off else _("the instant of the transmission"),
        ),
        Fact(_("Prepared by"), names.get(claim.opened_by, "–")),
        Fact(_("Signed by"), names.get(claim.signed_by, "–")),
        Fact(_("Transmitted by"), names.get(claim.transmitted_by, "–")),
    ]
    if claim.rows_hash:
        found.append(Fact(_("Hash of the rows"), short_hash(claim.rows_hash), is_code=True))
    return found


def totals(claim: Claim, items: Sequence[Item | Correction], cut_off: Event | None) -> list[Fact]:
    """Return the sums of the claim: of its rows, and, once transmitted, of the journal."""
    found = [
        Fact(_("Rows"), str(len(items) if claim.row_count is None else claim.row_count)),
        Fact(_("Declared"), money(_sum(items, claim))),
    ]
    if cut_off is not None:
        booked = booked_cents(cut_off)
        found.append(Fact(_("Claimed in the journal (CLM)"), money(booked)))
        found.append(Fact(_("Difference"), money(_sum(items, claim) - booked)))
    return found


def cut_off_of(claim: Claim) -> Event | None:
    """Return the event of the transmission, whose instant is the cut-off of the statement."""
    transmitted = Event.objects.filter(stream=claim.label, subject=claim.label, action="transmit")
    return transmitted.first()


def rows(items: Sequence[Item], corrections: Sequence[Correction], *, can_exclude: bool) -> Records:
    """Return the rows of a claim; each leads to the euro, and to its exclusion where possible."""
    of_all = [*items, *(each.item for each in corrections)]
    lines = subjects.lines(item.part_label for item in of_all)
    return Records(
        [
            Column(_("Row"), Kind.INTEGER),
            Column(_("Item and case"), is_title=True),
            Column(_("What for")),
            Column(_("Paid on"), Kind.DATE),
            Column(_("Declared €"), Kind.MONEY),
            Column(_("Take out") if can_exclude else _("Follow")),
        ],
        [
            *(_row(item, lines[item.part_label], can_exclude) for item in items[:MOST]),
            *(_correction(each, lines[each.item.part_label]) for each in corrections[:MOST]),
        ],
        caption=_("Rows of the claim"),
        empty=EmptyState(_("No item is in this claim yet.")),
    )


def candidates(claim: Claim) -> list[Candidate]:
    """Return the items that are ready and of the claim's own operation, partner and fund."""
    items = list(ready_for(claim)[:MOST])
    lines = subjects.lines(item.part_label for item in items)
    return [Candidate(item, lines[item.part_label], new_key()) for item in items]


def ready_for(claim: Claim) -> QuerySet[Item]:
    """Return the ready items that the claim could take, oldest payment first."""
    rows: QuerySet[Item] = Item.objects.as_system().filter(
        state=ItemState.READY,
        operation=claim.operation_id,
        partner=claim.partner_id,
        fund=claim.fund_id,
        booked_on__lte=claim.period_end,
    )
    return rows.order_by("paid_on", "id")


def findings(claim: Claim, items: Sequence[Item]) -> Iterator[Finding]:
    """Yield what the rules have against the rows, while the claim is in preparation."""
    if claim.state not in OPEN_CLAIMS:
        return
    by_reference = {item.reference: item for item in items}
    for objection in objections(examine(items)):
        item = by_reference[objection.item]
        yield Finding(
            code=objection.rule.code,
            item=objection.item,
            href=reverse("item", args=[item.pk]),
            sentence=objection.sentence,
            who=roles_in_words(list(objection.rule.cleared_by)),
        )


def waiting_items(claim: Claim) -> int:
    """Return how many items of the same office and fund are still to be completed."""
    rows = Item.objects.as_system().filter(
        state=ItemState.DRAFT,
        operation=claim.operation_id,
        partner=claim.partner_id,
        fund=claim.fund_id,
    )
    return rows.count()


def claim_rows(claim: Claim) -> list[Item]:
    """Return the rows of the claim in the order of the statement."""
    return sorted(items_of(claim), key=lambda item: (item.row_number or 0, item.pk))


def files(issued: Iterable[IssuedExport], names: Mapping[str, str]) -> Records:
    """Return the register of the files issued of a claim, each with its SHA-256."""
    return Records(
        [
            Column(_("File"), is_title=True),
            Column(_("Issued"), Kind.MOMENT),
            Column(_("By")),
            Column(_("Rows"), Kind.INTEGER),
            Column(_("Hash of the rows"), Kind.CODE),
            Column("SHA-256", Kind.CODE),
        ],
        [
            Row(
                [
                    Cell(row.format.upper(), href=reverse("issued_export", args=[row.pk])),
                    row.issued_at,
                    names.get(row.author, "Percorsi"),
                    row.row_count,
                    short_hash(row.rows_hash),
                    Cell(row.file_hash),
                ]
            )
            for row in issued
        ],
        caption=_("Issued files"),
        empty=EmptyState(_("No file was issued of this claim yet.")),
    )


def _row(item: Item, line: SubjectLine, can_exclude: bool) -> Row:
    out = reverse("step", args=["expenditure.item", item.pk, "exclude"])
    along = f"{reverse('follow_euro', args=[item.label])}?passo=claim"
    return Row(
        [
            Cell(item.row_number, href=along if item.row_number else ""),
            Cell(item.reference, reverse("item", args=[item.pk]), detail=line.reference),
            Cell(line.title or "–", detail=line.pseudonym),
            item.paid_on,
            item.declared_cents,
            Cell(_("Take out"), href=out) if can_exclude else Cell(_("Follow"), href=along),
        ]
    )


def _correction(correction: Correction, line: SubjectLine) -> Row:
    item = correction.item
    out = out_of_claim(correction)
    along = reverse("follow_euro", args=[item.label])
    return Row(
        [
            correction.row_number,
            Cell(correction.reference, reverse("item", args=[item.pk]), detail=line.reference),
            Cell(correction.get_state_display(), detail=correction.act),
            item.paid_on,
            correction.declared_cents,
            Cell(_("Take out"), href=out) if out else Cell(_("Follow"), href=along),
        ]
    )


def _sum(items: Sequence[Item | Correction], claim: Claim) -> int:
    if claim.declared_cents is not None:
        return claim.declared_cents
    return sum(item.declared_cents for item in items)


def _ahead(place: int, done: int) -> Mark:
    return Mark.NOW if place == done else Mark.AHEAD


def takes_items(claim: Claim) -> bool:
    """Tell whether items can still enter the claim."""
    return claim.state == ClaimState.DRAFT
