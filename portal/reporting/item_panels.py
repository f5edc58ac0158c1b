"""Expenditure items as their pages show them: facts, amounts, every rule with its answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expenditure.examination import evidence_of, examine
from expenditure.models import Item
from expenditure.rules import RULES, objections
from expenditure.states import ItemState
from lifecycle.guards import roles_in_words
from lifecycle.subjects import SubjectLine, subjects
from portal.components import Badge, Cell, Column, EmptyState, Fact, Kind, Records, Row, Tone
from portal.papers.lists import word_for
from portal.templatetags.percorsi import day, money, short_hash

TONES = {
    ItemState.DRAFT: Tone.MISSING,
    ItemState.READY: Tone.NOW,
    ItemState.DECLARED: Tone.DONE,
    ItemState.CANCELLED: Tone.REFUSED,
}
QUESTIONS: dict[str, Promise] = {
    "evidence_present": gettext_lazy("A document that is kept proves it"),
    "document_identified": gettext_lazy("The document has its number and its date"),
    "date_inside_eligibility": gettext_lazy("Within the days of eligibility"),
    "payment_proof": gettext_lazy("The bank proves the payment"),
    "withholding_paid": gettext_lazy("What was withheld is paid over"),
    "paid_after_document": gettext_lazy("Paid after its document"),
    "traceable_method": gettext_lazy("Paid in a way that leaves a trace"),
    "cup_present": gettext_lazy("It bears the CUP of the operation"),
    "shares_within_document": gettext_lazy("The shares stay within the document"),
    "declared_within_paid": gettext_lazy("No more is declared than was cleared"),
    "units_within_recognised": gettext_lazy("The units are those that were recognised"),
    "claimed_once": gettext_lazy("Declared once only"),
    "same_file_elsewhere": gettext_lazy("The file proves nothing else"),
}


@dataclass(frozen=True)
class Check:
    """A rule as the page shows it: holds, or what is missing and who can supply it."""

    code: str
    question: str
    sentences: Sequence[str]
    who: str

    @property
    def badge(self) -> Badge:
        """Return the answer as sign, word and colour."""
        if self.sentences:
            return Badge(_("Missing"), Tone.MISSING)
        return Badge(_("In order"), Tone.DONE)


def badge(item: Item) -> Badge:
    """Return the state of an item as sign, word and colour."""
    return Badge(item.get_state_display(), TONES[ItemState(item.state)])


def table(items: Sequence[Item]) -> Records:
    """Return items as a table, each with what it lacks; a fixed number of queries."""
    lines = subjects.lines(item.part_label for item in items)
    lacking: defaultdict[str, list[str]] = defaultdict(list)
    asked = [item for item in items if item.state in (ItemState.DRAFT, ItemState.READY)]
    for found in objections(examine(asked)):
        who = roles_in_words(list(found.rule.cleared_by))
        lacking[found.item].append(f"{found.sentence} ({who})")
    return Records(
        [
            Column(_("Item"), is_title=True),
            Column(_("Case")),
            Column(_("What for")),
            Column(_("Paid on"), Kind.DATE),
            Column(_("Declared €"), Kind.MONEY),
            Column(_("Claim")),
            Column(_("State and what is missing")),
        ],
        [_row(item, lines[item.part_label], lacking[item.reference]) for item in items],
        caption=_("Expenditure items"),
        empty=EmptyState(_("No expenditure item with these filters.")),
    )


def facts(item: Item, line: SubjectLine) -> list[Fact]:
    """Return what the item is of: case, person by pseudonym, document, payment."""
    return [
        Fact(_("Case"), line.reference, is_code=True),
        Fact(_("Person"), line.pseudonym or "–", is_code=True),
        Fact(_("What for"), line.title or "–"),
        Fact(_("From"), day(item.period_start)),
        Fact(_("To"), day(item.period_end)),
        Fact(_("Document"), item.document_ref or _("missing"), is_code=True),
        Fact(_("Dated"), day(item.document_on)),
        Fact(_("Paid on"), day(item.paid_on)),
        Fact(_("Value date"), day(item.value_on)),
        Fact(_("Reference of the bank"), item.bank_reference or "–", is_code=True),
        Fact("CUP", item.cup or _("missing"), is_code=True),
        Fact(_("Budget line"), str(item.line)),
        Fact(_("Category"), str(item.category)),
        Fact(_("Fund"), item.fund.code),
        *_in_claim(item),
    ]


def amounts(item: Item) -> list[Fact]:
    """Return the sums of an item, from the document down to what is declared."""
    return [
        Fact(_("Amount of the document"), money(item.document_cents)),
        Fact(_("Share of this operation"), money(item.share_cents)),
        Fact(_("Cleared for payment"), money(item.payable.gross_cents)),
        Fact(_("To be declared"), money(item.declared_cents)),
    ]


def checks(item: Item) -> list[Check]:
    """Return every rule with what it has against the item, those that object first."""
    against: defaultdict[str, list[str]] = defaultdict(list)
    for found in objections(examine([item])):
        against[found.rule.code].append(found.sentence)
    shown = [
        Check(
            code=rule.code,
            question=str(QUESTIONS.get(rule.code, rule.code)),
            sentences=against[rule.code],
            who=roles_in_words(list(rule.cleared_by)),
        )
        for rule in RULES
    ]
    return sorted(shown, key=lambda check: not check.sentences)


def papers(item: Item) -> Records:
    """Return the documents that prove the item, with their fingerprints."""
    kept = evidence_of([item])
    return Records(
        [
            Column(_("Document"), is_title=True),
            Column(_("Kept"), Kind.DATE),
            Column("SHA-256", Kind.CODE),
        ],
        [
            Row(
                [
                    Cell(word_for(row.kind), reverse("evidence", args=[row.pk])),
                    row.kept_on,
                    short_hash(row.sha256),
                ]
            )
            for row in kept.values()
        ],
        caption=_("Documents"),
        empty=EmptyState(_("No document proves this expenditure: attach it to the case.")),
    )


def _row(item: Item, line: SubjectLine, lacking: Sequence[str]) -> Row:
    claim = item.claim
    return Row(
        [
            Cell(item.reference, href=reverse("item", args=[item.pk])),
            line.reference,
            " · ".join(filter(None, [line.pseudonym, line.title])),
            item.paid_on,
            item.declared_cents,
            Cell(claim.reference, href=reverse("claim", args=[claim.pk])) if claim else "–",
            Cell(badge=badge(item), detail=" ".join(lacking)),
        ]
    )


def _in_claim(item: Item) -> list[Fact]:
    if item.claim is None:
        return []
    href = reverse("claim", args=[item.claim_id])
    row = _("row %(number)s") % {"number": item.row_number} if item.row_number else ""
    words = " · ".join(filter(None, [item.claim.reference, row]))
    return [Fact(_("Claim"), words, href=href)]
