"""The states of an appeal."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AppealState(models.TextChoices):
    """Where an appeal stands (lifecycles 1, P-RIC)."""

    RECEIVED = "received", pgettext_lazy("an appeal", "Received")
    INADMISSIBLE = "inadmissible", pgettext_lazy("an appeal", "Inadmissible")
    PENDING = "pending", pgettext_lazy("an appeal", "Pending")
    STAY_GRANTED = "stay_granted", _("Stay granted")
    STAY_DENIED = "stay_denied", _("Stay denied")
    UPHELD = "upheld", pgettext_lazy("an appeal", "Upheld")
    PARTLY = "partly_upheld", pgettext_lazy("an appeal", "Upheld in part")
    REJECTED = "appeal_rejected", pgettext_lazy("an appeal", "Rejected")
    EXTINGUISHED = "extinguished", pgettext_lazy("an appeal", "Extinguished or waived")
    FINAL = "final", pgettext_lazy("an appeal", "Final")


S = AppealState
ENDED = (S.FINAL,)
UNDECIDED = (S.RECEIVED, S.PENDING, S.STAY_GRANTED, S.STAY_DENIED)
"""States in which nobody knows yet whether the act stands."""

PENDING = (S.PENDING, S.STAY_GRANTED, S.STAY_DENIED)
DECIDED = (S.INADMISSIBLE, S.UPHELD, S.PARTLY, S.REJECTED, S.EXTINGUISHED)
