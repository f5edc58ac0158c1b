"""What is known of claims, items and frozen rows: the facts that their steps set."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounting.models import Payable
from audit.labels import LabelField
from expenditure.states import ClaimKind
from lifecycle.cases import CaseRoot, Part
from lifecycle.payments import TRANSFER
from programme.models.funding import CostOption


class ClaimFacts(CaseRoot):
    """Whose expenditure of which period a claim declares, and to what it adds up."""

    operation = models.ForeignKey("programme.Operation", models.PROTECT, related_name="claims")
    partner = models.ForeignKey("programme.Partner", models.PROTECT, related_name="claims")
    fund = models.ForeignKey("programme.Fund", models.PROTECT, related_name="claims")
    kind = models.CharField(_("kind"), max_length=13, choices=ClaimKind, default=ClaimKind.INTERIM)
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("to"))
    opened_on = models.DateField(_("opened on"))
    opened_by = LabelField(_("opened by"))
    prechecked_on = models.DateField(_("prechecked on"), null=True, blank=True)
    prechecked_by = LabelField(_("prechecked by"), blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_by = LabelField(_("signed by"), blank=True)
    transmitted_on = models.DateField(_("transmitted on"), null=True, blank=True)
    transmitted_by = LabelField(_("transmitted by"), blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    # Of the rows as prechecked; from transmission on, of the rows as frozen.
    rows_hash = models.CharField(_("hash of the rows"), max_length=64, blank=True)
    row_count = models.PositiveIntegerField(_("rows"), null=True, blank=True)
    declared_cents = models.BigIntegerField(_("declared, cents"), null=True, blank=True)

    class Meta:
        abstract = True


class ItemFacts(CaseRoot):
    """One share of one document, paid; amounts in cents."""

    payable = models.ForeignKey(Payable, models.PROTECT, related_name="expenditure_items")
    operation = models.ForeignKey("programme.Operation", models.PROTECT, related_name="+")
    partner = models.ForeignKey("programme.Partner", models.PROTECT, related_name="+")
    fund = models.ForeignKey("programme.Fund", models.PROTECT, related_name="+")
    line = models.ForeignKey("programme.BudgetLine", models.PROTECT, related_name="+")
    category = models.ForeignKey("programme.CostCategory", models.PROTECT, related_name="+")
    case_label = LabelField(_("case"))
    part_label = LabelField(_("part of the case"))
    cost_option = models.CharField(_("cost option"), max_length=10, choices=CostOption)
    quantity = models.DecimalField(
        _("quantity"), max_digits=12, decimal_places=3, null=True, blank=True
    )
    unit_cost = models.ForeignKey(
        "programme.UnitCost", models.PROTECT, null=True, blank=True, related_name="+"
    )
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("to"))
    document = LabelField(_("document"), blank=True)
    document_ref = models.CharField(_("reference of the document"), max_length=120, blank=True)
    document_on = models.DateField(_("date of the document"), null=True, blank=True)
    document_cents = models.BigIntegerField(_("amount of the document, cents"))
    share_cents = models.BigIntegerField(_("share of the operation, cents"))
    declared_cents = models.BigIntegerField(_("declared, cents"))
    evidence: models.JSONField[Any, Any] = models.JSONField(_("evidence"), default=list)
    cup = models.CharField("CUP", max_length=15, blank=True)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    value_on = models.DateField(_("value date"), null=True, blank=True)
    booked_on = models.DateField(_("payment booked on"), null=True, blank=True)
    bank_reference = models.CharField(_("bank reference"), max_length=140, blank=True)
    method = models.CharField(_("means of payment"), max_length=30, default=TRANSFER)
    checklist: models.JSONField[Any, Any] = models.JSONField(_("checklist"), default=dict)
    claim = models.ForeignKey(
        "expenditure.Claim", models.PROTECT, null=True, blank=True, related_name="items"
    )
    origin = models.ForeignKey(
        "expenditure.Claim", models.PROTECT, null=True, blank=True, related_name="+"
    )
    row_number = models.PositiveIntegerField(_("row in the claim"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=60, blank=True)
    entered_on = models.DateField(_("entered on"))
    completed_on = models.DateField(_("completed on"), null=True, blank=True)

    class Meta:
        abstract = True


class SnapshotFacts(Part):
    """The rows of a claim as transmitted: canonical values, column by column."""

    ROOT = "claim"

    claim = models.OneToOneField("expenditure.Claim", models.PROTECT, related_name="snapshot")
    columns: models.JSONField[Any, Any] = models.JSONField(_("columns"))
    rows: models.JSONField[Any, Any] = models.JSONField(_("rows"))
    rows_hash = models.CharField(_("hash of the rows"), max_length=64)
    manifest: models.JSONField[Any, Any] = models.JSONField(_("attachments"))
    rules_version = models.PositiveSmallIntegerField(_("version of the rules"))

    class Meta:
        abstract = True
