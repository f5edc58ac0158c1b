"""The cards of a euro's way, and the sum at each step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.labels import split
from documents.models import DocumentRequest, Evidence
from expenditure.models import Item
from portal.audit_pages import words
from portal.audit_pages.way import Way, issued
from portal.components import Cell, Column, Kind, Records, Row
from portal.components.money import share
from portal.components.status import Text
from portal.papers.lists import word_for
from portal.templatetags.percorsi import day, money

MOST_PAPERS = 2


@dataclass(frozen=True)
class Paper:
    """A document in a card or list: what it is called, and its address where one may open it."""

    word: Text
    href: str = ""
    icon: str = "file-pdf-ext"


@dataclass(frozen=True)
class Card:
    """One step of the way: this euro within the whole that it stands in."""

    step: str
    title: Text
    icon: str
    lines: Sequence[str]
    cents: int
    total: int | None
    on: date | None
    papers: Sequence[Paper]
    hash: str
    href: str
    lead: Text = ""
    is_current: bool = False

    @property
    def of(self) -> Text:
        """Return how much of what this euro is."""
        if self.total is None or self.total == self.cents:
            return _("the whole amount")
        return _("of %(total)s") % {"total": money(self.total)}

    @property
    def width(self) -> str:
        """Return the share of this euro in the whole, for the bar."""
        return share(min(self.cents, self.total or self.cents), self.total or self.cents)


def cards(way: Way, *, current: str, opens: bool) -> list[Card]:
    """Return the cards from the statement to the person; `opens` links the papers."""
    found = [_card(way, step, current=current, opens=opens) for step in way.steps]
    return [*found[:-1], *(last_of(card) for card in found[-1:])]


def last_of(card: Card) -> Card:
    """Return the card without what leads on: nothing follows it."""
    return Card(**{**vars(card), "lead": ""})


def sums(way: Way, shown: Sequence[Card]) -> Records:
    """Return the sum at each step: of the whole document, of this euro, and the difference."""
    return Records(
        [
            Column(_("Step"), is_title=True),
            Column(_("Whole document €"), Kind.MONEY),
            Column(_("Of this euro €"), Kind.MONEY),
            Column(_("Difference €"), Kind.MONEY),
            Column(_("Linked")),
        ],
        [
            Row(
                [
                    Cell(card.title, href=card.href),
                    card.total if card.total is not None else card.cents,
                    card.cents,
                    card.cents - way.euro.cents,
                    linked(way, card.step),
                ],
                is_current=card.is_current,
            )
            for card in shown
        ],
        caption=_("The sum at each step"),
    )


def linked(way: Way, step: str) -> Cell:
    """Return how many things stand beside this euro at a step, with their address."""
    item = way.euro.item
    if step == "claim" and item is not None:
        number = way.rows_in_claim
        said = ngettext("%(number)s row", "%(number)s rows", number) % {"number": number}
        return Cell(said, href=reverse("claim", args=[item.claim_id]))
    if step == "item" and item is not None:
        return Cell(_("1 payment"), href=way.euro.address("payment"))
    if step == "payment" and way.payment is not None:
        number = way.payment.batch.lines_count or 1
        said = ngettext(
            "%(number)s payment in the batch", "%(number)s payments in the batch", number
        )
        return Cell(said % {"number": number}, href=reverse("batch", args=[way.payment.batch_id]))
    number = len(way.proofs(step)) + len(way.papers(step))
    said = ngettext("%(number)s document", "%(number)s documents", number)
    return Cell(said % {"number": number}, href=way.euro.address(step))


def papers_of(way: Way, step: str, *, opens: bool) -> list[Paper]:
    """Return the documents that prove a step: issued papers first, then what was handed in."""
    made = [_issued(request, opens=opens) for request in way.papers(step)]
    return [*made, *(_kept(row, opens=opens) for row in way.proofs(step))]


def _card(way: Way, step: str, *, current: str, opens: bool) -> Card:
    link = way.link(step)
    own, total = _amounts(way, step)
    return Card(
        step=step,
        title=words.TITLES[step],
        icon=words.ICONS[step],
        lines=_lines(way, step),
        cents=own,
        total=total,
        on=link.on if link else None,
        papers=papers_of(way, step, opens=opens)[:MOST_PAPERS],
        hash=link.hash if link else "",
        href=way.euro.address(step),
        lead=words.LEADS.get(step, ""),
        is_current=step == current,
    )


def _amounts(way: Way, step: str) -> tuple[int, int | None]:
    """Return the cents of this euro at a step, and those of the whole that it stands in."""
    euro, link = way.euro, way.link(step)
    whole = link.cents if link else None
    if step == "item" and euro.item is not None:
        return euro.cents, euro.item.document_cents
    if step == "payment" and way.payment is not None:
        paid = way.payment.cents + (euro.payable.gross_cents - euro.payable.due_cents)
        return min(paid, euro.cents), way.payment.batch.total_cents or way.payment.cents
    if step == "month":
        return min(euro.payable.gross_cents, euro.cents), euro.payable.gross_cents
    if step == "application":
        ceiling = getattr(way.case, "ceiling_cents", None)
        return euro.cents, ceiling if isinstance(ceiling, int) else None
    return euro.cents, whole


def _lines(way: Way, step: str) -> list[str]:
    """Return one or two lines that name the step."""
    item = way.euro.item
    if step == "claim" and item is not None:
        return _of_claim(item)
    if step == "item" and item is not None:
        return [item.reference, item.document_ref]
    if step == "payment" and way.payment is not None:
        return [way.payment.bank_reference or "–", way.payment.batch.reference]
    return _of_case(way, step)


def _of_claim(item: Item) -> list[str]:
    row = _("row %(number)s") % {"number": item.row_number or "–"}
    return [item.claim.reference if item.claim else item.reference, row]


def _of_case(way: Way, step: str) -> list[str]:
    if step == "month":
        return [way.line.title or way.line.reference, period(way)]
    if step == "award":
        numbers = [paper.number for each in way.papers("award") if (paper := issued(each))]
        return [*numbers[:1], way.line.reference]
    return [way.line.reference, split(way.euro.payable.root)[0].split(".")[0].capitalize()]


def period(way: Way) -> str:
    """Return the days that were delivered."""
    payable = way.euro.payable
    return f"{day(payable.period_start)} – {day(payable.period_end)}"


def _issued(request: DocumentRequest, *, opens: bool) -> Paper:
    from documents import papers

    document = issued(request)
    title = str(papers.get(request.paper).title)
    if document is None:
        return Paper(_("%(paper)s (being made)") % {"paper": title})
    href = reverse("document", args=[document.pk]) if opens else ""
    return Paper(f"{title} {document.number}", href)


def _kept(row: Evidence, *, opens: bool) -> Paper:
    href = reverse("evidence", args=[row.pk]) if opens else ""
    return Paper(word_for(row.kind), href)
