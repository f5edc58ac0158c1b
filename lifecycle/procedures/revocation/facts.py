"""What is known of a revocation: why, how much, in which of four ways, and who signed it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from lifecycle.procedures.base import Procedure
from lifecycle.procedures.revocation.rows import RevokedRow, plain, rows_from, standings


class Cause(models.TextChoices):
    """Why a grant is revoked; the codes are ours, each with the irregularity it reports."""

    FALSE_STATEMENT = "false_statement", _("False statement or document")
    REQUIREMENTS_LOST = "requirements_lost", _("Requirements lost")
    NOT_PERFORMED = "not_performed", _("What was agreed was not done")
    NOT_REPORTED = "not_reported", _("Nothing was reported")
    DOUBLE_FUNDING = "double_funding", _("Paid twice for the same")
    REFUSED_CONTROL = "refused_control", _("Control refused")
    PERMIT_ENDED = "permit_ended", _("Right to stay ended")
    OTHER = "other", _("Another breach of the pact")


class RevocationFacts(Procedure):
    """Cause, amounts split in four, days; amounts in cents."""

    CODE = "P-REV"
    TITLE = _("Revocation")

    cause = models.CharField(_("cause"), max_length=20, choices=Cause)
    total = models.BooleanField(_("of the whole grant"), default=True)
    rows: models.JSONField[Any, Any] = models.JSONField(_("what is revoked, by part"), default=list)
    granted_cents = models.BigIntegerField(_("granted, cents"), editable=False)
    revoked_cents = models.BigIntegerField(_("revoked, cents"), editable=False)
    unpaid_cents = models.BigIntegerField(_("not yet paid, cents"), editable=False)
    recover_cents = models.BigIntegerField(_("paid, to recover, cents"), editable=False)
    kept_cents = models.BigIntegerField(_("paid, not to recover, cents"), editable=False)
    interest_cents = models.BigIntegerField(
        _("interest until today, cents"), default=0, editable=False
    )
    adjusted = models.BooleanField(_("amounts adjusted"), default=False, editable=False)
    notified_on = models.DateField(_("notified on"), null=True, editable=False)
    countered_on = models.DateField(_("counter-arguments on"), null=True, editable=False)
    issued_on = models.DateField(_("issued on"), null=True, editable=False)
    signers: models.JSONField[Any, Any] = models.JSONField(_("signed by"), default=list)

    class Meta:
        abstract = True

    @property
    def revoked(self) -> list[RevokedRow]:
        """Return what is revoked, part by part."""
        return rows_from(self.rows)

    def put_rows(self, rows: list[RevokedRow]) -> None:
        """Take these amounts, and the sums that follow from them and from the books."""
        self.rows = plain(rows)
        self.unpaid_cents = sum(row.unpaid for row in rows)
        self.recover_cents = sum(row.recover for row in rows)
        self.kept_cents = sum(row.kept for row in rows)
        self.revoked_cents = self.unpaid_cents + self.recover_cents + self.kept_cents
        self.granted_cents = sum(each.granted for each in standings(self.case_label))
