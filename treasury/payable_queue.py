"""What is there to be paid: cleared, not paid, in no batch; and what keeps some of it back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounting.models import Payable
from treasury.line_checks import about_payables
from treasury.models import Batch, PaymentLine
from treasury.states import LIVE_LINES


@dataclass(frozen=True)
class Candidate:
    """A payable that waits for a batch, with all that keeps it back."""

    payable: Payable
    reasons: tuple[str, ...]

    @property
    def can_be_paid(self) -> bool:
        """Say whether it can go into a batch now."""
        return not self.reasons


def to_pay(*, partners: Collection[str] | None) -> QuerySet[Payable]:
    """Return the payables that wait for a batch, oldest first.

    ``partners`` are the ids of the partners that one may see; None means all of them.
    """
    lines = PaymentLine.objects.as_system().filter(payable=OuterRef("pk"), state__in=LIVE_LINES)
    waiting = Payable.objects.filter(
        Q(paid_on__isnull=True) | Q(returned=True), live=True, net_cents__gt=F("offset_cents")
    ).filter(~Exists(lines))
    if partners is not None:
        waiting = waiting.filter(position__partner__in=partners)
    return waiting.select_related("position__partner", "category").order_by("created_on", "id")


def for_batch(batch: Batch) -> QuerySet[Payable]:
    """Return the payables that this batch could take: of its operation and, if any, its partner."""
    partners = [batch.partner_id] if batch.partner_id else None
    return to_pay(partners=partners).filter(position__operation=batch.operation_id)


def candidates(payables: Collection[Payable]) -> list[Candidate]:
    """Return the payables of one page with what keeps each of them back."""
    listed = list(payables)
    reasons = about_payables(listed)
    return [Candidate(payable, tuple(reasons[payable.id])) for payable in listed]
