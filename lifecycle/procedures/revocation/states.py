"""The states of a revocation."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RevocationState(models.TextChoices):
    """Where a revocation stands (lifecycles 1, P-REV)."""

    PROPOSED = "proposed", pgettext_lazy("a revocation", "Proposed")
    NOTIFIED = "notified", pgettext_lazy("a revocation", "Procedure begun")
    COUNTERED = "countered", _("Counter-arguments received")
    TERM_EXPIRED = "term_expired", _("Term for counter-arguments passed")
    DECIDING = "deciding", pgettext_lazy("a revocation", "Being decided")
    INTEGRATION = "awaiting_integration", _("Suspended for integrations")
    ISSUED = "issued", pgettext_lazy("a revocation", "Issued")
    CONFIRMED = "confirmed", pgettext_lazy("a revocation", "Confirmed")
    DISMISSED = "dismissed", pgettext_lazy("a revocation", "Dismissed")
    ANNULLED = "annulled", pgettext_lazy("a revocation", "Annulled")


S = RevocationState
ENDED = (S.CONFIRMED, S.DISMISSED, S.ANNULLED)
UNDER_WAY = (S.NOTIFIED, S.COUNTERED, S.TERM_EXPIRED, S.DECIDING, S.INTEGRATION)
IN_FORCE = (S.ISSUED, S.CONFIRMED)
