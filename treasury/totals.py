"""Control totals of a batch: how many lines, how many cents, and the fingerprint of each line."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audit.canonical import canonical
from treasury.states import LineState

if TYPE_CHECKING:
    from treasury.models import Batch, PaymentLine


@dataclass(frozen=True)
class Totals:
    """What is fixed when a batch is submitted, and compared before it is approved and sent."""

    count: int
    cents: int
    hash: str


def lines_to_pay(batch: Batch) -> list[PaymentLine]:
    """Return the lines that go to the bank with the batch, in their order."""
    lines = batch.lines.as_system().filter(state__in=[LineState.IN_BATCH, LineState.HELD])
    related = ("payable", "account__participant__key", "provider")
    return list(lines.select_related(*related).order_by("id"))


def totals_of(lines: list[PaymentLine]) -> Totals:
    """Return count, cents and SHA-256 over payee, account, amount and identifier of each line."""
    rows = [
        [line.id, line.payable_id, line.payee, line.iban_commitment, line.cents, line.end_to_end]
        for line in lines
    ]
    return Totals(
        count=len(lines),
        cents=sum(line.cents for line in lines),
        hash=hashlib.sha256(canonical(rows).encode()).hexdigest(),
    )
