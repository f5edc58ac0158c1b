"""What is known of an adverse notice: its reasons, and the days from which terms run."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.labels import LabelField
from lifecycle.procedures.base import Procedure


class NoticeFacts(Procedure):
    """Why the application cannot be accepted, when the person learned it, what they answered.

    What the person observes, and what the office answers, are the notes beside those steps.
    """

    class Channel(models.TextChoices):
        """How the notice reached the person: terms run from the receipt."""

        OWN_ACCESS = "own_access", _("Read in the own access")
        HAND = "hand", _("Handed over")
        REGISTERED_MAIL = "registered_mail", _("Registered mail")
        CERTIFIED_MAIL = "certified_mail", _("Certified e-mail (PEC)")
        DEPOSITED = "deposited", _("Deposited, not collected")

    reasons: models.JSONField[Any, Any] = models.JSONField(_("reasons"), default=list)
    notified_on = models.DateField(_("notified on"), null=True, editable=False)
    received_on = models.DateField(_("received on"), null=True, editable=False)
    channel = models.CharField(_("received by"), max_length=20, choices=Channel, blank=True)
    observed_on = models.DateField(_("observations of"), null=True, editable=False)
    evidence = LabelField(_("document given"), blank=True)

    class Meta:
        abstract = True
