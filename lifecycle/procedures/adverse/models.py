"""Adverse notices as the database keeps them."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from lifecycle.procedures.adverse.machine import NoticeLifecycle
from lifecycle.procedures.adverse.states import ENDED, SINCE_NOTIFIED, NoticeState
from lifecycle.procedures.base import one_open

UNRECEIVED = Q(received_on__isnull=True, due_on__isnull=True, channel="")
RECEIVED = Q(
    received_on__isnull=False,
    due_on__isnull=False,
    due_on__gte=F("received_on"),
    received_on__gte=F("notified_on"),
) & ~Q(channel="")


class AdverseNotice(NoticeLifecycle):
    """Why an application cannot be accepted, told to the person before it is refused."""

    ENDED = ENDED
    INTERNAL = (NoticeState.PROPOSED,)

    class Meta:
        verbose_name = _("adverse notice")
        verbose_name_plural = _("adverse notices")
        ordering = ("-id",)
        constraints = [
            one_open(name="adverse_one_open", ended=ENDED),
            CheckConstraint(
                name="adverse_has_reasons",
                condition=~Q(reasons=[]),
                violation_error_message=_("An adverse notice has at least one reason."),
            ),
            CheckConstraint(
                name="adverse_notified_stops_the_clock",
                condition=~Q(state__in=[str(state) for state in SINCE_NOTIFIED])
                | Q(
                    notified_on__isnull=False, stopped_on__isnull=False, stopped_on=F("notified_on")
                ),
                violation_error_message=_("The clock stands from the day of the notice."),
            ),
            CheckConstraint(
                name="adverse_term_runs_from_receipt",
                condition=UNRECEIVED | RECEIVED,
                violation_error_message=_("The term runs from the day of the receipt."),
            ),
            CheckConstraint(
                name="adverse_observed_in_time",
                condition=Q(observed_on__isnull=True)
                | Q(due_on__isnull=False, observed_on__lte=F("due_on")),
                violation_error_message=_("Observations are made within the term."),
            ),
            CheckConstraint(
                name="adverse_clock_restarts",
                condition=~Q(
                    state__in=[NoticeState.OBSERVED, NoticeState.EXPIRED, NoticeState.UPHELD]
                )
                | Q(restarted_on__isnull=False, restarted_on__gt=F("received_on")),
                violation_error_message=_("The clock goes on some days after the answer."),
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="adverse_by_term")]
