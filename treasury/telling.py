"""What treasury tells those who may not import it: the bank's own words about a payment."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lifecycle.payments import PaymentProof, proofs
from treasury.models import PaymentLine
from treasury.states import LineState


def register_all() -> None:
    """Let statements ask for the proof of payments."""
    proofs.register("treasury", executed)


def executed(payables: Collection[str]) -> Iterator[PaymentProof]:
    """Yield the proof of each payable that the bank has paid and not returned; one query."""
    lines = PaymentLine.objects.as_system().filter(payable__in=payables, state=LineState.EXECUTED)
    for line in lines.select_related("batch").order_by("id"):
        if line.value_on is not None:
            yield PaymentProof(
                payable=line.payable_id,
                label=line.label,
                batch=line.batch.reference,
                bank_reference=line.bank_reference,
                paid_on=line.value_on,
                value_on=line.value_on,
                cents=line.cents,
                stream=line.stream,
                seq=line.last_seq,
            )
