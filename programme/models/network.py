"""Who implements, and where: territories, partners and their part in an operation."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.fields import IdField
from programme.models.funding import Operation


class Territory(models.Model):
    """A region of Italy, by its ISTAT code (text: codes begin with zero)."""

    id = IdField()
    code = models.CharField(_("code"), max_length=10, unique=True)
    name = models.CharField(_("name"), max_length=80)
    istat = models.CharField("ISTAT", max_length=6, unique=True)

    class Meta:
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Partner(models.Model):
    """An organisation that implements: what the regulations call a beneficiary."""

    class Kind(models.TextChoices):
        """What sort of body a partner is."""

        REGION = "region", _("Region")
        MUNICIPALITY = "municipality", _("Municipality")
        CONSORTIUM = "consortium", _("Consortium")
        THIRD_SECTOR = "third_sector", _("Third-sector body")
        MINISTRY = "ministry", _("Ministry")

    id = IdField()
    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=200)
    fiscal_code = models.CharField(_("fiscal code"), max_length=16, blank=True)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="partners")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class OperationPartner(models.Model):
    """The part that a partner has in an operation."""

    id = IdField()
    operation = models.ForeignKey(
        Operation, on_delete=models.PROTECT, related_name="operation_partners"
    )
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="operation_partners"
    )
    is_lead = models.BooleanField(_("lead partner"), default=False)

    class Meta:
        verbose_name = _("partner of an operation")
        verbose_name_plural = _("partners of operations")
        ordering = ["operation", "partner"]
        constraints = [
            models.UniqueConstraint(
                fields=["operation", "partner"], name="programme_operation_partner_once"
            ),
            models.UniqueConstraint(
                fields=["operation"],
                condition=Q(is_lead=True),
                name="programme_operation_has_one_lead",
                violation_error_message=_("An operation has one lead partner."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.operation}: {self.partner}"
