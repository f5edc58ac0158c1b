"""What a call offers within a dote: its services with ceiling, budget line, fund and payee."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.fields import IdField
from programme.models import BudgetLine, Call, CostCategory, Fund, UnitCost
from programme.models.funding import CostOption
from programme.money import EuroField


class ServiceKind(models.TextChoices):
    """What a service is (lifecycles 2, "Service line"): it decides the papers that it wants."""

    RENT = "rent", _("Rent contribution")
    DEPOSIT = "deposit", _("Rent deposit")
    INTERNSHIP = "internship", _("Internship allowance")
    PROMOTION = "promotion", _("Promotion of an internship")
    TRAINING = "training", _("Training")
    JOB_SERVICES = "job_services", _("Services to find work")
    JOB_INSERTION = "job_insertion", _("Placement in a job")
    MEDIATION = "mediation", _("Language and cultural mediation")
    TRANSPORT = "transport", _("Transport")
    KIT = "kit", _("Kit of clothes and tools")


class PaymentRule(models.TextChoices):
    """How the sum of a month is found: by process, by result, or fixed (measures 5.2)."""

    ATTENDANCE = "attendance", _("Allowance by attendance")
    RECEIPT = "receipt", _("Real cost, by receipt")
    HOURS = "hours", _("Process: hours at their price")
    RESULT = "result", _("Result, once it is proven")
    FIXED = "fixed", _("Fixed sum, once it was done")


USUAL_RULES = {
    ServiceKind.RENT: PaymentRule.RECEIPT,
    ServiceKind.DEPOSIT: PaymentRule.RECEIPT,
    ServiceKind.INTERNSHIP: PaymentRule.ATTENDANCE,
    ServiceKind.PROMOTION: PaymentRule.FIXED,
    ServiceKind.TRAINING: PaymentRule.HOURS,
    ServiceKind.JOB_SERVICES: PaymentRule.HOURS,
    ServiceKind.JOB_INSERTION: PaymentRule.RESULT,
    ServiceKind.MEDIATION: PaymentRule.RECEIPT,
    ServiceKind.TRANSPORT: PaymentRule.RECEIPT,
    ServiceKind.KIT: PaymentRule.RECEIPT,
}
"""How a kind of service is paid where the call says nothing else."""


_BY_HOURS = sorted(str(kind) for kind, rule in USUAL_RULES.items() if rule is PaymentRule.HOURS)


class Payee(models.TextChoices):
    """Who is paid for a service."""

    PARTICIPANT = "participant", _("The participant")
    PROVIDER = "provider", _("The provider")


class ServiceOfferQuerySet(models.QuerySet["ServiceOffer"]):
    """Questions about services offered."""

    def with_funding(self) -> Self:
        """Read budget line, fund and price together with each service."""
        return self.select_related("line", "fund", "unit_cost")


class ServiceOffer(models.Model):
    """A service that a call offers, with what one dote may spend on it."""

    id = IdField()
    call = models.ForeignKey(Call, models.PROTECT, related_name="offers")
    code = models.CharField(_("code"), max_length=20)
    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=ServiceKind)
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="+")
    category = models.ForeignKey(CostCategory, models.PROTECT, related_name="+")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+")
    cost_option = models.CharField(_("cost option"), max_length=10, choices=CostOption)
    rule = models.CharField(
        _("rule of payment, if not the usual one"), max_length=12, choices=PaymentRule, blank=True
    )
    unit_cost = models.ForeignKey(UnitCost, models.PROTECT, null=True, blank=True, related_name="+")
    payee = models.CharField(_("payee"), max_length=12, choices=Payee)
    ceiling = EuroField(_("ceiling for one dote"))
    max_months = models.PositiveSmallIntegerField(_("months at most"))

    objects = ServiceOfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("service offered")
        verbose_name_plural = _("services offered")
        ordering = ("call", "code")
        constraints = [
            models.UniqueConstraint(fields=["call", "code"], name="dote_offer_code_once"),
            models.CheckConstraint(
                condition=Q(ceiling__gt=0, max_months__gte=1),
                name="dote_offer_has_room",
                violation_error_message=_("A service has a ceiling and at least one month."),
            ),
            models.CheckConstraint(
                condition=~(Q(rule=PaymentRule.HOURS) | Q(rule="", kind__in=_BY_HOURS))
                | Q(unit_cost__isnull=False),
                name="dote_offer_by_hours_has_a_price",
                violation_error_message=_("A service paid by hours has the price of an hour."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def payment_rule(self) -> PaymentRule:
        """Return how the sum of a month is found: as the call says, or as usual for its kind."""
        return PaymentRule(self.rule or USUAL_RULES[ServiceKind(self.kind)])


class ChecklistPoint(models.Model):
    """A condition of eligibility that an officer answers before a person is declared eligible."""

    id = IdField()
    call = models.ForeignKey(Call, models.PROTECT, related_name="checklist")
    code = models.CharField(_("code"), max_length=30)
    question = models.CharField(_("question"), max_length=200)
    source = models.CharField(_("source"), max_length=200)
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("checklist point")
        verbose_name_plural = _("checklist points")
        ordering = ("call", "order")
        constraints = [
            models.UniqueConstraint(fields=["call", "code"], name="dote_checklist_code_once"),
        ]

    def __str__(self) -> str:
        return self.question
