"""A call for grants, the versions of its rules, and its rankings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lifecycle.checks import days_in_order, needs
from people.reach import EVERYTHING, reach
from people.scope import ScopedModel
from startup_grants.call_lifecycle import GrantCallLifecycle, VersionLifecycle
from startup_grants.ranking_lifecycle import RankingLifecycle
from startup_grants.states import CallState, GrantState, RankingState, VersionState

if TYPE_CHECKING:
    from people.models import User


class GrantCall(GrantCallLifecycle, ScopedModel):
    """A call for start-up grants; its rules are those of the version in force."""

    PREFIX = "AVG"

    class Meta:
        verbose_name = _("call for grants")
        verbose_name_plural = _("calls for grants")
        ordering = ("-id",)
        constraints = [
            needs("published_on", (CallState.PUBLISHED,), name="grant_call_published_has_its_day"),
        ]

    @property
    def in_force(self) -> CallVersion | None:
        """Return the version of the rules that is in force, if the call is published."""
        found: CallVersion | None = (
            self.versions.as_system().filter(state=VersionState.IN_FORCE).first()
        )
        return found

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: what is published, and the drafts of the partner of one's mandates."""
        published = Q(state=CallState.PUBLISHED) & (EVERYTHING if user.is_active else ~EVERYTHING)
        return published | reach(user, on=on)


class CallVersion(VersionLifecycle, ScopedModel):
    """A version of a call's rules, which nobody changes."""

    class Meta:
        verbose_name = _("version of a call")
        verbose_name_plural = _("versions of calls")
        ordering = ("grant_call", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["grant_call", "number"], name="grant_version_number_once"
            ),
            models.UniqueConstraint(
                fields=["grant_call"],
                condition=Q(state=VersionState.IN_FORCE),
                name="grant_version_one_in_force",
                violation_error_message=_("One version of a call is in force."),
            ),
            needs("in_force_on", (VersionState.IN_FORCE,), name="grant_version_has_its_day"),
        ]

    def __str__(self) -> str:
        return f"{self.grant_call} v{self.number}"

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: the versions of the calls that the user may see."""
        return Q(grant_call__in=GrantCall.objects.visible_to(user, on=on))


class Ranking(RankingLifecycle, ScopedModel):
    """A version of a call's ranking, with its rows as they were frozen."""

    class Meta:
        verbose_name = _("ranking")
        verbose_name_plural = _("rankings")
        ordering = ("grant_call", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["grant_call", "number"], name="grant_ranking_number_once"
            ),
            needs("published_on", (RankingState.PROVISIONAL,), name="grant_ranking_is_published"),
            needs("final_on", (RankingState.FINAL,), name="grant_ranking_final_has_its_day"),
            days_in_order("published_on", "final_on", name="grant_ranking_final_after_published"),
        ]

    def __str__(self) -> str:
        return f"{self.grant_call} · {self.number}"

    @classmethod
    def locked_first(cls, pk: str, command: str) -> list[str]:
        """Return the applications that a final ranking moves: grants are locked before calls.

        A grant that is withdrawn outdates its ranking, grant first, call second; making the
        ranking final keeps the same order.
        """
        if command != "finalise":
            return []
        from startup_grants.models.case import Grant

        ranking = cls.objects.as_system().select_related("grant_call").get(pk=pk)
        rows = Grant.objects.as_system().filter(call=ranking.grant_call.call_id)
        return [grant.label for grant in rows.filter(state=GrantState.RANKED).order_by("pk")]

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: the rankings of the calls of one's mandates; they name nobody."""
        return reach(
            user, on=on, partner="grant_call__partner", operation="grant_call__operation"
        ) | Q(state__in=[RankingState.PROVISIONAL, RankingState.FINAL, RankingState.SUPERSEDED]) & (
            EVERYTHING if user.is_active else ~EVERYTHING
        )
