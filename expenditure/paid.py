"""What is known of a payment: the bank's words through treasury, the day through the journal."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from accounting.models import Entry, Payable
from lifecycle.payments import PaymentProof, proofs

PAYING = ("PAY", "REISS")


@dataclass(frozen=True)
class Paid:
    """A payment of a payable that stands: proven by the bank and booked in the journal."""

    proof: PaymentProof
    booked_on: date


def payments_of(payables: Collection[Payable]) -> Mapping[str, Paid]:
    """Return, by payable, the payment that stands; two queries however many there are.

    A payment without the bank's proof, or that the journal does not have, is left out.
    """
    standing = [payable for payable in payables if payable.paid_on and not payable.returned]
    booked = _booked([payable.part for payable in standing])
    proven = proofs.of(payable.pk for payable in standing)
    return {
        payable.pk: Paid(proven[payable.pk], booked[payable.part])
        for payable in standing
        if payable.pk in proven and payable.part in booked
    }


def _booked(parts: Collection[str]) -> dict[str, date]:
    """Return the booking day of the last payment of each part."""
    entries = Entry.objects.filter(part__in=parts, posting__in=PAYING, reverses__isnull=True)
    return dict(entries.order_by("id").values_list("part", "booked_on"))
