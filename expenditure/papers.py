"""The papers of a claim: the claim as signed, the sheet of its hash, its withdrawal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from documents.facts import Facts
from documents.papers import paper
from expenditure.checklist import corrections_of, items_of
from people.languages import Language
from programme.money import format_amount

if TYPE_CHECKING:
    from expenditure.models import Claim, Item


@paper("claim", code="DDR", title=_("Claim for reimbursement"), template="papers/claim.html")
def claim(claim: Claim) -> Facts:
    """Say what is declared, of which period and fund, by budget line, and who signs it."""
    return _about(claim) | {"lines": _by_line(claim), "signed_on": claim.signed_on}


@paper(
    "claim_transmitted",
    code="DDR",
    title=_("Companion sheet of a statement"),
    template="papers/claim_transmitted.html",
)
def transmitted(claim: Claim) -> Facts:
    """Say by which hash the rows that were transmitted are known, and to what they add up."""
    return _about(claim) | {"transmitted_on": claim.transmitted_on}


@paper(
    "claim_withdrawn",
    code="RIN",
    title=_("Withdrawal of a claim"),
    template="papers/claim_withdrawn.html",
)
def withdrawn(claim: Claim) -> Facts:
    """Say which claim is withdrawn, and of what amount."""
    return _about(claim) | {
        "transmitted_on": claim.transmitted_on,
        "withdrawn_on": claim.withdrawn_on,
    }


def _about(claim: Claim) -> dict[str, Any]:
    with translation.override(Language.ITALIAN):  # of the paper, whoever asks for it
        kind = str(claim.get_kind_display())
    return {
        "reference": claim.reference,
        "kind": kind,
        "partner": claim.partner.name,
        "fund": claim.fund.name,
        "operation": claim.operation.title,
        "cup": claim.operation.cup,
        "period_start": claim.period_start,
        "period_end": claim.period_end,
        "row_count": claim.row_count or 0,
        "total": format_amount(claim.declared_cents or 0),
        "rows_hash": claim.rows_hash,
    }


def _by_line(claim: Claim) -> list[dict[str, Any]]:
    sums: dict[tuple[str, str], tuple[int, int]] = {}
    rows: list[tuple[Item, int]] = [(item, item.declared_cents) for item in items_of(claim)]
    rows += [(each.item, each.declared_cents) for each in corrections_of(claim)]
    for item, declared in rows:
        key = (item.line.code, item.line.title)
        count, cents = sums.get(key, (0, 0))
        sums[key] = (count + 1, cents + declared)
    return [
        {"code": code, "title": title, "count": count, "amount": format_amount(cents)}
        for (code, title), (count, cents) in sorted(sums.items())
    ]
