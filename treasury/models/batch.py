"""The batch: payments that go to the bank together, prepared, approved and released by three."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from people.reach import reach
from people.roles import CONTROLLING, PAYING, Role
from people.scope import ScopedModel
from treasury.lifecycle import BatchLifecycle
from treasury.models.band import PaymentBand
from treasury.models.rules import not_before, while_in
from treasury.progress import Progress, progress_of
from treasury.states import FIXED_BATCHES
from treasury.states import BatchState as S

if TYPE_CHECKING:
    from people.models import User

READERS = (*PAYING, *CONTROLLING, Role.MANAGING_AUTHORITY, Role.AUDITOR, Role.LEGAL)
OTHER_HANDS = _("A batch is prepared, approved and released by three different people.")


class Batch(BatchLifecycle, ScopedModel):
    """A batch (*distinta*) of one operation, for one partner or for all of them."""

    PREFIX = "LOT"

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        ordering = ("-id",)
        constraints = [
            CheckConstraint(
                condition=Q(approved_by="") | ~Q(approved_by=F("prepared_by")),
                name="treasury_batch_approver_is_not_preparer",
                violation_error_message=OTHER_HANDS,
            ),
            CheckConstraint(
                condition=Q(released_by="")
                | ~Q(released_by=F("prepared_by")) & ~Q(released_by=F("approved_by")),
                name="treasury_batch_releaser_is_a_third_person",
                violation_error_message=OTHER_HANDS,
            ),
            CheckConstraint(
                condition=~Q(prepared_by="") & ~Q(bank_account=""),
                name="treasury_batch_has_preparer_and_account",
                violation_error_message=_("A batch says who prepared it and what it pays from."),
            ),
            while_in(
                FIXED_BATCHES,
                Q(submitted_on__isnull=False, lines_count__gte=1, total_cents__gte=1)
                & ~Q(lines_hash=""),
                name="treasury_batch_submitted_with_its_totals",
                message=_("Count, sum and lines of a batch are fixed when it is submitted."),
            ),
            while_in(
                [S.APPROVED, S.SENT, S.CLOSED],
                ~Q(approved_by="") & Q(approved_on__isnull=False),
                name="treasury_batch_approved_by_somebody",
                message=_("A batch goes on when a second person has approved it."),
            ),
            while_in(
                [S.SENT, S.CLOSED],
                ~Q(released_by="") & Q(sent_on__isnull=False),
                name="treasury_batch_sent_by_somebody",
                message=_("A batch goes to the bank when a third person has released it."),
            ),
            while_in(
                [S.DRAFT, S.SUBMITTED],
                Q(approved_by="", released_by=""),
                name="treasury_batch_changed_is_approved_anew",
                message=_("What changes after an approval is approved anew."),
            ),
            while_in(
                [S.CLOSED, S.CANCELLED],
                Q(ended_on__isnull=False),
                name="treasury_batch_ended_on_a_day",
                message=_("A batch ends on a day."),
            ),
            not_before(
                "approved_on",
                "submitted_on",
                name="treasury_batch_approved_after_submission",
                message=_("A batch is approved after it was submitted."),
            ),
            not_before(
                "sent_on",
                "approved_on",
                name="treasury_batch_sent_after_approval",
                message=_("A batch is sent after it was approved."),
            ),
        ]
        indexes = [
            models.Index(fields=["operation", "state", "-id"], name="treasury_batch_desk"),
        ]

    def approvals_for(self, cents: int, *, on: date) -> int:
        """Return how many distinct people the bands of the operation want for a sum in cents."""
        return PaymentBand.objects.approvals_for(self.operation_id, cents=cents, on=on)

    @property
    def progress(self) -> Progress:
        """Return what the bank has done so far, reckoned from the lines."""
        return progress_of(self)

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: the batches of the operation and partner of one's mandates for money."""
        return reach(user, on=on, roles=READERS)
