"""What is known of a variation: the new version, the table, what moves, who signed."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.labels import LabelField
from lifecycle.procedures.base import Procedure


class VariationFacts(Procedure):
    """The table is kept as it was submitted, and does not change any more."""

    version = LabelField(_("new version"), blank=True, editable=False)
    comparison: models.JSONField[Any, Any] = models.JSONField(
        _("before and after"), default=list, blank=True, editable=False
    )
    before_cents = models.BigIntegerField(_("before, cents"), null=True, editable=False)
    after_cents = models.BigIntegerField(_("after, cents"), null=True, editable=False)
    ceiling_cents = models.BigIntegerField(_("ceiling, cents"), null=True, editable=False)
    minor = models.BooleanField(_("minor"), default=False, editable=False)
    changes_rights = models.BooleanField(_("changes rights"), default=True, editable=False)
    submitted_on = models.DateField(_("submitted on"), null=True, editable=False)
    approved_on = models.DateField(_("approved on"), null=True, editable=False)
    effective_on = models.DateField(_("in effect from"), null=True, editable=False)
    means = models.CharField(_("signed by"), max_length=20, blank=True, editable=False)
    witness = LabelField(_("witness"), blank=True, editable=False)

    class Meta:
        abstract = True
