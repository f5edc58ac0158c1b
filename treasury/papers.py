"""The paper of a batch: the payment list (DIST), frozen when the batch is submitted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from documents.facts import Facts
from documents.papers import paper
from treasury.totals import lines_to_pay

if TYPE_CHECKING:
    from treasury.models import Batch


@paper("payment_list", code="DIST", title=_("Payment list"), template="papers/payment_list.html")
def payment_list(batch: Batch) -> Facts:
    """Say what is to be paid, to whom by pseudonym, with control totals; amounts in cents."""
    return {
        "reference": batch.reference,
        "round": batch.round,
        "bank_account": batch.bank_account,
        "submitted_on": batch.submitted_on,
        "count": batch.lines_count,
        "total_cents": batch.total_cents,
        "hash": batch.lines_hash,
        "lines": [
            {
                "identifier": line.end_to_end,
                "payee": line.payee_shown,
                "iban": line.iban_mask,
                "cents": line.cents,
            }
            for line in lines_to_pay(batch)
        ],
    }
