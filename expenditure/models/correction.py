"""The correction of an expenditure item that was transmitted, as the database keeps it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from expenditure.correction_lifecycle import CorrectionLifecycle
from expenditure.models.rules import told_in
from expenditure.states import CorrectionState as S
from people.scope import ScopedModel

if TYPE_CHECKING:
    from people.models import User


class Correction(CorrectionLifecycle, ScopedModel):
    """What is taken out of a transmitted item, by a row below zero in a later claim."""

    READ_WITH = ("item", "item__payable", "item__claim")

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["item", "number"],
                name="expenditure_correction_numbered",
                violation_error_message=_("Each correction of an item has its own number."),
            ),
            models.UniqueConstraint(
                fields=["claim", "row_number"],
                name="expenditure_correction_row_once",
                violation_error_message=_("Each row of a claim has its own number."),
            ),
            models.CheckConstraint(
                condition=Q(cents__gt=0) & ~Q(act=""),
                name="expenditure_correction_of_something",
                violation_error_message=_("A correction is a sum, with the act that found it."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by="") | ~Q(confirmed_by=F("found_by")),
                name="expenditure_correction_confirmed_by_another",
                violation_error_message=_("Nobody confirms what they found."),
            ),
            told_in(
                (S.CORRECTED, S.LISTED, S.WITHDRAWN, S.REINSTATED, S.RELISTED, S.RESTORED),
                ~Q(confirmed_by="") & Q(confirmed_on__gte=F("found_on")),
                name="expenditure_correction_confirmed",
                otherwise=_("A correction is confirmed by someone on a day."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[S.LISTED, S.WITHDRAWN, S.RELISTED, S.RESTORED], claim__isnull=False
                )
                | ~Q(state__in=[S.LISTED, S.WITHDRAWN, S.RELISTED, S.RESTORED])
                & Q(claim__isnull=True, row_number__isnull=True),
                name="expenditure_correction_row_of_a_claim",
                violation_error_message=_("A correction is a row of a claim, and only there."),
            ),
            told_in(
                (S.WITHDRAWN, S.REINSTATED, S.RELISTED, S.RESTORED),
                Q(withdrawn_in__isnull=False, withdrawn_on__gte=F("confirmed_on")),
                name="expenditure_correction_withdrawn_in_a_claim",
                otherwise=_("What was withdrawn was withdrawn in a claim, on a day."),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: the corrections of the items that the user may see."""
        from expenditure.models.item import Item

        return Q(item__in=Item.objects.visible_to(user, on=on))
