"""Variations as the database keeps them."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from lifecycle.procedures.base import one_open
from lifecycle.procedures.variation.machine import VariationLifecycle
from lifecycle.procedures.variation.states import (
    ENDED,
    EXAMINED,
    SINCE_APPROVED,
    VariationState,
)

SUBMITTED = (*EXAMINED, VariationState.EFFECTIVE, VariationState.REFUSED)


class Variation(VariationLifecycle):
    """What was granted changes line by line, before beside after."""

    ENDED = ENDED

    class Meta:
        verbose_name = _("variation")
        verbose_name_plural = _("variations")
        ordering = ("-id",)
        constraints = [
            one_open(name="variation_one_open", ended=ENDED),
            CheckConstraint(
                name="variation_submitted_with_its_table",
                condition=~Q(state__in=[str(state) for state in SUBMITTED])
                | Q(submitted_on__isnull=False, after_cents__isnull=False)
                & ~Q(version="")
                & ~Q(comparison=[]),
                violation_error_message=_("A variation is submitted with its table."),
            ),
            CheckConstraint(
                name="variation_within_the_ceiling",
                condition=Q(after_cents__isnull=True)
                | Q(ceiling_cents__isnull=False, after_cents__lte=F("ceiling_cents")),
                violation_error_message=_("A variation does not pass the ceiling."),
            ),
            CheckConstraint(
                name="variation_minor_keeps_the_total",
                condition=Q(minor=False)
                | Q(before_cents__isnull=False, after_cents__isnull=False)
                & Q(after_cents=F("before_cents")),
                violation_error_message=_("A minor variation keeps the total."),
            ),
            CheckConstraint(
                name="variation_approved_with_its_term",
                condition=~Q(state__in=[str(state) for state in SINCE_APPROVED])
                | Q(approved_on__isnull=False, due_on__isnull=False, due_on__gt=F("approved_on")),
                violation_error_message=_("An approved variation has days for signing."),
            ),
            CheckConstraint(
                name="variation_signed_when_it_changes_rights",
                condition=~Q(state=VariationState.EFFECTIVE)
                | Q(effective_on__isnull=False) & (Q(changes_rights=False) | ~Q(means="")),
                violation_error_message=_("What changes rights takes effect when it is signed."),
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="variation_by_term")]
