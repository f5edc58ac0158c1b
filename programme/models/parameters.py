"""Dated parameters: limits and terms of programmes, each with its source."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.fields import IdField
from programme.validity import DatedQuerySet, dates_in_order


class Parameter(models.Model):
    """One value of one parameter of a programme, from a day to a day, never rewritten.

    `valid_to_derived` says that the source gave no last day and that it was taken from the
    day before the next value. Rows without any day cannot be placed in time: they inform,
    and never bind.
    """

    class Evidence(models.TextChoices):
        """How sure a value is; `evidence_note` keeps the wording of the source table."""

        SEEN = "seen", _("Seen in a source")
        MEMORY = "memory", _("From memory, not confirmed")

    id = IdField()
    programme = models.CharField(_("programme"), max_length=120)
    parameter = models.CharField(_("parameter"), max_length=80)
    value = models.CharField(_("value"), max_length=120)
    unit = models.CharField(_("unit"), max_length=80, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    valid_to_derived = models.BooleanField(_("last day derived"), default=False)
    evidence = models.CharField(_("evidence"), max_length=10, choices=Evidence)
    evidence_note = models.CharField(_("wording of the evidence"), max_length=80, blank=True)
    source = models.CharField(_("source"), max_length=300)
    entered_by = models.CharField(_("entered by"), max_length=80)
    approved_by = models.CharField(_("approved by"), max_length=80, blank=True)

    objects = DatedQuerySet["Parameter"].as_manager()

    class Meta:
        verbose_name = _("parameter")
        verbose_name_plural = _("parameters")
        ordering = ["programme", "parameter", F("valid_from").asc(nulls_first=True)]
        indexes = [models.Index(fields=["programme", "parameter"])]
        constraints = [
            dates_in_order("programme_parameter_days_in_order", "valid_from", "valid_to"),
            models.CheckConstraint(
                condition=Q(approved_by="") | ~Q(approved_by=F("entered_by")),
                name="programme_parameter_approved_by_another",
                violation_error_message=_("A parameter is approved by someone else."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme}, {self.parameter}: {self.value} {self.unit}".strip()

    @property
    def is_dated(self) -> bool:
        """Say whether the row can be placed in time."""
        return self.valid_from is not None or self.valid_to is not None

    @property
    def is_binding(self) -> bool:
        """Say whether the row may refuse something: memory and undated rows only warn."""
        return self.evidence == self.Evidence.SEEN and self.is_dated
