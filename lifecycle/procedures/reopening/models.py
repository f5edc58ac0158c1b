"""Re-openings as the database keeps them."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from lifecycle.procedures.base import one_open
from lifecycle.procedures.reopening.machine import ReopeningLifecycle
from lifecycle.procedures.reopening.states import ENDED, OPEN, ReopeningState


class Reopening(ReopeningLifecycle):
    """Something that was closed is opened again, by others than who closed it, for some days."""

    ENDED = ENDED
    INTERNAL = tuple(ReopeningState)

    class Meta:
        verbose_name = _("re-opening")
        verbose_name_plural = _("re-openings")
        ordering = ("-id",)
        constraints = [
            one_open(name="reopening_one_open", ended=ENDED),
            CheckConstraint(
                name="reopening_authorised_by_another",
                condition=Q(authorised_by="") | ~Q(authorised_by=F("requested_by")),
                violation_error_message=_(
                    "You asked for this re-opening: another person authorises it."
                ),
            ),
            CheckConstraint(
                name="reopening_second_is_a_third_person",
                condition=Q(second_by="")
                | ~Q(second_by=F("requested_by")) & ~Q(second_by=F("authorised_by")),
                violation_error_message=_("You authorised it already: a second person has to."),
            ),
            CheckConstraint(
                name="reopening_open_was_authorised",
                condition=Q(state__in=[ReopeningState.REQUESTED, ReopeningState.EXPIRED])
                | ~Q(authorised_by=""),
                violation_error_message=_("Nothing is re-opened before it was authorised."),
            ),
            CheckConstraint(
                name="reopening_within_its_days",
                condition=~Q(state__in=OPEN)
                | Q(unlocked_on__isnull=False, unlocked_on__lte=F("expires_on")),
                violation_error_message=_("The re-opening has expired: request it anew."),
            ),
        ]
        indexes = [models.Index(fields=["state", "expires_on"], name="reopening_by_expiry")]
