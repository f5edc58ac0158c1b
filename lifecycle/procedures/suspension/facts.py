"""What is known of a suspension: why, from which day to which, and for how long it stood."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from lifecycle.procedures.base import Procedure


class SuspensionFacts(Procedure):
    """The reason and the days; the first and last day are those that were approved."""

    reason = models.CharField(_("reason"), max_length=40)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    by_office = models.BooleanField(_("asked by the office"), default=False)
    approved_on = models.DateField(_("approved on"), null=True, editable=False)
    resumed_on = models.DateField(_("resumed on"), null=True, editable=False)

    class Meta:
        abstract = True

    def last_day(self, on: date) -> date:
        """Return the last day for which it stands when the case goes on again on a day."""
        return min(on - timedelta(days=1), self.ends_on)

    def days_stood(self, on: date) -> int:
        """Return for how many days the case has stood when it goes on again on a day."""
        return max(0, (self.last_day(on) - self.starts_on).days + 1)
