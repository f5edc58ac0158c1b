"""What is known of a dote, its plans, its lines and its months: the facts that steps set."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounting.models import Position
from audit.labels import LabelField
from dote.models.offer import ServiceOffer
from dote.plan_rows import PlanRow, rows_from
from lifecycle.cases import CaseRoot, Part


class DoteFacts(CaseRoot):
    """Whose dote it is, under which call, and the days and sums of its life."""

    call = models.ForeignKey("programme.Call", models.PROTECT, related_name="dotes")
    operation = models.ForeignKey("programme.Operation", models.PROTECT, related_name="dotes")
    partner = models.ForeignKey("programme.Partner", models.PROTECT, related_name="dotes")
    participant = models.ForeignKey("people.Participant", models.PROTECT, related_name="dotes")
    ceiling_cents = models.BigIntegerField(_("ceiling, cents"), null=True, blank=True)
    awarded_cents = models.BigIntegerField(_("awarded, cents"), null=True, blank=True)
    officer = LabelField(_("officer in charge"), blank=True)
    proposed_by = LabelField(_("proposed by"), blank=True)
    awarded_by = LabelField(_("awarded by"), blank=True)
    opened_on = models.DateField(_("opened on"))
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True)
    taken_on = models.DateField(_("taken in charge on"), null=True, blank=True)
    refusal_reasons: models.JSONField[Any, Any] = models.JSONField(
        _("reasons of the refusal"), default=list, blank=True
    )
    eligible_on = models.DateField(_("eligible on"), null=True, blank=True)
    queued_on = models.DateField(_("waiting since"), null=True, blank=True)
    called_on = models.DateField(_("called up on"), null=True, blank=True)
    confirm_by = models.DateField(_("to be confirmed by"), null=True, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    priority = models.BooleanField(_("comes first in the waiting list"), default=False)
    planned_on = models.DateField(_("plan begun on"), null=True, blank=True)
    awarded_on = models.DateField(_("awarded on"), null=True, blank=True)
    sign_by = models.DateField(_("to be signed by"), null=True, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    ends_on = models.DateField(_("services end on"), null=True, blank=True)
    suspended_on = models.DateField(_("suspended on"), null=True, blank=True)
    waived_on = models.DateField(_("given up on"), null=True, blank=True)
    completed_on = models.DateField(_("services completed on"), null=True, blank=True)
    settling_on = models.DateField(_("settlement begun on"), null=True, blank=True)
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=30, blank=True)

    class Meta:
        abstract = True


class PlanFacts(Part):
    """What a priced plan contains, pinned to the words of the action plan."""

    ROOT = "dote"

    dote = models.ForeignKey("dote.Dote", models.PROTECT, related_name="plans")
    number = models.PositiveSmallIntegerField(_("number"))
    plan_version = models.ForeignKey("people.ActionPlanVersion", models.PROTECT, related_name="+")
    plan_hash = models.CharField(_("fingerprint of the action plan"), max_length=64)
    rows: models.JSONField[Any, Any] = models.JSONField(_("services"), default=list)
    cents = models.BigIntegerField(_("total, cents"))

    class Meta:
        abstract = True

    @property
    def services(self) -> list[PlanRow]:
        """Return the services of the plan, in the order in which they were written."""
        return rows_from(self.rows)


class LineFacts(Part):
    """What was awarded for one service."""

    ROOT = "dote"

    dote = models.ForeignKey("dote.Dote", models.PROTECT, related_name="lines")
    offer = models.ForeignKey(ServiceOffer, models.PROTECT, related_name="+")
    agreement = models.ForeignKey("programme.Agreement", models.PROTECT, related_name="+")
    position = models.ForeignKey(Position, models.PROTECT, related_name="+")
    months_count = models.PositiveSmallIntegerField(_("months"))
    monthly_cents = models.BigIntegerField(_("a month, cents"))
    awarded_cents = models.BigIntegerField(_("awarded, cents"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    interrupted_on = models.DateField(_("interrupted on"), null=True, blank=True)

    class Meta:
        abstract = True


class MonthFacts(Part):
    """What was declared of a month, what was recognised, what was paid."""

    ROOT = "dote"

    dote = models.ForeignKey("dote.Dote", models.PROTECT, related_name="months")
    line = models.ForeignKey("dote.ServiceLine", models.PROTECT, related_name="months")
    number = models.PositiveSmallIntegerField(_("number"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    planned_cents = models.BigIntegerField(_("planned, cents"))
    expected_days = models.PositiveSmallIntegerField(_("expected days"), null=True, blank=True)
    declared: models.JSONField[Any, Any] = models.JSONField(_("declared days"), default=list)
    declared_cents = models.BigIntegerField(_("declared, cents"), null=True, blank=True)
    evidence = LabelField(_("evidence"), blank=True)
    recognised_days = models.PositiveSmallIntegerField(_("recognised days"), null=True, blank=True)
    declared_hours = models.DecimalField(
        _("declared hours"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    recognised_hours = models.DecimalField(
        _("recognised hours"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    recognised_cents = models.BigIntegerField(_("recognised, cents"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=60, blank=True)
    rule = models.CharField(_("rule applied"), max_length=80, blank=True)
    reported_on = models.DateField(_("reported on"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    reopened_on = models.DateField(_("opened again on"), null=True, blank=True)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    reminded_on = models.DateField(_("reminded on"), null=True, blank=True)

    class Meta:
        abstract = True
