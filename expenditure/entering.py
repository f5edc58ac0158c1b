"""Fills an item with what is known: from its payable, its evidence and its payment."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from accounting.models import Payable
from documents.models import Evidence
from expenditure.examination import evidence_of
from expenditure.paid import payments_of
from expenditure.rules import RULES, VERSION
from programme.models.funding import CostOption

if TYPE_CHECKING:
    from expenditure.models import Item


def fields_of(payable: Payable) -> dict[str, Any]:
    """Return what an item says of its payable, for the engine's ``begin``."""
    position = payable.position
    return {
        "payable": payable,
        "operation": position.operation,
        "partner": position.partner,
        "fund": position.fund,
        "line": position.line,
        "category": payable.category,
        "case_label": payable.root,
        "part_label": payable.part,
    }


def sourced(item: Item) -> None:
    """Copy what the payable and its first document say.

    A document whose own date nobody gave counts from the day on which it was kept, and one
    without an amount as being for what was cleared.
    """
    payable = item.payable
    item.cost_option = payable.cost_option
    item.quantity, item.unit_cost = payable.quantity, payable.unit_cost
    item.period_start, item.period_end = payable.period_start, payable.period_end
    item.evidence = list(payable.evidence)
    item.document = payable.evidence[0] if payable.evidence else ""
    item.cup = item.operation.cup
    paper = evidence_of([item]).get(item.document)
    item.document_cents = (paper and paper.amount_cents) or payable.gross_cents
    item.share_cents = min(payable.gross_cents, item.document_cents)
    item.declared_cents = _declarable(item)
    if paper is not None:
        item.document_ref = _reference(paper)
        item.document_on = paper.issued_on or paper.kept_on


def proven(item: Item) -> None:
    """Copy what the bank and the journal say of the payment, if they say anything."""
    payment = payments_of([item.payable]).get(item.payable_id)
    if payment is None:
        return
    proof = payment.proof
    item.paid_on, item.value_on = proof.paid_on, proof.value_on
    item.booked_on = payment.booked_on
    item.bank_reference, item.method = proof.bank_reference, proof.method


def signed_off(item: Item, *, on: date) -> dict[str, Any]:
    """Return what stays with the item of its check: the rules asked, and the files looked at."""
    papers = evidence_of([item])
    return {
        "on": on.isoformat(),
        "rules_version": VERSION,
        "rules": [rule.code for rule in RULES],
        "evidence": {name: papers[name].kind for name in item.evidence if name in papers},
    }


def _declarable(item: Item) -> int:
    """Return the share, or what the item's units are worth at their price where that is less."""
    if item.cost_option == CostOption.UNIT and item.quantity is not None and item.unit_cost:
        return min(item.share_cents, item.unit_cost.worth_cents(item.quantity))
    return item.share_cents


def _reference(paper: Evidence) -> str:
    """Return how a document without number is named: its kind and the end of its identifier."""
    return f"{paper.kind}-{paper.pk[-8:]}"
