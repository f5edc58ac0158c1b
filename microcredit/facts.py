"""What is known of a loan and its parts: the facts that steps set."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounting.models import Position
from audit.labels import LabelField
from lifecycle.cases import CaseRoot, Part
from microcredit.models.product import LoanProduct
from microcredit.plan_rows import rows_from
from microcredit.schedule import Row
from microcredit.states import Payer, Purpose


class LoanFacts(CaseRoot):
    """Whose loan it is, under which call and product, and the days and sums of its life.

    ``outstanding_cents`` and ``oldest_unpaid_on`` are what the last replay found: they make
    the arrears of a portfolio one question to the database.
    """

    call = models.ForeignKey("programme.Call", models.PROTECT, related_name="loans")
    operation = models.ForeignKey("programme.Operation", models.PROTECT, related_name="loans")
    partner = models.ForeignKey("programme.Partner", models.PROTECT, related_name="loans")
    participant = models.ForeignKey("people.Participant", models.PROTECT, related_name="loans")
    product = models.ForeignKey(LoanProduct, models.PROTECT, related_name="loans", null=True)
    position = models.ForeignKey(Position, models.PROTECT, related_name="+", null=True)
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose, blank=True)
    requested_cents = models.BigIntegerField(_("requested, cents"), null=True, blank=True)
    requested_months = models.PositiveSmallIntegerField(_("instalments asked"), null=True)
    proposed_cents = models.BigIntegerField(_("proposed, cents"), null=True, blank=True)
    proposed_months = models.PositiveSmallIntegerField(_("instalments proposed"), null=True)
    overridden = models.BooleanField(_("above what the household can bear"), default=False)
    round = models.PositiveSmallIntegerField(_("time before the committee"), default=0)
    approved_cents = models.BigIntegerField(_("approved, cents"), null=True, blank=True)
    approved_months = models.PositiveSmallIntegerField(_("instalments approved"), null=True)
    refusal_reasons: models.JSONField[Any, Any] = models.JSONField(
        _("reasons of the refusal"), default=list, blank=True
    )
    refused_round = models.PositiveSmallIntegerField(
        _("times refused before the committee"), default=0
    )
    readmitted_on = models.DateField(_("readmitted on"), null=True, blank=True)
    officer = LabelField(_("officer in charge"), blank=True)
    proposed_by = LabelField(_("proposed by"), blank=True)
    approved_by = LabelField(_("approved by"), blank=True)
    opened_on = models.DateField(_("opened on"))
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True)
    taken_on = models.DateField(_("taken in charge on"), null=True, blank=True)
    assessed_on = models.DateField(_("assessment begun on"), null=True, blank=True)
    committee_on = models.DateField(_("before the committee on"), null=True, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    sign_by = models.DateField(_("to be signed by"), null=True, blank=True)
    contracted_on = models.DateField(_("contract signed on"), null=True, blank=True)
    drawn_on = models.DateField(_("fully paid out on"), null=True, blank=True)
    outstanding_cents = models.BigIntegerField(_("principal owed, cents"), default=0)
    oldest_unpaid_on = models.DateField(_("oldest unpaid instalment"), null=True, blank=True)
    credit_cents = models.BigIntegerField(_("paid too much, cents"), default=0)
    refunded_cents = models.BigIntegerField(_("refunded, cents"), default=0)
    pauses: models.JSONField[Any, Any] = models.JSONField(
        _("days that are not counted"), default=list, blank=True
    )
    ages_from = models.DateField(_("days late are counted from"), null=True, blank=True)
    frozen_on = models.DateField(_("days late stand still from"), null=True, blank=True)
    booked_to = models.DateField(_("interest booked until"), null=True, blank=True)
    accrues_on = models.DateField(_("next interest falls due on"), null=True, blank=True)
    reminded = models.PositiveSmallIntegerField(_("reminders sent"), default=0)
    notice_on = models.DateField(_("formal notice given on"), null=True, blank=True)
    notice_due_on = models.DateField(_("term of the formal notice"), null=True, blank=True)
    accelerated_on = models.DateField(_("fallen due at once on"), null=True, blank=True)
    recovering_on = models.DateField(_("in recovery since"), null=True, blank=True)
    died_on = models.DateField(_("died on"), null=True, blank=True)
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    provided_cents = models.BigIntegerField(_("set aside for a loss, cents"), default=0)
    settle_cents = models.BigIntegerField(_("settled for, cents"), null=True, blank=True)
    settle_from = models.DateField(_("settlement agreed on"), null=True, blank=True)
    settle_by = models.DateField(_("settlement to be paid by"), null=True, blank=True)
    written_off_on = models.DateField(_("written off on"), null=True, blank=True)
    lost_cents = models.BigIntegerField(_("written off, cents"), default=0)
    recovered_cents = models.BigIntegerField(_("recovered late, cents"), default=0)
    late_receipts: models.JSONField[Any, Any] = models.JSONField(
        _("late receipts"), default=list, blank=True
    )
    repaid_on = models.DateField(_("repaid on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta:
        abstract = True


class AssessmentFacts(Part):
    """A household's budget of a usual month and of a winter month, beside what is proposed."""

    ROOT = "loan"

    loan = models.ForeignKey("microcredit.Loan", models.PROTECT, related_name="assessments")
    number = models.PositiveSmallIntegerField(_("number"))
    cents = models.BigIntegerField(_("proposed, cents"))
    months = models.PositiveSmallIntegerField(_("instalments"))
    people = models.PositiveSmallIntegerField(_("people in the household"))
    income_cents = models.BigIntegerField(_("income of a usual month, cents"))
    winter_income_cents = models.BigIntegerField(_("income of a winter month, cents"))
    living_cents = models.BigIntegerField(_("cost of living, cents"))
    housing_cents = models.BigIntegerField(_("housing, cents"))
    debts_cents = models.BigIntegerField(_("other instalments, cents"))
    instalment_cents = models.BigIntegerField(_("largest instalment, cents"))
    written_on = models.DateField(_("written on"))
    written_by = LabelField(_("written by"))

    class Meta:
        abstract = True

    @property
    def disposable_cents(self) -> int:
        """Return what a usual month leaves, in cents; below zero if nothing."""
        return self.income_cents - self.spent_cents

    @property
    def winter_cents(self) -> int:
        """Return what a winter month leaves, in cents: the stress case."""
        return self.winter_income_cents - self.spent_cents

    @property
    def spent_cents(self) -> int:
        """Return what a month costs, in cents."""
        return self.living_cents + self.housing_cents + self.debts_cents


class VoteFacts(Part):
    """What a member of the committee says, once each time that the loan comes before it."""

    ROOT = "loan"

    class Choice(models.TextChoices):
        """What a member can say; whoever has a conflict is out of the count."""

        FAVOUR = "favour", _("In favour")
        AGAINST = "against", _("Against")
        CONFLICT = "conflict", _("Conflict of interest: I stay out")

    loan = models.ForeignKey("microcredit.Loan", models.PROTECT, related_name="votes")
    round = models.PositiveSmallIntegerField(_("time before the committee"))
    member = LabelField(_("member"))
    choice = models.CharField(_("vote"), max_length=10, choices=Choice)
    cast_on = models.DateField(_("cast on"))

    class Meta:
        abstract = True


class TrancheFacts(Part):
    """A part of the loan that is paid out at once."""

    ROOT = "loan"

    loan = models.ForeignKey("microcredit.Loan", models.PROTECT, related_name="tranches")
    number = models.PositiveSmallIntegerField(_("number"))
    cents = models.BigIntegerField(_("cents"))
    paid_on = models.DateField(_("paid on"), null=True, blank=True)

    class Meta:
        abstract = True


class VersionFacts(Part):
    """One version of the repayment plan with its cause; its rows never change."""

    ROOT = "loan"

    class Cause(models.TextChoices):
        """Why a version was drawn up."""

        CONTRACT = "contract", _("Contract")
        DISBURSEMENT = "disbursement", _("Money paid out")
        CUT = "cut", _("Undrawn tranches renounced")
        PREPAYMENT = "prepayment", _("Early repayment")
        HOLIDAY = "holiday", _("Payment holiday")
        RESCHEDULING = "rescheduling", _("Rescheduling")
        ACCELERATION = "acceleration", _("All fell due at once")
        UNDONE = "undone", _("An earlier change was undone")

    loan = models.ForeignKey("microcredit.Loan", models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    cause = models.CharField(_("cause"), max_length=20, choices=Cause)
    principal_cents = models.BigIntegerField(_("principal, cents"))
    rows: models.JSONField[Any, Any] = models.JSONField(_("rows"), default=list)
    drawn_up_on = models.DateField(_("drawn up on"))
    because_of = LabelField(_("because of"), blank=True)

    class Meta:
        abstract = True

    @property
    def plan_rows(self) -> tuple[Row, ...]:
        """Return the rows, by due date."""
        return rows_from(self.rows)


class ReceiptFacts(Part):
    """Money that came in for a loan: both dates are kept, value and booking."""

    ROOT = "loan"

    loan = models.ForeignKey("microcredit.Loan", models.PROTECT, related_name="receipts")
    cents = models.BigIntegerField(_("cents"))
    value_on = models.DateField(_("value date"))
    booked_on = models.DateField(_("entered on"))
    reference = models.CharField(_("reference of the bank"), max_length=60)
    payer = models.CharField(_("payer"), max_length=12, choices=Payer, default=str(Payer.BORROWER))
    reversed_on = models.DateField(_("reversed on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=60, blank=True)

    class Meta:
        abstract = True
