"""What is known of a payment of withholdings: the facts that its steps set."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.labels import LabelField
from lifecycle.cases import CaseRoot


class RemittanceFacts(CaseRoot):
    """Whose withholdings of which month, whose hands it went through, and what was fixed."""

    operation = models.ForeignKey("programme.Operation", models.PROTECT, related_name="remittances")
    month = models.DateField(_("month of the payments"))
    payables: models.JSONField[Any, Any] = models.JSONField(_("payables"), default=list)
    payables_hash = models.CharField(_("fingerprint of the payables"), max_length=64, blank=True)
    cents = models.BigIntegerField(_("sum at submission, cents"), null=True, blank=True)
    prepared_by = LabelField(_("prepared by"))
    approved_by = LabelField(_("approved by"), blank=True)
    paid_by = LabelField(_("paid over by"), blank=True)
    opened_on = models.DateField(_("opened on"))
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    value_on = models.DateField(_("value date"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    bank_reference = models.CharField(_("reference of the receipt"), max_length=120, blank=True)

    class Meta:
        abstract = True
