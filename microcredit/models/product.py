"""Loan products as dated data: amount, term, price and order of allocation, with their law."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.fields import IdField
from microcredit.allocation import ART_1194, Across, Component, Order
from microcredit.limits import LegalBasis
from microcredit.schedule import Annuity, Basis, Method
from microcredit.schedule.rounding import Rounding
from programme.iban import check_iban
from programme.models import BudgetLine, Call, CostCategory, Fund
from programme.models.funding import CostOption
from programme.money import EuroField
from programme.validity import DatedQuerySet, dates_in_order


class DefaultInterestRule(models.TextChoices):
    """Where the rate of default interest comes from."""

    NONE = "none", _("None is asked")
    LEGAL = "legal", _("The legal rate of each day")
    FIXED = "fixed", _("The product's own rate")


class HolidayInterest(models.TextChoices):
    """What happens to the interest of the months in which nothing is paid."""

    NONE = "none", _("No interest runs")
    ACCRUE = "accrue", _("It is paid later, without interest on it")
    CAPITALISE = "capitalise", _("It is added to the principal")


def _choices(kind: Any) -> list[tuple[str, str]]:
    return [(str(each), str(each)) for each in kind]


def art_1194() -> list[str]:
    """Return the order of allocation where nothing else was agreed."""
    return [str(component) for component in ART_1194]


class LoanProduct(models.Model):
    """What a call lends, from a day on: the terms of every loan decided under it."""

    id = IdField()
    call = models.ForeignKey(Call, models.PROTECT, related_name="loan_products")
    code = models.CharField(_("code"), max_length=20)
    title = models.CharField(_("title"), max_length=120)
    legal_basis = models.CharField(_("legal basis"), max_length=60, choices=_choices(LegalBasis))
    source = models.CharField(_("source"), max_length=200)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    min_amount = EuroField(_("least amount"))
    max_amount = EuroField(_("largest amount"))
    min_months = models.PositiveSmallIntegerField(_("fewest instalments"))
    max_months = models.PositiveSmallIntegerField(_("most instalments"))
    annual_rate_pct = models.DecimalField(_("yearly rate, percent"), max_digits=7, decimal_places=4)
    method = models.CharField(_("kind of plan"), max_length=20, choices=_choices(Method))
    basis = models.CharField(_("interest basis"), max_length=15, choices=_choices(Basis))
    annuity = models.CharField(_("annuity"), max_length=10, choices=_choices(Annuity))
    rounding = models.CharField(_("rounding"), max_length=10, choices=_choices(Rounding))
    first_month = models.PositiveSmallIntegerField(_("month of the first instalment"), default=1)
    weights: models.JSONField[Any, Any] = models.JSONField(_("weights of the months"), default=list)
    allocation: models.JSONField[Any, Any] = models.JSONField(
        _("order of allocation"), default=art_1194
    )
    max_tranches = models.PositiveSmallIntegerField(_("most tranches"), default=1)
    default_interest = models.CharField(
        _("default interest"),
        max_length=10,
        choices=DefaultInterestRule,
        default=DefaultInterestRule.NONE,
    )
    default_rate_pct = models.DecimalField(
        _("yearly rate of default interest, percent"), max_digits=7, decimal_places=4, default=0
    )
    holiday_count = models.PositiveSmallIntegerField(_("most payment holidays"), default=2)
    holiday_months = models.PositiveSmallIntegerField(
        _("most months of payment holidays together"), default=6
    )
    holiday_interest = models.CharField(
        _("interest of a payment holiday"),
        max_length=10,
        choices=HolidayInterest,
        default=HolidayInterest.NONE,
    )
    usury_category = models.CharField(_("usury category"), max_length=80, blank=True)
    repaid_to = models.CharField(
        _("holder of the account that is repaid"), max_length=70, blank=True
    )
    repaid_iban = models.CharField(
        _("account that is repaid"), max_length=34, blank=True, validators=[check_iban]
    )
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="+")
    category = models.ForeignKey(CostCategory, models.PROTECT, related_name="+")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+")
    cost_option = models.CharField(_("cost option"), max_length=10, choices=CostOption)

    objects = DatedQuerySet["LoanProduct"].as_manager()

    class Meta:
        verbose_name = _("loan product")
        verbose_name_plural = _("loan products")
        ordering = ("call", "code", "valid_from")
        constraints = [
            dates_in_order("microcredit_product_days_in_order", "valid_from", "valid_to"),
            models.UniqueConstraint(
                fields=["call", "code", "valid_from"], name="microcredit_product_once"
            ),
            models.CheckConstraint(
                condition=Q(min_amount__gt=0, max_amount__gte=F("min_amount")),
                name="microcredit_product_amounts_in_order",
                violation_error_message=_("A product lends from an amount up to another."),
            ),
            models.CheckConstraint(
                condition=Q(min_months__gte=1, max_months__gte=F("min_months"), first_month__gte=1),
                name="microcredit_product_months_in_order",
                violation_error_message=_("A product is repaid in months, from the first on."),
            ),
            models.CheckConstraint(
                condition=Q(default_rate_pct__gte=0),
                name="microcredit_product_default_rate_not_negative",
                violation_error_message=_("A rate is not negative."),
            ),
            models.CheckConstraint(
                condition=Q(annual_rate_pct__gte=0),
                name="microcredit_product_rate_not_negative",
                violation_error_message=_("A rate is not negative."),
            ),
            models.CheckConstraint(
                condition=Q(repaid_to="", repaid_iban="") | ~Q(repaid_to="") & ~Q(repaid_iban=""),
                name="microcredit_product_account_has_its_holder",
                violation_error_message=_("An account to repay to has an IBAN and a holder."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def order(self) -> Order:
        """Return the order in which a receipt is used: instalments, oldest first."""
        return Order(tuple(Component(name) for name in self.allocation), Across.INSTALMENTS)
