"""The one register of invoices: each once, over all cases, operations and funds."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.fields import IdField
from documents.models.evidence import Evidence
from people.scope import ScopedModel

if TYPE_CHECKING:
    from people.models import User


class Invoice(ScopedModel):
    """What one invoice of a kept file says, read once when it was handed in.

    The same supplier, number and day can be there once only, whoever hands it in (DPR 22/2018
    art. 2; one document is never counted twice).
    """

    id = IdField()
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="invoices")
    place = models.PositiveSmallIntegerField(_("place in the file"))
    content_mark = models.CharField(_("keyed mark of the XML"), max_length=64, db_index=True)
    signatures = models.PositiveSmallIntegerField(_("signatures"))
    supplier = models.CharField(_("supplier"), max_length=32)
    parties = models.BinaryField(_("supplier's name and customer, encrypted"))
    kind = models.CharField(_("kind of document"), max_length=4)
    number = models.CharField(_("number"), max_length=40)
    number_key = models.CharField(max_length=40)
    issued_on = models.DateField(_("issued on"))
    total_cents = models.BigIntegerField(_("total, cents"))
    taxable_cents = models.BigIntegerField(_("taxable, cents"))
    tax_cents = models.BigIntegerField(_("VAT, cents"))
    withheld_cents = models.BigIntegerField(_("withheld, cents"))
    cups = models.JSONField("CUP", default=list)
    cigs = models.JSONField("CIG", default=list)

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "number_key", "issued_on"],
                name="documents_invoice_once",
                violation_error_message=_("This invoice is already known."),
            ),
            models.UniqueConstraint(
                fields=["evidence", "place"], name="documents_invoice_place_once"
            ),
            models.CheckConstraint(
                condition=~Q(supplier="") & ~Q(number_key=""),
                name="documents_invoice_is_named",
                violation_error_message=_("An invoice has a supplier and a number."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.issued_on:%d/%m/%Y}"

    @classmethod
    def scope(cls, user: "User", *, on: date) -> Q:
        """Return: the invoices whose file one may see."""
        return Q(evidence__in=Evidence.objects.visible_to(user, on=on))
