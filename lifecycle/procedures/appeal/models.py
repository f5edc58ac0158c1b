"""Appeals as the database keeps them."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from lifecycle.procedures.appeal.machine import AppealLifecycle
from lifecycle.procedures.appeal.states import DECIDED, ENDED, AppealState


class Appeal(AppealLifecycle):
    """An appeal against an act of a case, to the same office or to a judge."""

    ENDED = ENDED

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ("-id",)
        constraints = [
            CheckConstraint(
                name="appeal_filed_after_the_act",
                condition=Q(filed_on__gte=F("known_on")),
                violation_error_message=_("An appeal is filed after the act was received."),
            ),
            CheckConstraint(
                name="appeal_in_time_says_so",
                condition=Q(due_on__isnull=True)
                | Q(in_time=True, filed_on__lte=F("due_on"))
                | Q(in_time=False, filed_on__gt=F("due_on")),
                violation_error_message=_("An appeal is in time when it is filed by its term."),
            ),
            CheckConstraint(
                name="appeal_decided_has_its_day",
                condition=~Q(state__in=[*DECIDED, AppealState.FINAL]) | Q(decided_on__isnull=False),
                violation_error_message=_("A decision has its day."),
            ),
            CheckConstraint(
                name="appeal_stay_has_its_order",
                condition=~Q(state__in=[AppealState.STAY_GRANTED, AppealState.STAY_DENIED])
                | ~Q(stay_order=""),
                violation_error_message=_("A stay is granted or denied by an order."),
            ),
        ]
        indexes = [models.Index(fields=["case_label", "against"], name="appeal_by_act")]
