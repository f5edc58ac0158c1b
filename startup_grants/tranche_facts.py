"""What is known of the tranches of a grant, of their expenses, of the guarantee for an advance."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.labels import LabelField
from lifecycle.cases import Part
from startup_grants.call_rules import TrancheKind

KIND_WORDS = {
    TrancheKind.ADVANCE: _("Advance"),
    TrancheKind.PROGRESS: _("Progress"),
    TrancheKind.BALANCE: _("Balance"),
}
KIND_CHOICES = [(kind.value, words) for kind, words in KIND_WORDS.items()]
"""In plain text, so that a migration that names them needs nothing of ours."""


class TrancheFacts(Part):
    """What is asked for, what is approved, how much of it clears an advance; all in cents."""

    ROOT = "grant"

    grant = models.ForeignKey("startup_grants.Grant", models.PROTECT, related_name="tranches")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=KIND_CHOICES)
    requested_cents = models.BigIntegerField(_("asked for, cents"), null=True)
    approved_cents = models.BigIntegerField(_("approved, cents"), null=True)
    clears_cents = models.BigIntegerField(_("clears of the advance, cents"), default=0)
    reasons: models.JSONField[Any, Any] = models.JSONField(_("reasons"), default=list)
    requested_on = models.DateField(_("asked for on"), null=True)
    decided_on = models.DateField(_("decided on"), null=True)
    authorised_on = models.DateField(_("authorised on"), null=True)
    proposed_by = LabelField(_("proposed by"), blank=True)
    authorised_by = LabelField(_("authorised by"), blank=True)
    paid_on = models.DateField(_("paid on"), null=True)

    class Meta:
        abstract = True


class ExpenseFacts(Part):
    """The share of an invoice that a tranche is asked for, and what was admitted of it."""

    ROOT = "grant"

    grant = models.ForeignKey("startup_grants.Grant", models.PROTECT, related_name="expenses")
    tranche = models.ForeignKey("startup_grants.Tranche", models.PROTECT, related_name="expenses")
    invoice = models.ForeignKey("documents.Invoice", models.PROTECT, related_name="+")
    category = models.CharField(_("category"), max_length=20)
    cents = models.BigIntegerField(_("presented, cents"))
    admitted_cents = models.BigIntegerField(_("admitted, cents"), null=True)
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    presented_on = models.DateField(_("presented on"), editable=False)
    decided_on = models.DateField(_("decided on"), null=True)

    class Meta:
        abstract = True


class FideiussioneFacts(Part):
    """Who guarantees an advance, how much and until when (art. 1936 c.c.)."""

    ROOT = "grant"

    grant = models.ForeignKey("startup_grants.Grant", models.PROTECT, related_name="guarantees")
    policy = models.CharField(_("number of the policy"), max_length=40)
    guarantor = models.CharField(_("register code of the guarantor"), max_length=20)
    cents = models.BigIntegerField(_("guaranteed, cents"))
    expires_on = models.DateField(_("expires on"))
    evidence = LabelField(_("policy"))
    presented_on = models.DateField(_("presented on"), editable=False)
    warned_days = models.PositiveSmallIntegerField(
        _("last warned so many days before"), null=True, editable=False
    )
    called_cents = models.BigIntegerField(_("called, cents"), null=True, editable=False)
    called_on = models.DateField(_("called on"), null=True, editable=False)
    receipt = LabelField(_("receipt"), blank=True, editable=False)
    ended_on = models.DateField(_("ended on"), null=True)

    class Meta:
        abstract = True
