"""What is known of a waiver: why, who made sure that it is freely declared, until when."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.labels import LabelField
from lifecycle.procedures.base import Procedure


class WaiverFacts(Procedure):
    """The reason, the check that it is the person's own will, and the last day performed.

    ``due_on`` is the last day for taking the waiver back.
    """

    reason = models.CharField(_("reason"), max_length=40)
    declared_on = models.DateField(_("declared on"))
    mediator = LabelField(_("mediator"), blank=True, editable=False)
    mediated_in = models.CharField(_("language of the conversation"), max_length=5, blank=True)
    free_will_on = models.DateField(_("free will checked on"), null=True, editable=False)
    performed_until = models.DateField(_("services received until"), null=True, editable=False)
    noted_on = models.DateField(_("taken note on"), null=True, editable=False)

    class Meta:
        abstract = True
