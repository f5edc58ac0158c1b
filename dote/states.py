"""The states of the dote, its priced plan, its lines and their months."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DoteState(models.TextChoices):
    """Where a dote stands (lifecycles 2)."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    UNDER_REVIEW = "under_review", _("Under review")
    INTEGRATION = "integration", _("Information requested")
    ADVERSE_NOTICE = "adverse_notice", _("Adverse notice given")
    NOT_ELIGIBLE = "not_eligible", _("Not eligible")
    ELIGIBLE = "eligible", _("Eligible")
    WAITLISTED = "waitlisted", _("In the waiting list")
    PLANNING = "planning", _("Planning")
    AWARDED = "awarded", _("Awarded, to be signed")
    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", pgettext_lazy("a dote", "Suspended")
    COMPLETED = "completed", _("Services completed")
    SETTLING = "settling", _("Settling")
    CLOSED = "closed", _("Closed")
    REVOKED = "revoked", _("Revoked")
    WAIVED = "waived", pgettext_lazy("a dote", "Given up")
    CANCELLED = "cancelled", _("Cancelled")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Lapsed")


class PlanState(models.TextChoices):
    """Where a priced plan stands."""

    DRAFTED = "drafted", _("Drafted")
    AWARDED = "plan_awarded", _("Awarded")
    SUPERSEDED = "superseded", _("Superseded")


class LineState(models.TextChoices):
    """Where a service line stands."""

    PLANNED = "planned", _("Planned")
    BOOKED = "booked", pgettext_lazy("a service", "Booked")
    RUNNING = "running", _("Running")
    PERFORMED = "performed", _("Performed")
    INTERRUPTED = "interrupted", _("Interrupted")
    NOT_PERFORMED = "not_performed", _("Not performed")


class MonthState(models.TextChoices):
    """Where a month of a service stands."""

    OPEN = "open", _("Open")
    REPORTED = "reported", _("Reported")
    CHECKED = "checked", _("Checked")
    APPROVED = "approved", _("Recognised")
    CUT = "cut", _("Recognised in part")
    REJECTED = "rejected", _("Not recognised")
    LIQUIDATED = "liquidated", _("Cleared for payment")
    PAID = "paid", pgettext_lazy("a month", "Paid")
    RETURNED = "returned", _("Returned by the bank")
    REISSUED = "reissued", _("Paid again")
    CALLED_OFF = "called_off", pgettext_lazy("a month", "Called off")
    EXPIRED = "expired", _("Not reported in time")
    SKIPPED = "skipped", pgettext_lazy("a month", "Skipped")


OPEN = (
    DoteState.SUBMITTED,
    DoteState.UNDER_REVIEW,
    DoteState.INTEGRATION,
    DoteState.ADVERSE_NOTICE,
    DoteState.ELIGIBLE,
    DoteState.WAITLISTED,
    DoteState.PLANNING,
    DoteState.AWARDED,
    DoteState.ACTIVE,
    DoteState.SUSPENDED,
    DoteState.COMPLETED,
    DoteState.SETTLING,
)
"""States in which a dote is under way: the person has no other one on the same operation."""

RECEIVING = (
    DoteState.AWARDED,
    DoteState.ACTIVE,
    DoteState.SUSPENDED,
    DoteState.COMPLETED,
    DoteState.SETTLING,
)
"""States in which a dote holds committed money."""

WITH_MONTHS = (
    DoteState.ACTIVE,
    DoteState.SUSPENDED,
    DoteState.COMPLETED,
    DoteState.SETTLING,
    DoteState.WAIVED,
    DoteState.REVOKED,
)
"""States in which the steps of months are open (decisions, "Machines")."""

UNDECIDED_MONTHS = (
    MonthState.OPEN,
    MonthState.REPORTED,
    MonthState.CHECKED,
    MonthState.APPROVED,
    MonthState.CUT,
)
"""Months on which somebody still has to act before the dote is settled."""

FINISHED_LINES = (LineState.PERFORMED, LineState.INTERRUPTED, LineState.NOT_PERFORMED)
