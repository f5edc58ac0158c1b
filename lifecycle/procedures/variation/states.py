"""The states of a variation."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VariationState(models.TextChoices):
    """Where a variation stands (lifecycles 1, P-VAR)."""

    DRAFT = "draft", pgettext_lazy("a variation", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("a variation", "Submitted")
    IN_REVIEW = "in_review", pgettext_lazy("a variation", "Being examined")
    INTEGRATION = "integration", pgettext_lazy("a variation", "Information requested")
    APPROVED = "approved", _("Approved, to be put into effect")
    EFFECTIVE = "effective", pgettext_lazy("a variation", "In effect")
    REFUSED = "refused", pgettext_lazy("a variation", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("a variation", "Withdrawn")


ENDED = (VariationState.EFFECTIVE, VariationState.REFUSED, VariationState.WITHDRAWN)
EXAMINED = (
    VariationState.SUBMITTED,
    VariationState.IN_REVIEW,
    VariationState.INTEGRATION,
    VariationState.APPROVED,
)
"""States in which the plan is not edited: it is what the office examines."""
SINCE_APPROVED = (VariationState.APPROVED, VariationState.EFFECTIVE)
