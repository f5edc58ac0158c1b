"""A payment of what was withheld in a month: prepared, approved and paid by three people."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from people.models import Mandate
from people.reach import EVERYTHING
from people.scope import NOTHING, ScopedModel
from treasury.models.batch import READERS
from treasury.models.rules import while_in
from treasury.remittance_lifecycle import BEFORE_PAYMENT, RemittanceLifecycle
from treasury.states import RemittanceState as S

if TYPE_CHECKING:
    from people.models import User


class Remittance(RemittanceLifecycle, ScopedModel):
    """The payment of the withholdings of one operation and month (*versamento*)."""

    PREFIX = "RIT"

    class Meta:
        verbose_name = _("payment of withholdings")
        verbose_name_plural = _("payments of withholdings")
        ordering = ("-id",)
        constraints = [
            UniqueConstraint(
                fields=["operation", "month"],
                condition=Q(state__in=[str(state) for state in BEFORE_PAYMENT]),
                name="treasury_remittance_one_open",
                violation_error_message=_("The withholdings of this month are being paid over."),
            ),
            CheckConstraint(
                condition=(Q(approved_by="") | ~Q(approved_by=F("prepared_by")))
                & (Q(paid_by="") | ~Q(paid_by=F("prepared_by")) & ~Q(paid_by=F("approved_by"))),
                name="treasury_remittance_three_people",
                violation_error_message=_(
                    "Withholdings are prepared, approved and paid over by three different people."
                ),
            ),
            while_in(
                [S.SUBMITTED, S.APPROVED, S.PAID],
                Q(submitted_on__isnull=False, cents__gte=1) & ~Q(payables_hash=""),
                name="treasury_remittance_submitted_with_its_sum",
                message=_("What is paid over is fixed when it is submitted."),
            ),
            while_in(
                [S.APPROVED, S.PAID],
                ~Q(approved_by="") & Q(approved_on__isnull=False),
                name="treasury_remittance_approved_by_somebody",
                message=_("Withholdings are paid over when a second person has approved it."),
            ),
            while_in(
                [S.PAID],
                ~Q(paid_by="") & ~Q(bank_reference="") & Q(value_on__isnull=False),
                name="treasury_remittance_paid_with_its_receipt",
                message=_("A payment of withholdings has its receipt and its day."),
            ),
        ]

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: those of the operations on which one holds a mandate for all partners."""
        if not user.is_active:
            return NOTHING
        held = Mandate.objects.in_force(on).filter(
            user=user, role__in=READERS, partner__isnull=True
        )
        if held.filter(operation__isnull=True).exists():
            return EVERYTHING
        return Q(operation__in=held.values("operation"))
