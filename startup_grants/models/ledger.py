"""The ledger of small aid: what each single undertaking was granted, over all calls."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.fields import IdField
from people.scope import ScopedModel

if TYPE_CHECKING:
    from people.models import User


class Undertaking(models.Model):
    """A member of single undertakings, by VAT number: the lock that grants of it wait for."""

    id = IdField()
    number = models.CharField(_("VAT number"), max_length=20, unique=True)

    class Meta:
        verbose_name = _("undertaking")
        verbose_name_plural = _("undertakings")
        ordering = ("number",)

    def __str__(self) -> str:
        return self.number


class AidEntry(ScopedModel):
    """A grant as it counts against the ceiling of a single undertaking; cancelled, never erased.

    ``members`` are the VAT numbers of the single undertaking as it was declared on that day.
    """

    id = IdField()
    grant = models.ForeignKey("startup_grants.Grant", models.PROTECT, related_name="aid_entries")
    members = models.JSONField(_("single undertaking"), default=list)
    granted_on = models.DateField(_("granted on"))
    cents = models.BigIntegerField(_("gross grant equivalent, cents"))
    cor = models.CharField("COR", max_length=15)
    cancelled_on = models.DateField(_("cancelled on"), null=True)

    class Meta:
        verbose_name = _("entry of small aid")
        verbose_name_plural = _("entries of small aid")
        ordering = ("granted_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(cents__gt=0),
                name="grant_aid_is_something",
                violation_error_message=_("Aid is above zero."),
            ),
            models.UniqueConstraint(
                fields=["grant"],
                condition=Q(cancelled_on__isnull=True),
                name="grant_aid_counts_once",
                violation_error_message=_("The aid of a grant counts once."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cor} {self.cents}"

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: the entries of the grants that the user may see."""
        from startup_grants.models.case import Grant

        return Q(grant__in=Grant.objects.visible_to(user, on=on))
