"""What is known of a re-opening: why, how wide, until when, who allowed it, what it changed."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.labels import LabelField
from lifecycle.procedures.base import Procedure
from lifecycle.procedures.reopening.snapshots import difference


class Width(models.TextChoices):
    """What may be changed meanwhile."""

    LIMITED = "limited", _("Texts and documents, no amounts")
    FULL = "full", pgettext_lazy("a re-opening", "Everything")


class Reason(models.TextChoices):
    """Why something that was closed is opened again."""

    FINDING = "finding", _("Finding of a control or audit")
    MISTAKE = "mistake", _("Mistake of the office")
    LATE_DOCUMENT = "late_document", _("Document that came late")
    RETURNED_PAYMENT = "returned_payment", _("Payment that came back")
    JUDGMENT = "judgment", _("Judgment")


class ReopeningFacts(Procedure):
    """Scope, reason, expiry, authorisers, and the case before and after."""

    width = models.CharField(_("how wide"), max_length=8, choices=Width)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    opened_fields: models.JSONField[Any, Any] = models.JSONField(_("fields opened"), default=list)
    expires_on = models.DateField(_("expires on"))
    requested_by = LabelField(_("requested by"), editable=False)
    authorised_by = LabelField(_("authorised by"), blank=True, editable=False)
    second_by = LabelField(_("authorised a second time by"), blank=True, editable=False)
    unlocked_on = models.DateField(_("re-opened on"), null=True, editable=False)
    before: models.JSONField[Any, Any] = models.JSONField(_("before"), default=dict)
    after: models.JSONField[Any, Any] = models.JSONField(_("after"), default=dict)

    class Meta:
        abstract = True

    @property
    def changes(self) -> list[dict[str, Any]]:
        """Return what differs between the case as it was opened and as it was closed again."""
        return difference(self.before, self.after) if self.after else []
