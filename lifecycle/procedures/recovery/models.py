"""Recoveries and their receipts as the database keeps them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from lifecycle.procedures.recovery.end import RecoveryLifecycle
from lifecycle.procedures.recovery.receipts import ReceiptLifecycle
from lifecycle.procedures.recovery.states import ENDED, SETTLED, RecoveryState
from people.scope import ScopedModel

if TYPE_CHECKING:
    from people.models import User

UNPOSTED = (RecoveryState.OPENED, RecoveryState.NOT_PURSUED)


class Recovery(RecoveryLifecycle):
    """A debt file: what was paid and is owed back, with its interest."""

    ENDED = ENDED
    INTERNAL = (RecoveryState.OPENED,)

    class Meta:
        verbose_name = _("recovery")
        verbose_name_plural = _("recoveries")
        ordering = ("-id",)
        constraints = [
            CheckConstraint(
                name="recovery_of_something",
                condition=Q(principal_cents__gt=0),
                violation_error_message=_("Say which payments are to be recovered."),
            ),
            CheckConstraint(
                name="recovery_no_more_than_owed",
                condition=Q(settled_cents__gte=0, lost_cents__gte=0)
                & Q(settled_cents__lte=F("principal_cents")),
                violation_error_message=_("No more is recovered than was revoked."),
            ),
            CheckConstraint(
                name="recovery_no_more_interest_than_charged",
                condition=Q(interest_cents__gte=0, settled_interest_cents__gte=0)
                & Q(settled_interest_cents__lte=F("interest_cents")),
                violation_error_message=_("No more interest is recovered than was charged."),
            ),
            CheckConstraint(
                name="recovery_loss_within_what_is_open",
                condition=Q(
                    lost_cents__lte=F("principal_cents")
                    + F("interest_cents")
                    - F("settled_cents")
                    - F("settled_interest_cents")
                ),
                violation_error_message=_("No more is given up than is open."),
            ),
            CheckConstraint(
                name="recovery_demanded_has_its_term",
                condition=Q(state__in=[*UNPOSTED, RecoveryState.SUSPENDED, RecoveryState.ANNULLED])
                | Q(demanded_on__isnull=False, due_on__isnull=False, interest_to__isnull=False),
                violation_error_message=_("A demand has its day, its term and its interest."),
            ),
            CheckConstraint(
                name="recovery_settled_means_nothing_open",
                condition=~Q(state__in=SETTLED)
                | Q(
                    settled_cents=F("principal_cents"),
                    settled_interest_cents=F("interest_cents"),
                ),
                violation_error_message=_("A debt is settled when nothing of it is open."),
            ),
            CheckConstraint(
                name="recovery_given_back_within_what_is_due",
                condition=Q(returned_cents__gte=0, returned_cents__lte=F("to_return_cents")),
                violation_error_message=_("No more is given back than had come in."),
            ),
        ]
        indexes = [
            models.Index(fields=["case_label", "state"], name="recovery_by_case"),
            models.Index(fields=["state", "due_on"], name="recovery_by_term"),
        ]


class RecoveryReceipt(ReceiptLifecycle, ScopedModel):
    """Money that came in for a recovery."""

    class Meta:
        verbose_name = _("receipt of a recovery")
        verbose_name_plural = _("receipts of a recovery")
        ordering = ("id",)
        constraints = [
            UniqueConstraint(
                name="recovery_receipt_once",
                fields=["recovery", "bank_reference"],
                violation_error_message=_("This receipt was entered already."),
            ),
            CheckConstraint(
                name="recovery_receipt_is_money",
                condition=Q(cents__gt=0) & ~Q(bank_reference=""),
                violation_error_message=_("A receipt is a sum with the bank's reference."),
            ),
            CheckConstraint(
                name="recovery_receipt_on_a_day_that_came",
                condition=Q(value_on__lte=F("entered_on")),
                violation_error_message=_("This day has not come yet."),
            ),
        ]

    def __str__(self) -> str:
        return self.bank_reference

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: the receipts of the recoveries that the user may see."""
        return Q(recovery__in=Recovery.objects.visible_to(user, on=on))
