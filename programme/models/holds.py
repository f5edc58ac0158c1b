"""Why a case can be held: the cause, what it stops, and the office that alone may lift it."""

from __future__ import annotations

from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from audit.fields import IdField
from programme.validity import DatedQuerySet, dates_in_order


class HoldCause(models.Model):
    """A cause of holds as it stood between two days (lifecycles 1, P-HLD)."""

    id = IdField()
    code = models.CharField(_("code"), max_length=40)
    title_it = models.CharField(_("name in Italian"), max_length=120)
    title_en = models.CharField(_("name in English"), max_length=120)
    stops_payments = models.BooleanField(_("stops payments"))
    stops_decisions = models.BooleanField(_("stops decisions"))
    may_revoke = models.BooleanField(_("may lead to a revocation"))
    owner = models.CharField(_("office that lifts it"), max_length=20)
    """The role, by its code, that owns the cause."""
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)

    objects = DatedQuerySet["HoldCause"].as_manager()

    class Meta:
        verbose_name = _("cause of holds")
        verbose_name_plural = _("causes of holds")
        ordering = ("code", "valid_from")
        constraints = [
            dates_in_order("programme_hold_cause_days_in_order", "valid_from", "valid_to"),
            UniqueConstraint(name="programme_hold_cause_once", fields=["code", "valid_from"]),
        ]

    def __str__(self) -> str:
        return self.title_it if (get_language() or "it").startswith("it") else self.title_en
