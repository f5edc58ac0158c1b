"""The states of a complaint."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ComplaintState(models.TextChoices):
    """Where a complaint stands (lifecycles 1, P-CMP)."""

    NEW = "new", pgettext_lazy("a complaint", "New")
    ASSIGNED = "assigned", pgettext_lazy("a complaint", "Assigned")
    IN_PROGRESS = "in_progress", pgettext_lazy("a complaint", "In progress")
    ON_HOLD = "on_hold", pgettext_lazy("a complaint", "On hold")
    FOR_APPROVAL = "for_approval", _("Answer to be approved")
    CLOSED = "closed", pgettext_lazy("a complaint", "Closed")
