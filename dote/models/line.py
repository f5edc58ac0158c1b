"""Service lines and their months: what was awarded, and what became of it month by month."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dote.line_lifecycle import LineLifecycle
from dote.month_lifecycle import MonthLifecycle
from people.scope import ScopedModel

if TYPE_CHECKING:
    from people.models import User


class ServiceLine(LineLifecycle, ScopedModel):
    """A service of an awarded dote: so much a month, for so many months, to one payee."""

    class Meta:
        verbose_name = _("service line")
        verbose_name_plural = _("service lines")
        ordering = ("dote", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(awarded_cents=F("months_count") * F("monthly_cents"))
                & Q(monthly_cents__gt=0),
                name="dote_line_amount_is_its_months",
                violation_error_message=_("A line is worth its months."),
            ),
            models.CheckConstraint(
                condition=~Q(state="interrupted") | Q(interrupted_on__isnull=False),
                name="dote_line_interrupted_on_a_day",
                violation_error_message=_("An interrupted service has its last day."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="dote_line_days_in_order",
                violation_error_message=_("A line ends after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.offer.title

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: the lines of the dotes that the user may see."""
        from dote.models.case import Dote

        return Q(dote__in=Dote.objects.visible_to(user, on=on))


class Month(MonthLifecycle, ScopedModel):
    """One month of a line: what was declared, what was recognised, what was paid."""

    READ_WITH = ("line__offer", "line__agreement__provider")

    class Meta:
        verbose_name = _("month")
        verbose_name_plural = _("months")
        ordering = ("line", "number")
        constraints = [
            models.UniqueConstraint(fields=["line", "number"], name="dote_month_once"),
            models.CheckConstraint(
                condition=Q(recognised_cents__isnull=True)
                | Q(recognised_cents__gte=0, recognised_cents__lte=F("planned_cents")),
                name="dote_month_recognised_within_planned",
                violation_error_message=_("No more is recognised than what was planned."),
            ),
            models.CheckConstraint(
                condition=Q(recognised_days__isnull=True)
                | Q(recognised_days__lte=F("expected_days")),
                name="dote_month_days_within_expected",
                violation_error_message=_("No more days are recognised than were expected."),
            ),
            models.CheckConstraint(
                condition=Q(recognised_hours__isnull=True)
                | Q(recognised_hours__gte=0, recognised_hours__lte=F("declared_hours")),
                name="dote_month_hours_within_declared",
                violation_error_message=_("No more hours are recognised than were declared."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["liquidated", "paid", "returned", "reissued"])
                | Q(recognised_cents__gt=0, decided_on__isnull=False),
                name="dote_month_paid_only_if_recognised",
                violation_error_message=_("Only what was recognised is paid."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["paid", "reissued"]) | Q(paid_on__isnull=False),
                name="dote_month_paid_on_a_day",
                violation_error_message=_("A payment has the bank's value date."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["cut", "rejected", "skipped"]) | ~Q(reason=""),
                name="dote_month_cut_for_a_reason",
                violation_error_message=_("Say why less is recognised."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "called_off", "expired", "skipped"])
                | ~Q(evidence=""),
                name="dote_month_reported_with_evidence",
                violation_error_message=_("A month is reported with its register or receipt."),
            ),
        ]
        indexes = [models.Index(fields=["state", "ends_on"], name="dote_month_by_state")]

    def __str__(self) -> str:
        return f"{self.line}, {self.starts_on:%m/%Y}"

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: the months of the dotes that the user may see."""
        from dote.models.case import Dote

        return Q(dote__in=Dote.objects.visible_to(user, on=on))
