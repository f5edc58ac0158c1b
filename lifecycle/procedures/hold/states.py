"""The states of a hold."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class HoldState(models.TextChoices):
    """Where a hold stands (lifecycles 1, P-HLD)."""

    ACTIVE = "active", pgettext_lazy("a hold", "Active")
    RELEASED = "released", pgettext_lazy("a hold", "Released")


ENDED = (HoldState.RELEASED,)
