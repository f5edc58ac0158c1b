"""The rows of a claim as transmitted: its statement is made of them for ever."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expenditure.facts import SnapshotFacts
from expenditure.states import SnapshotState
from lifecycle.acts import Act
from lifecycle.state_field import StateField
from lifecycle.steps import opening
from people.roles import Role
from people.scope import ScopedModel

if TYPE_CHECKING:
    from people.models import User


class Snapshot(SnapshotFacts, ScopedModel):
    """What a claim declared, row by row, with the list of its attachments."""

    state = StateField(
        protected=True,
        choices=SnapshotState.choices,
        default=SnapshotState.FROZEN,
        max_length=20,
    )

    class Meta:
        verbose_name = _("rows of a claim")
        verbose_name_plural = _("rows of claims")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.claim_id}"

    @opening("C07S", by=[Role.SYSTEM], label=_("Freeze the rows"))
    def freeze(self, act: Act) -> None:
        """Begin with the transmission of the claim, and never change."""

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: the rows of the claims that the user may see."""
        from expenditure.models.claim import Claim

        return Q(claim__in=Claim.objects.visible_to(user, on=on))
