"""Holds as the database keeps them."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from lifecycle.procedures.hold.machine import HoldLifecycle
from lifecycle.procedures.hold.states import ENDED, HoldState


class Hold(HoldLifecycle):
    """A stop on the payments or decisions of a case; its cause says which, and who lifts it."""

    ENDED = ENDED
    INTERNAL = tuple(HoldState)

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        ordering = ("-id",)
        constraints = [
            UniqueConstraint(
                name="hold_once_per_cause",
                fields=["case_label", "cause"],
                condition=Q(state=HoldState.ACTIVE),
                violation_error_message=_("This case is already held for this cause."),
            ),
            CheckConstraint(
                name="hold_released_has_day_and_author",
                condition=Q(state=HoldState.ACTIVE, ended_on__isnull=True, released_by="")
                | Q(state=HoldState.RELEASED, ended_on__isnull=False) & ~Q(released_by=""),
                violation_error_message=_("A hold that is lifted says when, and by whom."),
            ),
            CheckConstraint(
                name="hold_released_after_it_began",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("held_on")),
                violation_error_message=_("A hold is not lifted before it began."),
            ),
        ]
        indexes = [models.Index(fields=["case_label", "state"], name="hold_by_case")]

    def __str__(self) -> str:
        return f"{self.TITLE}: {self.cause}"
