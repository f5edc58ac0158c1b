"""What is known of a correction: how much, found by whom, of which kind, in which claims."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.labels import LabelField
from expenditure.states import CLAIMED_AGAIN, DEDUCTED, FindingSource
from lifecycle.cases import Part


class ErrorType(models.TextChoices):
    """The Commission's types of error that a single expenditure can have (shortened labels)."""

    PERIOD = "4.1", _("Outside the period of eligibility")
    NOT_PAID = "4.2", _("Not paid by the beneficiary")
    UNRELATED = "4.3", _("Not related to the project")
    PARTICIPANT = "4.9", _("Participant not eligible")
    DOUBLE = "4.11", _("Paid twice")
    NOT_DELIVERED = "4.12", _("Not delivered")
    OTHER = "4.18", _("Otherwise not eligible")
    SIMPLIFIED = "5.2", _("Simplified cost wrongly applied")
    PAPERS = "9.1", _("Documents missing")
    RECKONING = "10.1", _("Error of calculation")


class CorrectionFacts(Part):
    """A correction takes an amount out of a transmitted item; the rest stays where it is."""

    ROOT = "item"

    item = models.ForeignKey("expenditure.Item", models.PROTECT, related_name="corrections")
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    cents = models.BigIntegerField(_("corrected, cents"))
    source = models.CharField(_("found by"), max_length=20, choices=FindingSource)
    error = models.CharField(_("type of error"), max_length=5, choices=ErrorType)
    act = models.CharField(_("act or report"), max_length=120)
    found_by = LabelField(_("found by"), editable=False)
    found_on = models.DateField(_("found on"), editable=False)
    confirmed_by = LabelField(_("confirmed by"), blank=True, editable=False)
    confirmed_on = models.DateField(_("confirmed on"), null=True, editable=False)
    claim = models.ForeignKey(
        "expenditure.Claim", models.PROTECT, null=True, related_name="corrections", editable=False
    )
    """The claim of which it is a row: a deduction, or what is claimed again."""
    row_number = models.PositiveIntegerField(_("row in the claim"), null=True, editable=False)
    withdrawn_in = models.ForeignKey(
        "expenditure.Claim", models.PROTECT, null=True, related_name="+", editable=False
    )
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, editable=False)
    ended_on = models.DateField(_("ended on"), null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def reference(self) -> str:
        """Return how rows name it: its item's reference and its number."""
        return f"{self.item.reference}/R{self.number}"

    @property
    def declared_cents(self) -> int:
        """Return what it adds to the claim of which it is a row: below zero for a deduction."""
        if self.state in DEDUCTED:
            return -self.cents
        return self.cents if self.state in CLAIMED_AGAIN else 0

    @property
    def operation_id(self) -> str:
        """Return the operation of its item."""
        return self.item.operation_id

    @property
    def partner_id(self) -> str:
        """Return the partner of its item."""
        return self.item.partner_id

    @property
    def fund_id(self) -> str:
        """Return the fund of its item."""
        return self.item.fund_id
