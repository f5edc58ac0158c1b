"""Suspensions as the database keeps them."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.procedures.base import one_open
from lifecycle.procedures.suspension.machine import SuspensionLifecycle
from lifecycle.procedures.suspension.states import ENDED, SuspensionState


class Suspension(SuspensionLifecycle):
    """A case stands still from one day to another, for a reason."""

    ENDED = ENDED

    class Meta:
        verbose_name = pgettext_lazy("procedure", "suspension")
        verbose_name_plural = pgettext_lazy("procedure", "suspensions")
        ordering = ("-id",)
        constraints = [
            one_open(name="suspension_one_open", ended=ENDED),
            CheckConstraint(
                name="suspension_days_in_order",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("A suspension ends after it begins."),
            ),
            CheckConstraint(
                name="suspension_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("A suspension has a reason."),
            ),
            CheckConstraint(
                name="suspension_runs_when_approved",
                condition=~Q(
                    state__in=[
                        SuspensionState.APPROVED,
                        SuspensionState.RUNNING,
                        SuspensionState.EXPIRED,
                    ]
                )
                | Q(approved_on__isnull=False, due_on__isnull=False, due_on=F("ends_on")),
                violation_error_message=_("Only an approved suspension runs, to its last day."),
            ),
            CheckConstraint(
                name="suspension_resumes_after_its_first_day",
                condition=Q(resumed_on__isnull=True) | Q(resumed_on__gte=F("starts_on")),
                violation_error_message=_("A case goes on after it has stood still."),
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="suspension_by_term")]
