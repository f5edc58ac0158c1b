"""The states of a suspension."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SuspensionState(models.TextChoices):
    """Where a suspension stands (lifecycles 1, P-SOS)."""

    REQUESTED = "requested", pgettext_lazy("a suspension", "Requested")
    APPROVED = "approved", pgettext_lazy("a suspension", "Approved")
    RUNNING = "running", pgettext_lazy("a suspension", "Running")
    ENDED = "ended", pgettext_lazy("a suspension", "Ended")
    EXPIRED = "expired", _("Last day passed")
    REFUSED = "refused", pgettext_lazy("a suspension", "Refused")


ENDED = (SuspensionState.ENDED, SuspensionState.REFUSED)
STANDING = (SuspensionState.RUNNING, SuspensionState.EXPIRED)
"""States in which the case stands still."""
