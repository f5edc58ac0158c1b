"""Mandates: which role a user holds, for whom, from when to when, by which act."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.fields import IdField
from people.models.user import User
from people.roles import Role
from programme.models import Operation, Partner
from programme.validity import dates_in_order


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Questions about mandates."""

    def in_force(self, on: date) -> Self:
        """Keep the mandates that hold on a day, both ends included."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)

    def meeting(self, starts_on: date, ends_on: date | None) -> Self:
        """Keep the mandates that share at least one day with a span (None: without end)."""
        rows = self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on))
        return rows if ends_on is None else rows.filter(starts_on__lte=ends_on)


class Mandate(models.Model):
    """A role held by a user, for one partner or all (none), one operation or all (none)."""

    id = IdField()
    user = models.ForeignKey(
        User, verbose_name=_("user"), on_delete=models.PROTECT, related_name="mandates"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    partner = models.ForeignKey(
        Partner, verbose_name=_("partner"), on_delete=models.PROTECT, null=True, blank=True
    )
    operation = models.ForeignKey(
        Operation, verbose_name=_("operation"), on_delete=models.PROTECT, null=True, blank=True
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    act_reference = models.CharField(_("act of assignment"), max_length=120)
    # None only for the first administrator, whom the installation itself appoints.
    assigned_by = models.ForeignKey(
        User,
        verbose_name=_("assigned by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mandates_assigned",
    )

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["user", "starts_on", "role"]
        constraints = [
            dates_in_order("people_mandate_days_in_order", "starts_on", "ends_on"),
            models.CheckConstraint(
                condition=Q(assigned_by__isnull=True) | ~Q(assigned_by=F("user")),
                name="people_mandate_not_given_to_oneself",
                violation_error_message=_("Nobody gives a role to themselves."),
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.SYSTEM),
                name="people_mandate_system_is_no_person",
                violation_error_message=_("The system is not a person: choose another role."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
