"""Calls: when people may apply, under which terms, and how many must approve."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.fields import IdField
from programme.models.funding import Operation
from programme.validity import dates_in_order


class CallQuerySet(models.QuerySet["Call"]):
    """Questions about calls."""

    def open_on(self, on: date) -> Self:
        """Keep the calls that take applications on a day."""
        return self.filter(
            Q(closes_on__isnull=True) | Q(closes_on__gte=on),
            window=Call.Window.OPEN,
            opens_on__lte=on,
        )


class Call(models.Model):
    """A public notice (avviso) of one measure, with its window."""

    class Measure(models.TextChoices):
        """What a call gives."""

        DOTE = "dote", _("Individual endowment")
        MICROLOAN = "microloan", _("Social microloan")
        GRANT = "grant", _("Start-up grant")

    class Window(models.TextChoices):
        """Whether the desk takes applications, within the call's days."""

        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Open")
        SUSPENDED = "suspended", _("Suspended")
        CLOSED = "closed", _("Closed")

    id = IdField()
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="calls")
    code = models.CharField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=200)
    measure = models.CharField(_("measure"), max_length=10, choices=Measure)
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"), null=True, blank=True)
    window = models.CharField(_("window"), max_length=10, choices=Window, default=Window.PLANNED)
    legal_act = models.CharField(_("legal act"), max_length=200)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["code"]
        constraints = [dates_in_order("programme_call_days_in_order", "opens_on", "closes_on")]

    def __str__(self) -> str:
        return self.title

    def is_open(self, on: date) -> bool:
        """Say whether the call takes applications on a day."""
        return (
            self.window == self.Window.OPEN
            and self.opens_on <= on
            and (self.closes_on is None or on <= self.closes_on)
        )


class CallTerm(models.Model):
    """A number that a call fixes; `ours` where no source gives it and we chose."""

    id = IdField()
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="terms")
    name = models.CharField(_("name"), max_length=60)
    value = models.PositiveIntegerField(_("value"))
    unit = models.CharField(_("unit"), max_length=20)
    source = models.CharField(_("source"), max_length=200)
    ours = models.BooleanField(_("chosen by us"), default=False)

    class Meta:
        verbose_name = _("term of a call")
        verbose_name_plural = _("terms of calls")
        ordering = ["call", "name"]
        constraints = [
            models.UniqueConstraint(fields=["call", "name"], name="programme_call_term_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.value} {self.unit}"


class ApprovalBand(models.Model):
    """How many distinct approvals an award needs, up to an amount (none: any amount)."""

    id = IdField()
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="approval_bands")
    upto_cents = models.BigIntegerField(_("up to, in cents"), null=True, blank=True)
    approvals = models.PositiveSmallIntegerField(_("approvals"))

    class Meta:
        verbose_name = _("approval band")
        verbose_name_plural = _("approval bands")
        ordering = ["call", models.F("upto_cents").asc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "upto_cents"], name="programme_approval_band_once"
            ),
            models.UniqueConstraint(
                fields=["call"],
                condition=Q(upto_cents__isnull=True),
                name="programme_approval_band_one_without_limit",
            ),
            models.CheckConstraint(
                condition=Q(approvals__gte=1), name="programme_approval_band_at_least_one"
            ),
            models.CheckConstraint(
                condition=Q(upto_cents__isnull=True) | Q(upto_cents__gt=0),
                name="programme_approval_band_amount_positive",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call}: {self.approvals}"
