"""The states of an extension."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class ExtensionState(models.TextChoices):
    """Where a request for more days stands (lifecycles 1, P-PRO)."""

    REQUESTED = "requested", pgettext_lazy("an extension", "Requested")
    APPROVED = "approved", pgettext_lazy("an extension", "Granted")
    REFUSED = "refused", pgettext_lazy("an extension", "Refused")
    LAPSED = "lapsed", pgettext_lazy("an extension", "Lapsed")


ENDED = (ExtensionState.APPROVED, ExtensionState.REFUSED, ExtensionState.LAPSED)
