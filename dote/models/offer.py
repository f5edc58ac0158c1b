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
    """What a service is, which decides its evidence and how its months are reckoned."""

    RENT = "rent", _("Rent contribution")
    INTERNSHIP = "internship", _("Internship allowance")


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
        ]

    def __str__(self) -> str:
        return self.title


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
