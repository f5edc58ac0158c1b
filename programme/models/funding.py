"""Where the money comes from: programmes, funds, operations and their budget."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from audit.fields import IdField
from programme.validity import dates_in_order


class CostOption(models.TextChoices):
    """How a cost is shown to the Commission (Reg. (EU) 2021/1060 art. 53)."""

    REAL = "real", _("Real cost")
    UNIT = "unit", _("Unit cost")
    LUMP = "lump", _("Lump sum")
    FLAT = "flat", _("Flat rate")
    FI = "fi", _("Financial instrument")


class Programme(models.Model):
    """A programme of the funds, as the Commission adopted it."""

    id = IdField()
    code = models.CharField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=200)
    cci = models.CharField("CCI", max_length=20, blank=True)
    period = models.CharField(_("programming period"), max_length=9)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title


class Fund(models.Model):
    """A fund that pays: every movement in the books names one."""

    id = IdField()
    code = models.CharField(_("code"), max_length=10, unique=True)
    name = models.CharField(_("name"), max_length=120)
    eu_share_percent = models.DecimalField(
        _("share of the European Union"), max_digits=5, decimal_places=2
    )

    class Meta:
        verbose_name = _("fund")
        verbose_name_plural = _("funds")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(eu_share_percent__gte=0, eu_share_percent__lte=100),
                name="programme_fund_share_is_percent",
                violation_error_message=_("A share lies between 0 and 100 percent."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Operation(models.Model):
    """A project that a programme pays, with its CUP and the days on which it may spend."""

    id = IdField()
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="operations")
    code = models.CharField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=200)
    # A draft operation has no CUP yet; awards and statements are refused until it has.
    cup = models.CharField("CUP", max_length=15, blank=True)
    starts_on = models.DateField(_("start"))
    ends_on = models.DateField(_("end"))
    eligible_from = models.DateField(_("expenditure eligible from"))
    eligible_to = models.DateField(_("expenditure eligible to"))
    records_kept_until = models.DateField(_("records kept until"), null=True, blank=True)
    is_demonstration = models.BooleanField(_("invented for demonstration"), default=False)

    class Meta:
        verbose_name = _("operation")
        verbose_name_plural = _("operations")
        ordering = ["code"]
        constraints = [
            dates_in_order("programme_operation_days_in_order", "starts_on", "ends_on"),
            dates_in_order(
                "programme_operation_eligibility_in_order", "eligible_from", "eligible_to"
            ),
            models.CheckConstraint(
                condition=Q(cup="") | Q(Exact(Length("cup"), 15)),
                name="programme_operation_cup_has_15_characters",
                violation_error_message=_("A CUP has 15 characters."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class BudgetLine(models.Model):
    """A line of an operation's budget, for one action of the project."""

    class Action(models.TextChoices):
        """The actions of the project's own document (design/product.md)."""

        GOVERNANCE = "governance", _("Governance")
        SERVICES = "services", _("Services and taking charge")
        WORK = "work", _("Work, training and internships")
        HOUSING = "housing", _("Housing")
        MICROCREDIT = "microcredit", _("Social microcredit")
        ENTERPRISE = "enterprise", _("Start-up of enterprises")

    id = IdField()
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="budget_lines")
    code = models.CharField(_("code"), max_length=20)
    title = models.CharField(_("title"), max_length=200)
    action = models.CharField(_("action"), max_length=20, choices=Action)

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        ordering = ["operation", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["operation", "code"], name="programme_budget_line_code_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class CostCategory(models.Model):
    """A category under which a statement lists expenditure."""

    id = IdField()
    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("cost category")
        verbose_name_plural = _("cost categories")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name
