"""Revocations as the database keeps them."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from lifecycle.procedures.base import one_open
from lifecycle.procedures.revocation.deciding import RevocationLifecycle
from lifecycle.procedures.revocation.states import ENDED, IN_FORCE, UNDER_WAY, RevocationState


class Revocation(RevocationLifecycle):
    """A grant is taken back, whole or in part: the unpaid is freed, the paid recovered."""

    ENDED = ENDED
    INTERNAL = (RevocationState.PROPOSED,)

    class Meta:
        verbose_name = _("revocation")
        verbose_name_plural = _("revocations")
        ordering = ("-id",)
        constraints = [
            one_open(name="revocation_one_open", ended=ENDED),
            CheckConstraint(
                name="revocation_within_what_was_granted",
                condition=Q(revoked_cents__lte=F("granted_cents"), revoked_cents__gte=0),
                violation_error_message=_("No more is revoked than was granted."),
            ),
            CheckConstraint(
                name="revocation_recovers_no_more_than_it_revokes",
                condition=Q(recover_cents__lte=F("revoked_cents"), recover_cents__gte=0),
                violation_error_message=_("No more is recovered than was revoked."),
            ),
            CheckConstraint(
                name="revocation_is_the_sum_of_its_parts",
                condition=Q(
                    revoked_cents=F("unpaid_cents") + F("recover_cents") + F("kept_cents"),
                    unpaid_cents__gte=0,
                    kept_cents__gte=0,
                    interest_cents__gte=0,
                ),
                violation_error_message=_("What is revoked is the sum of its parts."),
            ),
            CheckConstraint(
                name="revocation_notified_has_its_term",
                condition=~Q(state__in=UNDER_WAY)
                | Q(notified_on__isnull=False, due_on__isnull=False),
                violation_error_message=_("A notice has its day and its term."),
            ),
            CheckConstraint(
                name="revocation_issued_has_its_day",
                condition=~Q(state__in=IN_FORCE)
                | Q(issued_on__isnull=False, notified_on__isnull=False)
                & Q(issued_on__gte=F("notified_on"), revoked_cents__gt=0),
                violation_error_message=_("A revocation is issued after its notice."),
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="revocation_by_term")]
