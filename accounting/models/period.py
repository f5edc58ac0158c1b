"""An accounting period: open, closing, closed; reopened by two signatures only."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.fields import IdField
from audit.labels import LabelField


class PeriodState(models.TextChoices):
    """Open to everything; closing and closed, to nothing; reopened by two, open once more."""

    OPEN = "open", _("Open")
    CLOSING = "closing", _("Closing")
    CLOSED = "closed", _("Closed")
    REOPENED = "reopened", _("Reopened")


class ReopeningReason(models.TextChoices):
    """Why a closed period is opened once more."""

    MISSING = "missing_entry", _("A movement of these days is missing")
    WRONG = "wrong_entry", _("A movement of these days was booked wrongly")
    FINDING = "finding", _("A control or an audit has asked for it")


class Period(models.Model):
    """A span of booking dates; once closed, what belongs there is booked on the first open day."""

    id = IdField()
    starts_on = models.DateField(_("from"), unique=True)
    ends_on = models.DateField(_("to"), unique=True)
    state = models.CharField(
        _("state"), max_length=8, choices=PeriodState, default=PeriodState.OPEN
    )
    reopening_reason = models.CharField(
        _("why it is to be reopened"), max_length=20, choices=ReopeningReason, blank=True
    )
    reopening_asked_by = LabelField(_("reopening asked by"), blank=True)
    reopened_by = LabelField(_("reopened by"), blank=True)

    class Meta:
        ordering = ("starts_on",)
        verbose_name = _("accounting period")
        verbose_name_plural = _("accounting periods")
        constraints = [
            models.CheckConstraint(
                name="accounting_period_order",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The period ends before it begins."),
            ),
            models.CheckConstraint(
                name="accounting_period_state",
                condition=Q(state__in=PeriodState.values),
                violation_error_message=_("A period is open, closing, closed or reopened."),
            ),
            models.CheckConstraint(
                name="accounting_period_two_signatures",
                condition=Q(reopened_by="")
                | (~Q(reopening_asked_by="") & ~Q(reopened_by=F("reopening_asked_by"))),
                violation_error_message=_("You asked for the reopening: another person signs it."),
            ),
            models.CheckConstraint(
                name="accounting_period_reopened_for_a_reason",
                condition=Q(reopening_asked_by="") | ~Q(reopening_reason=""),
                violation_error_message=_("Say why the period is to be reopened."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on:%Y-%m-%d} – {self.ends_on:%Y-%m-%d}"
