"""The priced plan: what the signed action plan costs, pinned to its very words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dote.plan_lifecycle import PlanLifecycle
from people.scope import ScopedModel

if TYPE_CHECKING:
    from people.models import User


class PricedPlan(PlanLifecycle, ScopedModel):
    """One version of a dote's plan with its prices; its rows never change."""

    class Meta:
        verbose_name = _("priced plan")
        verbose_name_plural = _("priced plans")
        ordering = ("dote", "number")
        constraints = [
            models.UniqueConstraint(fields=["dote", "number"], name="dote_plan_number_once"),
            models.CheckConstraint(
                condition=Q(cents__gt=0),
                name="dote_plan_costs_something",
                violation_error_message=_("A plan has at least one service with a price."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dote} v{self.number}"

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: the plans of the dotes that the user may see."""
        from dote.models.case import Dote

        return Q(dote__in=Dote.objects.visible_to(user, on=on))
