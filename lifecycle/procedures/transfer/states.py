"""The states of a transfer."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class TransferState(models.TextChoices):
    """Where the transfer of a case to another partner stands."""

    REQUESTED = "requested", pgettext_lazy("a transfer", "Requested")
    RELEASED = "released", pgettext_lazy("a transfer", "Released, to be accepted")
    ACCEPTED = "accepted", pgettext_lazy("a transfer", "Accepted")
    REFUSED = "refused", pgettext_lazy("a transfer", "Refused")
    DECLINED = "declined", pgettext_lazy("a transfer", "Not accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("a transfer", "Taken back")


UNDER_WAY = (TransferState.REQUESTED, TransferState.RELEASED)
ENDED = (
    TransferState.ACCEPTED,
    TransferState.REFUSED,
    TransferState.DECLINED,
    TransferState.WITHDRAWN,
)
