"""The yearly duties of a stability period."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lifecycle.checks import days_in_order, needs
from people.scope import ScopedModel
from startup_grants.duty_lifecycle import DutyLifecycle
from startup_grants.states import DutyState as S

if TYPE_CHECKING:
    from people.models import User


class MonitoringDuty(DutyLifecycle, ScopedModel):
    """What an enterprise has to declare at the end of a year of stability."""

    class Meta:
        verbose_name = _("yearly duty")
        verbose_name_plural = _("yearly duties")
        ordering = ("grant", "year")
        constraints = [
            models.UniqueConstraint(fields=["grant", "year"], name="grant_duty_once_a_year"),
            needs("submitted_on", (S.SUBMITTED, S.OK), name="grant_duty_declared_on_a_day"),
            needs("decided_on", (S.OK, S.BREACH, S.EXCUSED), name="grant_duty_decided_on_a_day"),
            needs("recover_cents", (S.BREACH,), name="grant_duty_breach_has_its_cost"),
            days_in_order("breach_from", "breach_to", name="grant_duty_breach_in_order"),
            models.CheckConstraint(
                condition=~Q(state=S.EXCUSED) | ~Q(reason=""),
                name="grant_duty_excused_for_a_reason",
                violation_error_message=_("Say why it is excused."),
            ),
        ]

    def __str__(self) -> str:
        return gettext("year %(year)s") % {"year": self.year}

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: the duties of the grants that the user may see."""
        from startup_grants.models.case import Grant

        return Q(grant__in=Grant.objects.visible_to(user, on=on))
