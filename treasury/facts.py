"""What is known of a batch, of its lines and of a change of account: the facts that steps set."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.labels import LabelField
from lifecycle.cases import CaseRoot, Part


class BatchFacts(CaseRoot):
    """What a batch pays for, whose hands it went through, and what was fixed at submission."""

    operation = models.ForeignKey("programme.Operation", models.PROTECT, related_name="batches")
    partner = models.ForeignKey(
        "programme.Partner", models.PROTECT, null=True, blank=True, related_name="batches"
    )
    bank_account = models.CharField(_("account of the programme"), max_length=60)
    prepared_by = LabelField(_("prepared by"))
    approvals_needed = models.PositiveSmallIntegerField(
        _("approvals wanted"), null=True, blank=True
    )
    approvers: models.JSONField[Any, Any] = models.JSONField(_("approvals given"), default=list)
    approved_by = LabelField(_("approved by"), blank=True)
    released_by = LabelField(_("released by"), blank=True)
    opened_on = models.DateField(_("opened on"))
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    round = models.PositiveSmallIntegerField(_("times submitted"), default=0)
    lines_count = models.PositiveIntegerField(_("lines at submission"), null=True, blank=True)
    total_cents = models.BigIntegerField(_("sum at submission, cents"), null=True, blank=True)
    lines_hash = models.CharField(_("fingerprint of the lines"), max_length=64, blank=True)

    class Meta:
        abstract = True


class LineFacts(Part):
    """What a line pays to which account, and what the bank said of it."""

    ROOT = "batch"

    batch = models.ForeignKey("treasury.Batch", models.PROTECT, related_name="lines")
    payable = models.ForeignKey("accounting.Payable", models.PROTECT, related_name="lines")
    reissues = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="reissued_by"
    )
    payee = LabelField(_("payee"))
    account = models.ForeignKey(
        "people.BankAccount", models.PROTECT, null=True, blank=True, related_name="+"
    )
    provider = models.ForeignKey(
        "programme.Provider", models.PROTECT, null=True, blank=True, related_name="+"
    )
    iban_mask = models.CharField("IBAN", max_length=20)
    iban_commitment = models.CharField(_("commitment to the IBAN"), max_length=64)
    cents = models.BigIntegerField(_("amount, cents"))
    end_to_end = models.CharField(_("end-to-end identifier"), max_length=35, unique=True)
    bank_reference = models.CharField(_("reference of the bank"), max_length=120, blank=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    value_on = models.DateField(_("value date"), null=True, blank=True)
    return_reference = models.CharField(_("reference of the return"), max_length=120, blank=True)
    returned_on = models.DateField(_("returned on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=60, blank=True)

    class Meta:
        abstract = True


class IbanFacts(CaseRoot):
    """Whose account changes, who asked, who verified how, and until when it cools."""

    participant = models.ForeignKey(
        "people.Participant", models.PROTECT, related_name="iban_changes"
    )
    partner = models.ForeignKey("programme.Partner", models.PROTECT, related_name="+")
    account = models.OneToOneField("people.BankAccount", models.PROTECT, related_name="change")
    previous = models.ForeignKey(
        "people.BankAccount", models.PROTECT, null=True, blank=True, related_name="+"
    )
    requested_by = LabelField(_("requested by"))
    requested_on = models.DateField(_("requested on"))
    verified_by = LabelField(_("verified by"), blank=True)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    channel = models.CharField(_("verified by way of"), max_length=20, blank=True)
    cooling_days = models.PositiveSmallIntegerField(_("days of cooling"), null=True, blank=True)
    ready_on = models.DateField(_("in effect not before"), null=True, blank=True)
    ended_on = models.DateField(_("in effect or refused on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=60, blank=True)

    class Meta:
        abstract = True
