"""What is known of a complaint: what about, whose, who looks into it, until when."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.labels import LabelField
from lifecycle.cases import CaseRoot


class Kind(models.TextChoices):
    """What a complaint is about."""

    SERVICE = "service", _("A service")
    DELAY = "delay", _("A delay")
    INFORMATION = "information", _("Missing or wrong information")
    CONDUCT = "conduct", _("How somebody of the office behaved")
    DISCRIMINATION = "discrimination", _("Discrimination")
    EXPLOITATION = "exploitation", _("Exploitation or threats")
    PRIVACY = "privacy", _("Personal data")


SENSITIVE = (Kind.CONDUCT, Kind.DISCRIMINATION, Kind.EXPLOITATION, Kind.PRIVACY)
"""Kinds that only the person and the legal office see, and whoever it lets see them."""


class ComplaintFacts(CaseRoot):
    """A case of its own: whoever reads a case does not thereby read complaints about it.

    The words of the person, and of the answer, are the notes beside the steps.
    """

    kind = models.CharField(_("about"), max_length=14, choices=Kind)
    sensitive = models.BooleanField(_("sensitive"), default=False, editable=False)
    about = LabelField(pgettext_lazy("a complaint", "case"), blank=True)
    against = LabelField(_("person complained about"), blank=True)
    operation = models.ForeignKey("programme.Operation", models.PROTECT, related_name="+")
    partner = models.ForeignKey("programme.Partner", models.PROTECT, related_name="+")
    participant = models.ForeignKey(
        "people.Participant", models.PROTECT, null=True, blank=True, related_name="+"
    )
    received_on = models.DateField(_("received on"), editable=False)
    due_on = models.DateField(_("to be answered by"), editable=False)
    handler = LabelField(_("looked into by"), blank=True, editable=False)
    answered_on = models.DateField(_("answered on"), null=True, editable=False)
    ended_on = models.DateField(_("ended on"), null=True, editable=False)

    class Meta:
        abstract = True
