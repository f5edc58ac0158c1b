"""The states of a batch and its lines, of a change of account, of a payment of withholdings."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class BatchState(models.TextChoices):
    """Where a batch stands. What the bank did with it is derived from its lines (decisions)."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("To be approved")
    APPROVED = "approved", _("Approved")
    SENT = "sent", _("Sent to the bank")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


class LineState(models.TextChoices):
    """Where a payment line stands (lifecycles 7, *riga*)."""

    IN_BATCH = "in_batch", _("In the batch")
    HELD = "held", _("Held")
    SENT = "sent", _("Sent to the bank")
    EXECUTED = "executed", _("Executed")
    RETURNED = "returned", _("Returned by the bank")
    REISSUED = "reissued", _("Paid again by another line")
    REFUSED = "refused", _("Refused by the bank")
    EXCLUDED = "excluded", _("Excluded")
    DROPPED = "dropped", _("Given up")


class IbanState(models.TextChoices):
    """Where a change of bank account stands."""

    REQUESTED = "requested", _("Requested")
    VERIFIED = "verified", _("Verified, cooling")
    EFFECTIVE = "effective", _("In effect")
    REFUSED = "refused", _("Refused")


class RemittanceState(models.TextChoices):
    """Where a payment of withholdings stands."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("To be approved")
    APPROVED = "approved", _("Approved")
    PAID = "paid", _("Paid over")
    CANCELLED = "cancelled", _("Cancelled")


ON_ITS_WAY = (LineState.IN_BATCH, LineState.HELD, LineState.SENT)
"""Lines whose payment is under way."""

LIVE_LINES = (*ON_ITS_WAY, LineState.EXECUTED)
"""Lines that keep their payable from being paid by another line."""

FINAL_LINES = (
    LineState.EXECUTED,
    LineState.REISSUED,
    LineState.REFUSED,
    LineState.EXCLUDED,
    LineState.DROPPED,
)
"""Lines that nobody has to act on any more."""

OPEN_CHANGES = (IbanState.REQUESTED, IbanState.VERIFIED)
"""Changes of account that are under way."""

FIXED_BATCHES = (BatchState.SUBMITTED, BatchState.APPROVED, BatchState.SENT, BatchState.CLOSED)
"""Batches whose count, sum and lines are fixed."""
