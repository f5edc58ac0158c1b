"""The states of an adverse notice."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NoticeState(models.TextChoices):
    """Where an adverse notice stands (lifecycles 1, P-NEG)."""

    PROPOSED = "proposed", pgettext_lazy("an adverse notice", "Proposed")
    NOTIFIED = "notified", pgettext_lazy("an adverse notice", "Notified")
    OBSERVED = "observed", _("Observations received")
    EXPIRED = "expired", _("No observations in the term")
    UPHELD = "upheld", pgettext_lazy("an adverse notice", "Upheld")
    DROPPED = "dropped", pgettext_lazy("an adverse notice", "Dropped")


ENDED = (NoticeState.UPHELD, NoticeState.DROPPED)
SINCE_NOTIFIED = (
    NoticeState.NOTIFIED,
    NoticeState.OBSERVED,
    NoticeState.EXPIRED,
    NoticeState.UPHELD,
)
ANSWERED = (NoticeState.OBSERVED, NoticeState.EXPIRED)
"""States in which the office decides what becomes of the notice."""
