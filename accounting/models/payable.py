"""A sum cleared for payment, by which measures, treasury and expenditure meet."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounting.accounts import G
from accounting.models.position import Position
from audit.fields import IdField
from audit.labels import LabelField


class Payable(models.Model):
    """What is owed to one payee for one part of a case, in cents, and what came of it.

    Written with the posting LIQ, unique for its part while live. Only the dates, the offset and
    `live` ever change: the database refuses the rest.
    """

    id = IdField()
    root = LabelField()
    part = LabelField()
    payee = LabelField()
    creditor = models.CharField(_("creditors' account"), max_length=4)
    gross_cents = models.BigIntegerField(_("gross, cents"))
    withheld_cents = models.BigIntegerField(_("withheld, cents"), default=0)
    net_cents = models.BigIntegerField(_("net, cents"))
    offset_cents = models.BigIntegerField(_("set off, cents"), default=0)
    position = models.ForeignKey(Position, models.PROTECT, related_name="payables")
    category = models.ForeignKey("programme.CostCategory", models.PROTECT, related_name="+")
    cost_option = models.CharField(_("cost option"), max_length=10)
    quantity = models.DecimalField(
        _("quantity"), max_digits=12, decimal_places=3, null=True, blank=True
    )
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    unit_cost = models.ForeignKey(
        "programme.UnitCost", models.PROTECT, null=True, blank=True, related_name="+"
    )
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("to"))
    evidence = models.JSONField(_("evidence"), default=list)
    live = models.BooleanField(_("live"), default=True)
    created_on = models.DateField(_("cleared on"))
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    returned = models.BooleanField(_("returned by the bank"), default=False)
    withheld_paid_on = models.DateField(_("withholding paid on"), null=True, blank=True)
    cancelled_on = models.DateField(_("cancelled on"), null=True, blank=True)

    class Meta:
        ordering = ("created_on", "id")
        verbose_name = _("payable")
        verbose_name_plural = _("payables")
        constraints = [
            models.UniqueConstraint(
                name="accounting_payable_one_live",
                fields=["part"],
                condition=Q(live=True),
                violation_error_message=_("This has been cleared for payment already."),
            ),
            models.CheckConstraint(
                name="accounting_payable_net",
                condition=Q(
                    net_cents=F("gross_cents") - F("withheld_cents"),
                    gross_cents__gt=0,
                    withheld_cents__gte=0,
                    net_cents__gte=0,
                ),
                violation_error_message=_("Net is gross less what is withheld, none below zero."),
            ),
            models.CheckConstraint(
                name="accounting_payable_offset",
                condition=Q(offset_cents__gte=0, offset_cents__lte=F("net_cents")),
                violation_error_message=_("No more can be set off than what is to be paid."),
            ),
            models.CheckConstraint(
                name="accounting_payable_creditor",
                condition=Q(creditor__in=[G.PARTICIPANTS.value, G.PROVIDERS.value]),
                violation_error_message=_("A creditor is a participant or a provider."),
            ),
            models.CheckConstraint(
                name="accounting_payable_period",
                condition=Q(period_end__gte=F("period_start")),
                violation_error_message=_("The period ends before it begins."),
            ),
            models.CheckConstraint(
                name="accounting_payable_returned_after_paid",
                condition=Q(returned=False) | Q(paid_on__isnull=False),
                violation_error_message=_("Only what was paid can be returned."),
            ),
            models.CheckConstraint(
                name="accounting_payable_cancelled_unpaid",
                condition=Q(live=True, cancelled_on__isnull=True)
                | Q(live=False, cancelled_on__isnull=False)
                & (Q(paid_on__isnull=True) | Q(returned=True)),
                violation_error_message=_("What was paid and not returned cannot be cancelled."),
            ),
        ]
        indexes = [models.Index(fields=["root"], name="accounting_payable_root")]

    def __str__(self) -> str:
        return f"{self.part} {self.net_cents}"

    @property
    def due_cents(self) -> int:
        """Return what a payment must bring the payee: the net less what was set off."""
        return self.net_cents - self.offset_cents
