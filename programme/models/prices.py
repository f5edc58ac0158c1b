"""Dated prices and rules: unit costs, and what an internship allowance must respect."""

from datetime import date
from decimal import ROUND_DOWN, Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.fields import IdField
from programme.models.network import Territory
from programme.money import EuroField, round_to_cents, to_cents
from programme.validity import DatedQuerySet, dates_in_order


class UnitCostQuerySet(DatedQuerySet["UnitCost"]):
    """Questions about unit costs."""

    def price_of(
        self, code: str, *, on: date, territory: Territory | None = None
    ) -> "UnitCost | None":
        """Return the price in force on a day: the territory's own before the national one."""
        rows = self.in_force(on).filter(code=code)
        own = rows.filter(territory=territory).first() if territory else None
        return own or rows.filter(territory__isnull=True).first()


class UnitCost(models.Model):
    """A price fixed by an act: paid and declared without invoices of the same amount."""

    id = IdField()
    code = models.CharField(_("code"), max_length=60)
    description = models.CharField(_("description"), max_length=200)
    unit = models.CharField(_("unit"), max_length=30)
    amount = EuroField(_("amount"))
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="unit_costs"
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    legal_act = models.CharField(_("legal act"), max_length=300)

    objects = UnitCostQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit cost")
        verbose_name_plural = _("unit costs")
        ordering = ["code", "valid_from"]
        constraints = [
            dates_in_order("programme_unit_cost_days_in_order", "valid_from", "valid_to"),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="programme_unit_cost_positive",
                violation_error_message=_("A unit cost is above zero."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.description}: {self.amount}"

    def worth_cents(self, quantity: Decimal) -> int:
        """Return what so many units are worth, in cents."""
        return to_cents(round_to_cents(quantity * self.amount.amount))

    def units_in(self, cents: int) -> Decimal:
        """Return how many units the cents stand for, to the thousandth, never more than were given.

        A unit cost is declared as units times price (Reg. (EU) 2021/1060 art. 53(1)(b)): what is
        rounded off here is paid and not declared.
        """
        return (Decimal(cents) / to_cents(self.amount)).quantize(Decimal("0.001"), ROUND_DOWN)


class AllowanceRule(models.Model):
    """What an internship's monthly allowance must respect in a region, by date."""

    class BelowThreshold(models.TextChoices):
        """What a month pays when attendance stays below the threshold."""

        PROPORTIONAL = "proportional", _("In proportion to attendance")
        ZERO = "zero", _("Nothing")

    id = IdField()
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="allowance_rules"
    )
    min_monthly_cents = models.BigIntegerField(_("minimum a month, in cents"))
    attendance_threshold_pct = models.PositiveSmallIntegerField(_("attendance threshold, percent"))
    below_threshold = models.CharField(
        _("below the threshold"), max_length=12, choices=BelowThreshold
    )
    host_share_cents = models.BigIntegerField(_("paid by the host each month, in cents"), default=0)
    max_months = models.PositiveSmallIntegerField(_("months at most"))
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    legal_act = models.CharField(_("legal act"), max_length=300)
    evidence = models.CharField(_("evidence"), max_length=80)

    objects = DatedQuerySet["AllowanceRule"].as_manager()

    class Meta:
        verbose_name = _("allowance rule")
        verbose_name_plural = _("allowance rules")
        ordering = ["territory", "valid_from"]
        constraints = [
            dates_in_order("programme_allowance_rule_days_in_order", "valid_from", "valid_to"),
            models.CheckConstraint(
                condition=Q(min_monthly_cents__gt=0, host_share_cents__gte=0),
                name="programme_allowance_rule_amounts",
            ),
            models.CheckConstraint(
                condition=Q(attendance_threshold_pct__gte=0, attendance_threshold_pct__lte=100),
                name="programme_allowance_rule_threshold_is_percent",
            ),
            models.CheckConstraint(
                condition=Q(max_months__gte=1), name="programme_allowance_rule_lasts"
            ),
        ]

    def __str__(self) -> str:
        return self.legal_act

    @property
    def is_binding(self) -> bool:
        """Say whether the rule may refuse something: one from memory only warns."""
        return not self.evidence.startswith("memory")
