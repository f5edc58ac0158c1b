"""Extensions as the database keeps them."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.procedures.base import one_open
from lifecycle.procedures.extension.machine import ExtensionLifecycle
from lifecycle.procedures.extension.states import ENDED, ExtensionState


class Extension(ExtensionLifecycle):
    """More days for a case, or for the term of one of its procedures."""

    ENDED = ENDED

    class Meta:
        verbose_name = pgettext_lazy("procedure", "extension")
        verbose_name_plural = pgettext_lazy("procedure", "extensions")
        ordering = ("-id",)
        constraints = [
            one_open(name="extension_one_open", ended=ENDED),
            CheckConstraint(
                name="extension_asks_for_days",
                condition=Q(days_asked__gte=1) & ~Q(reason=""),
                violation_error_message=_("An extension asks for at least one day, for a reason."),
            ),
            CheckConstraint(
                name="extension_grants_days",
                condition=Q(state=ExtensionState.APPROVED, days_granted__isnull=False)
                & Q(days_granted__gte=1)
                | ~Q(state=ExtensionState.APPROVED) & Q(days_granted__isnull=True),
                violation_error_message=_("Only what was granted has granted days."),
            ),
            CheckConstraint(
                name="extension_of_a_running_term",
                condition=Q(due_on__isnull=False, due_on__gte=models.F("opened_on")),
                violation_error_message=_("An extension is asked for before the last day."),
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="extension_by_term")]
