"""Waivers as the database keeps them."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from lifecycle.procedures.base import one_open
from lifecycle.procedures.waiver.machine import WaiverLifecycle
from lifecycle.procedures.waiver.states import ENDED, WaiverState


class Waiver(WaiverLifecycle):
    """A person gives up what was granted."""

    ENDED = ENDED

    class Meta:
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        ordering = ("-id",)
        constraints = [
            one_open(name="waiver_one_open", ended=ENDED),
            CheckConstraint(
                name="waiver_has_days_to_think",
                condition=Q(due_on__isnull=False, due_on__gt=F("declared_on")) & ~Q(reason=""),
                violation_error_message=_("A waiver has a reason, and days to take it back."),
            ),
            CheckConstraint(
                name="waiver_freely_declared",
                condition=~Q(state__in=[WaiverState.TAKEN_NOTE, WaiverState.EFFECTIVE])
                | Q(free_will_on__isnull=False, noted_on__isnull=False) & ~Q(mediator=""),
                violation_error_message=_("A mediator makes sure that a waiver is free."),
            ),
            CheckConstraint(
                name="waiver_effective_after_the_days_to_think",
                condition=~Q(state=WaiverState.EFFECTIVE)
                | Q(ended_on__isnull=False, ended_on__gt=F("due_on")),
                violation_error_message=_("A waiver takes effect after the days to think."),
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="waiver_by_term")]
