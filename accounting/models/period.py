"""An accounting period, which closes for good."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.fields import IdField


class PeriodState(models.TextChoices):
    """Open to everything; closing, to corrections only; closed, to nothing."""

    OPEN = "open", _("Open")
    CLOSING = "closing", _("Closing")
    CLOSED = "closed", _("Closed")


class Period(models.Model):
    """A span of booking dates; once closed, what belongs there is booked on the first open day."""

    id = IdField()
    starts_on = models.DateField(_("from"), unique=True)
    ends_on = models.DateField(_("to"), unique=True)
    state = models.CharField(
        _("state"), max_length=7, choices=PeriodState, default=PeriodState.OPEN
    )

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
                violation_error_message=_("A period is open, closing or closed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on:%Y-%m-%d} – {self.ends_on:%Y-%m-%d}"
