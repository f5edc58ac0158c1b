"""Complaints as the database keeps them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from lifecycle.procedures.complaint.facts import SENSITIVE
from lifecycle.procedures.complaint.guards import CONFIDANTS
from lifecycle.procedures.complaint.machine import ComplaintLifecycle
from lifecycle.procedures.complaint.states import ComplaintState as S
from people.reach import reach
from people.scope import NOTHING, ScopedModel

if TYPE_CHECKING:
    from people.models import User

HANDLED = (S.ASSIGNED, S.IN_PROGRESS, S.ON_HOLD, S.FOR_APPROVAL, S.CLOSED)


class Complaint(ComplaintLifecycle, ScopedModel):
    """Something that somebody complains about, outside of any court."""

    PREFIX = "SEG"

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        ordering = ("-id",)
        constraints = [
            CheckConstraint(
                name="complaint_of_a_sensitive_kind_is_sensitive",
                condition=~Q(kind__in=SENSITIVE) | Q(sensitive=True),
                violation_error_message=_("A complaint of this kind is seen by few."),
            ),
            CheckConstraint(
                name="complaint_is_looked_into_by_somebody",
                condition=~Q(state__in=HANDLED) | ~Q(handler=""),
                violation_error_message=_("Say who looks into the complaint."),
            ),
            CheckConstraint(
                name="complaint_not_by_whom_it_is_about",
                condition=Q(against="") | ~Q(handler=F("against")),
                violation_error_message=_(
                    "The complaint is about this person: another one looks into it."
                ),
            ),
            CheckConstraint(
                name="complaint_closed_was_answered",
                condition=~Q(state__in=[S.FOR_APPROVAL, S.CLOSED]) | Q(answered_on__isnull=False),
                violation_error_message=_("A complaint is closed with an answer."),
            ),
            CheckConstraint(
                name="complaint_closed_has_its_day",
                condition=~Q(state=S.CLOSED) | Q(ended_on__isnull=False),
                violation_error_message=_("A complaint is closed with an answer."),
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="complaint_by_term")]

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: one's own; those within one's mandates, the sensitive ones for the few alone.

        Whoever a complaint is about does not see it.
        """
        own = Q(participant=user.participant_id) if user.participant_id else NOTHING
        plain = Q(sensitive=False) & reach(user, on=on)
        few = reach(user, on=on, roles=CONFIDANTS)
        return own | (plain | few) & ~Q(against=f"people.user:{user.pk}")
