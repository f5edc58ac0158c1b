"""Business plans, and the sheets of those who read them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lifecycle.checks import needs
from people.scope import ScopedModel
from startup_grants import money
from startup_grants.plan_lifecycle import PlanLifecycle
from startup_grants.sheet_lifecycle import SheetLifecycle
from startup_grants.states import PlanState, SheetState

if TYPE_CHECKING:
    from people.models import User


class BusinessPlan(PlanLifecycle, ScopedModel):
    """One version of a business plan; what it says never changes."""

    class Meta:
        verbose_name = _("business plan")
        verbose_name_plural = _("business plans")
        ordering = ("grant", "number")
        constraints = [
            models.UniqueConstraint(fields=["grant", "number"], name="grant_plan_number_once"),
            models.UniqueConstraint(
                fields=["grant"],
                condition=Q(state=PlanState.FROZEN),
                name="grant_plan_one_frozen",
                violation_error_message=_("One plan is handed in."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grant} v{self.number}"

    @property
    def cents(self) -> int:
        """Return the whole budget, in cents."""
        return sum(row["cents"] for row in self.budget)

    @property
    def aid_cents(self) -> int:
        """Return the grant that this budget can have, in cents."""
        return money.aid_for(self.grant, self.cents)

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: the plans of the grants that the user may see."""
        from startup_grants.models.case import Grant

        return Q(grant__in=Grant.objects.visible_to(user, on=on))


class ScoreSheet(SheetLifecycle, ScopedModel):
    """What one reader gave an application."""

    class Meta:
        verbose_name = _("score sheet")
        verbose_name_plural = _("score sheets")
        ordering = ("grant", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["grant", "reader"],
                name="grant_sheet_one_a_reader",
                violation_error_message=_("This reader has the application already."),
            ),
            needs("signed_on", (SheetState.SCORED,), name="grant_sheet_scored_on_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.grant} · {self.pk[-4:]}"

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: one's own sheets; those of others once every reader has signed.

        Readers score alone: nobody sees another's points while a sheet is open.
        """
        from startup_grants.models.case import Grant

        grants = Grant.objects.visible_to(user, on=on)
        still_read = grants.filter(sheets__state__in=[SheetState.ASSIGNED, SheetState.READING])
        own = Q(reader=f"people.user:{user.pk}", grant__in=grants)
        unscored = ~Q(state=SheetState.SCORED)
        return own | Q(grant__in=grants) & (unscored | ~Q(grant__in=still_read))
