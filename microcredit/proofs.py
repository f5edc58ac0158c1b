"""The papers that prove a payment to the borrower: each proves one tranche and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounting.models import Payable
from audit.labels import label
from documents.models import Evidence

if TYPE_CHECKING:
    from microcredit.models import Loan

PAPERS_TO_LEND = {
    "loan_contract": _("the signed loan contract"),
    "loan_use": _("the quote, contract or invoice that the loan pays"),
}

PAPERS_OF_ARREARS = {
    "loan_means": _("what the borrower has and earns"),
    "loan_attempts": _("what was tried to recover the loan"),
    "death_certificate": _("the death certificate"),
}
"""Papers without which a loan is not settled, written off, or asked of the heirs."""


def is_attached(loan: Loan, kind: str) -> bool:
    """Say whether a paper of a kind is kept about a loan."""
    return Evidence.objects.as_system().filter(subject=loan.label, kind=kind).exists()


def next_proof(loan: Loan) -> Evidence | None:
    """Return the oldest paper about a loan that proves no tranche yet."""
    used = {
        name
        for evidence in Payable.objects.filter(root=loan.label).values_list("evidence", flat=True)
        for name in evidence
    }
    kept = Evidence.objects.as_system().filter(subject=loan.label, kind__in=PAPERS_TO_LEND)
    return next((row for row in kept.order_by("id") if label(row) not in used), None)
