"""What is known of a recovery: where it comes from, what is owed part by part, what came in."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.labels import LabelField
from lifecycle.cases import AnyPart
from lifecycle.procedures.base import Procedure
from lifecycle.procedures.recovery import plans
from lifecycle.procedures.recovery.rows import DebtRow, plain, rows_from


class Origin(models.TextChoices):
    """Why something is owed back."""

    REVOCATION = "revocation", _("Revocation")
    OVERPAYMENT = "overpayment", _("Over-payment")
    WAIVER = "waiver", _("Waiver")
    CORRECTION = "correction", _("Correction")


class RecoveryFacts(Procedure):
    """The debt, its days, and what became of it; amounts in cents."""

    CODE = "P-REC"
    TITLE = _("Recovery")

    origin = models.CharField(_("origin"), max_length=12, choices=Origin)
    because_of = LabelField(_("brought about by"), blank=True, editable=False)
    rows: models.JSONField[Any, Any] = models.JSONField(_("what is owed, by part"), default=list)
    principal_cents = models.BigIntegerField(_("to recover, cents"), editable=False)
    interest_cents = models.BigIntegerField(_("interest, cents"), default=0, editable=False)
    settled_cents = models.BigIntegerField(_("recovered, cents"), default=0, editable=False)
    settled_interest_cents = models.BigIntegerField(
        _("interest recovered, cents"), default=0, editable=False
    )
    lost_cents = models.BigIntegerField(_("given up, cents"), default=0, editable=False)
    demanded_on = models.DateField(_("demanded on"), null=True, editable=False)
    interest_to = models.DateField(_("interest charged until"), null=True, editable=False)
    instalments: models.JSONField[Any, Any] = models.JSONField(_("instalments"), default=list)
    settled_before_plan = models.BigIntegerField(
        _("recovered before the plan, cents"), default=0, editable=False
    )
    act = models.CharField(_("act"), max_length=120, blank=True, editable=False)
    to_return_cents = models.BigIntegerField(_("to be given back, cents"), default=0)
    returned_cents = models.BigIntegerField(_("given back, cents"), default=0)

    class Meta:
        abstract = True

    @property
    def debts(self) -> list[DebtRow]:
        """Return what is owed, part by part."""
        return rows_from(self.rows)

    @property
    def open_cents(self) -> int:
        """Return what is still to come in, interest included."""
        owed = self.principal_cents + self.interest_cents
        return owed - self.settled_cents - self.settled_interest_cents - self.lost_cents

    @property
    def received_cents(self) -> int:
        """Return what has come in, interest included."""
        return self.settled_cents + self.settled_interest_cents

    @property
    def is_posted(self) -> bool:
        """Say whether the books hold the debt (REV)."""
        return self.demanded_on is not None

    @property
    def is_open(self) -> bool:
        """Say whether something is still to come in, or to be given back."""
        return super().is_open or self.returned_cents < self.to_return_cents

    def plan(self) -> list[plans.Instalment]:
        """Return the instalments, with what has come in since the plan began."""
        received = self.received_cents - self.settled_before_plan
        return plans.instalments(self.instalments, received=received)

    def next_instalment(self) -> plans.Instalment | None:
        """Return the first instalment that has not come in whole."""
        return next((each for each in self.plan() if not each.is_paid), None)

    def put_rows(self, rows: list[DebtRow]) -> None:
        """Take rows as they are now, and the sums that follow from them."""
        self.rows = plain(rows)
        self.principal_cents = sum(row.cents for row in rows)
        self.interest_cents = sum(row.interest for row in rows)
        self.settled_cents = sum(row.settled for row in rows)
        self.settled_interest_cents = sum(row.settled_interest for row in rows)


class ReceiptFacts(AnyPart):
    """Money that came in for a recovery, as the bank says."""

    recovery = models.ForeignKey("lifecycle.Recovery", models.PROTECT, related_name="receipts")
    cents = models.BigIntegerField(pgettext_lazy("a receipt", "received, cents"))
    bank_reference = models.CharField(_("bank reference"), max_length=60)
    value_on = models.DateField(_("value date"))
    entered_on = models.DateField(_("entered on"), editable=False)

    class Meta:
        abstract = True
