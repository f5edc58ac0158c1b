"""A change of bank account: asked for by one, verified by another, in effect after a while."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from people.models import Participant
from people.scope import ScopedModel
from treasury.iban_lifecycle import IbanLifecycle
from treasury.models.rules import not_before, while_in
from treasury.states import OPEN_CHANGES
from treasury.states import IbanState as S

if TYPE_CHECKING:
    from people.models import User


class IbanChange(IbanLifecycle, ScopedModel):
    """The request that a participant be paid on another account than before, or on a first one."""

    PREFIX = "IBA"

    class Meta:
        verbose_name = _("change of bank account")
        verbose_name_plural = _("changes of bank account")
        ordering = ("-id",)
        constraints = [
            UniqueConstraint(
                fields=["participant"],
                condition=Q(state__in=[str(state) for state in OPEN_CHANGES]),
                name="treasury_iban_one_open_per_person",
                violation_error_message=_("A change of this person's account is under way."),
            ),
            CheckConstraint(
                condition=Q(verified_by="") | ~Q(verified_by=F("requested_by")),
                name="treasury_iban_verified_by_another",
                violation_error_message=_("Whoever asked for an account may not verify it."),
            ),
            while_in(
                [S.VERIFIED, S.EFFECTIVE],
                Q(verified_on__isnull=False, ready_on__isnull=False)
                & ~Q(verified_by="")
                & ~Q(channel=""),
                name="treasury_iban_verified_by_a_channel",
                message=_("An account is verified by a second channel, by somebody, on a day."),
            ),
            while_in(
                [S.EFFECTIVE],
                Q(ended_on__gte=F("ready_on")),
                name="treasury_iban_cooled_before_use",
                message=_("A verified account waits before it is used."),
            ),
            while_in(
                [S.REFUSED],
                Q(ended_on__isnull=False) & ~Q(reason=""),
                name="treasury_iban_refused_for_a_reason",
                message=_("Say why the account is refused."),
            ),
            not_before(
                "verified_on",
                "requested_on",
                name="treasury_iban_verified_after_request",
                message=_("An account is verified after it was asked for."),
            ),
        ]
        indexes = [models.Index(fields=["state", "ready_on"], name="treasury_iban_to_come")]

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: the changes of the participants that the user may see."""
        return Q(participant__in=Participant.objects.visible_to(user, on=on))
