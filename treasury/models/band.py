"""How many people approve a batch, by its sum and by date (lifecycles 7: E3 by amount)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.fields import IdField
from programme.validity import DatedQuerySet, dates_in_order

UNBANDED = 1
"""Approvals wanted where an operation has no band in force: a choice of ours."""


class PaymentBandQuerySet(DatedQuerySet["PaymentBand"]):
    """Questions about bands."""

    def approvals_for(self, operation: str, *, cents: int, on: date) -> int:
        """Return how many distinct people approve a batch of ``cents`` on a day."""
        bands = self.in_force(on).filter(operation=operation)
        band = (
            bands.filter(Q(upto_cents__isnull=True) | Q(upto_cents__gte=cents))
            .order_by(F("upto_cents").asc(nulls_last=True), "-approvals")
            .first()
        )
        if band is not None:
            return band.approvals
        highest = bands.order_by("-approvals").first()
        return highest.approvals if highest else UNBANDED


class PaymentBand(models.Model):
    """How many distinct approvals a batch needs, up to a sum (none: any sum), from day to day."""

    id = IdField()
    operation = models.ForeignKey(
        "programme.Operation", models.PROTECT, related_name="payment_bands"
    )
    upto_cents = models.BigIntegerField(_("up to, in cents"), null=True, blank=True)
    approvals = models.PositiveSmallIntegerField(_("approvals"))
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    legal_act = models.CharField(_("legal act"), max_length=300)

    objects = PaymentBandQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment band")
        verbose_name_plural = _("payment bands")
        ordering = ("operation", "valid_from", F("upto_cents").asc(nulls_last=True))
        constraints = [
            models.UniqueConstraint(
                fields=["operation", "upto_cents", "valid_from"], name="treasury_payment_band_once"
            ),
            models.CheckConstraint(
                condition=Q(approvals__gte=1),
                name="treasury_payment_band_at_least_one",
                violation_error_message=_("A batch is approved by at least one person."),
            ),
            models.CheckConstraint(
                condition=Q(upto_cents__isnull=True) | Q(upto_cents__gt=0),
                name="treasury_payment_band_amount_positive",
                violation_error_message=_("A band goes up to a sum above zero."),
            ),
            dates_in_order("treasury_payment_band_days_in_order", "valid_from", "valid_to"),
        ]

    def __str__(self) -> str:
        return f"{self.operation}: {self.approvals}"
