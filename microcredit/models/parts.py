"""The parts of a loan: assessments and votes, tranches, versions of the plan, receipts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from microcredit.assessment_lifecycle import AssessmentLifecycle, VoteLifecycle
from microcredit.life_parts_lifecycle import ReceiptLifecycle, VersionLifecycle
from microcredit.states import AssessmentState
from microcredit.tranche_lifecycle import TrancheLifecycle
from people.scope import ScopedModel

if TYPE_CHECKING:
    from people.models import User


class LoanPart(ScopedModel):
    """What belongs to a loan is seen by whoever sees the loan."""

    class Meta:
        abstract = True

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: the parts of the loans that the user may see."""
        from microcredit.models.case import Loan

        return Q(loan__in=Loan.objects.visible_to(user, on=on))


class Assessment(AssessmentLifecycle, LoanPart):
    """What a household earns and spends, in a usual month and in winter."""

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ("loan", "number")
        constraints = [
            models.UniqueConstraint(fields=["loan", "number"], name="loan_assessment_once"),
            models.CheckConstraint(
                condition=Q(cents__gt=0, months__gte=1, people__gte=1),
                name="loan_assessment_proposes_something",
                violation_error_message=_("An assessment proposes an amount and a term."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loan} v{self.number}"

    @property
    def is_proposed(self) -> bool:
        """Say whether it has been before the committee."""
        return bool(self.state == AssessmentState.PROPOSED)


class Vote(VoteLifecycle, LoanPart):
    """One member's vote."""

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ("loan", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["loan", "round", "member"],
                name="loan_one_vote_per_member",
                violation_error_message=_("You have voted already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loan} {self.round}"


class Tranche(TrancheLifecycle, LoanPart):
    """A part of the loan that is paid out at once."""

    class Meta:
        verbose_name = _("tranche")
        verbose_name_plural = _("tranches")
        ordering = ("loan", "number")
        constraints = [
            models.UniqueConstraint(fields=["loan", "number"], name="loan_tranche_once"),
            models.CheckConstraint(
                condition=Q(cents__gt=0),
                name="loan_tranche_is_something",
                violation_error_message=_("A tranche is above zero."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["paid", "reissued"]) | Q(paid_on__isnull=False),
                name="loan_tranche_paid_on_a_day",
                violation_error_message=_("A payment has the bank's value date."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loan} {self.number}"


class ScheduleVersion(VersionLifecycle, LoanPart):
    """One version of the repayment plan."""

    class Meta:
        verbose_name = _("version of the plan")
        verbose_name_plural = _("versions of the plan")
        ordering = ("loan", "number")
        constraints = [
            models.UniqueConstraint(fields=["loan", "number"], name="loan_version_once"),
            models.CheckConstraint(
                condition=Q(principal_cents__gt=0),
                name="loan_version_repays_something",
                violation_error_message=_("A plan repays a principal."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loan} v{self.number}"


class Receipt(ReceiptLifecycle, LoanPart):
    """Money that came in for a loan."""

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ("loan", "value_on", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["reference"],
                condition=Q(state="received"),
                name="loan_receipt_entered_once",
                violation_error_message=_("This receipt was entered before."),
            ),
            models.CheckConstraint(
                condition=Q(cents__gt=0),
                name="loan_receipt_is_something",
                violation_error_message=_("A receipt is above zero."),
            ),
            models.CheckConstraint(
                condition=Q(value_on__lte=F("booked_on")),
                name="loan_receipt_not_in_the_future",
                violation_error_message=_("A receipt cannot have a value date in the future."),
            ),
            models.CheckConstraint(
                condition=~Q(state="reversed") | ~Q(reason="") & Q(reversed_on__isnull=False),
                name="loan_receipt_reversed_for_a_reason",
                violation_error_message=_("Say why the receipt is taken back."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loan} {self.value_on:%d/%m/%Y}"
