"""The states of a waiver."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class WaiverState(models.TextChoices):
    """Where a waiver stands (lifecycles 1, P-RIN)."""

    DECLARED = "declared", pgettext_lazy("a waiver", "Declared")
    TAKEN_NOTE = "taken_note", _("Taken note of")
    EFFECTIVE = "effective", pgettext_lazy("a waiver", "In effect")
    RETRACTED = "retracted", pgettext_lazy("a waiver", "Taken back")


ENDED = (WaiverState.EFFECTIVE, WaiverState.RETRACTED)
RETRACTABLE = (WaiverState.DECLARED, WaiverState.TAKEN_NOTE)
