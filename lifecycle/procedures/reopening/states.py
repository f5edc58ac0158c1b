"""The states of a re-opening."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReopeningState(models.TextChoices):
    """Where a re-opening stands (lifecycles 1, P-RIA)."""

    REQUESTED = "requested", pgettext_lazy("a re-opening", "Requested")
    AUTHORISED = "authorised", pgettext_lazy("a re-opening", "Authorised")
    SECOND = "second_authorised", _("Authorised by a second person")
    OPEN_LIMITED = "open_limited", _("Re-opened, without amounts")
    OPEN_FULL = "open_full", _("Re-opened in full")
    RECLOSED = "reclosed", _("Closed again")
    EXPIRED = "reopening_expired", pgettext_lazy("a re-opening", "Expired")


S = ReopeningState
ENDED = (S.RECLOSED, S.EXPIRED)
OPEN = (S.OPEN_LIMITED, S.OPEN_FULL)
WAITING = (S.REQUESTED, S.AUTHORISED, S.SECOND)
