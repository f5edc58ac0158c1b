"""What is known of a relief, a payment holiday and a rescheduling."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.labels import LabelField
from lifecycle.cases import Part
from microcredit.replay import Means


class ReliefFacts(Part):
    """An act that takes a part of a debt away: who is eased, of what, from which day."""

    ROOT = "loan"

    loan = models.ForeignKey("microcredit.Loan", models.PROTECT, related_name="reliefs")
    means = models.CharField(
        _("kind"), max_length=12, choices=[(each, each) for each in Means if each != Means.MONEY]
    )
    cents = models.BigIntegerField(_("cents"), null=True, blank=True)
    parts = models.CharField(_("parts of the debt"), max_length=60, blank=True)
    value_on = models.DateField(_("from"))
    because_of = LabelField(_("because of"), blank=True)

    class Meta:
        abstract = True


class HolidayFacts(Part):
    """Months in which nothing is paid: asked, proposed with its effect, approved, over."""

    ROOT = "loan"

    class Why(models.TextChoices):
        """Why nothing can be paid for a while."""

        ILLNESS = "illness", _("Illness")
        NO_WORK = "no_work", _("No work in this season")
        MATERNITY = "maternity", _("Maternity")
        DISASTER = "disaster", _("A disaster")

    loan = models.ForeignKey("microcredit.Loan", models.PROTECT, related_name="holidays")
    number = models.PositiveSmallIntegerField(_("number"), default=0)
    months = models.PositiveSmallIntegerField(_("months"))
    starts_on = models.DateField(_("from"))
    why = models.CharField(_("why"), max_length=12, choices=Why)
    interest = models.CharField(_("interest"), max_length=10, blank=True)
    base_number = models.PositiveSmallIntegerField(_("version that it changes"), null=True)
    largest_cents = models.BigIntegerField(_("largest instalment afterwards"), null=True)
    last_due_on = models.DateField(_("last instalment afterwards"), null=True)
    requested_on = models.DateField(_("asked on"))
    approved_on = models.DateField(_("approved on"), null=True)
    begun_on = models.DateField(_("begun on"), null=True)
    ended_on = models.DateField(_("over on"), null=True)
    months_used = models.PositiveSmallIntegerField(_("months used"), null=True)

    class Meta:
        abstract = True


class ReschedulingFacts(Part):
    """A new plan that is agreed: its variants, what the household can bear, who chose what.

    ``variants`` are kept as they were simulated: months, first day, what happens to arrears, all
    rows, the largest instalment and the interest, in cents.
    """

    ROOT = "loan"

    class Why(models.TextChoices):
        """Why the plan cannot be kept."""

        INCOME_FELL = "income_fell", _("The income has fallen")
        ILLNESS = "illness", _("Illness")
        FAMILY = "family", _("The family has changed")
        SEASON = "season", _("The work is seasonal")

    loan = models.ForeignKey("microcredit.Loan", models.PROTECT, related_name="reschedulings")
    number = models.PositiveSmallIntegerField(_("number"), default=0)
    why = models.CharField(_("why"), max_length=12, choices=Why)
    requested_on = models.DateField(_("asked on"))
    income_cents = models.BigIntegerField(_("income of a usual month, cents"), null=True)
    winter_income_cents = models.BigIntegerField(_("income of a winter month, cents"), null=True)
    spent_cents = models.BigIntegerField(_("cost of a month, cents"), null=True)
    variants: models.JSONField[Any, Any] = models.JSONField(_("variants"), default=list, blank=True)
    chosen = models.PositiveSmallIntegerField(_("chosen variant"), null=True)
    effective_on = models.DateField(_("in effect from"), null=True)
    overridden = models.BooleanField(_("above what the household can bear"), default=False)
    approved_on = models.DateField(_("approved on"), null=True)
    sign_by = models.DateField(_("to be signed by"), null=True)
    signed_on = models.DateField(_("signed on"), null=True)
    ended_on = models.DateField(_("ended on"), null=True)

    class Meta:
        abstract = True
