"""The states of a call for grants, its ranking, a grant, its plan, its sheets and its tranches."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class GrantState(models.TextChoices):
    """Where a grant stands (lifecycles 4)."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    UNDER_REVIEW = "under_review", pgettext_lazy("a grant", "Formal check")
    INTEGRATION = "integration", _("Information requested")
    ADVERSE_NOTICE = "adverse_notice", _("Adverse notice")
    IN_EVALUATION = "in_evaluation", _("In evaluation")
    RANKED = "ranked", pgettext_lazy("a grant", "Ranked")
    WAITLISTED = "waitlisted", _("Reserve list")
    PRE_GRANT = "pre_grant", _("Duties before the grant")
    GRANTED = "granted", pgettext_lazy("a grant", "Granted")
    SIGNED = "signed", _("Agreement signed")
    IN_EXECUTION = "in_execution", _("In execution")
    SUSPENDED = "suspended", pgettext_lazy("a grant", "Suspended")
    FINAL_REPORTING = "final_reporting", _("Final report")
    SETTLING = "settling", pgettext_lazy("a grant", "Being settled")
    MONITORING = "monitoring", _("Stability period")
    CLOSED = "closed", pgettext_lazy("a grant", "Closed")
    WAIVED = "waived", pgettext_lazy("a grant", "Waived")
    REVOKED = "revoked", pgettext_lazy("a grant", "Revoked")
    CANCELLED = "cancelled", _("Cancelled")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    NOT_ELIGIBLE = "not_eligible", _("Not eligible")
    BELOW_THRESHOLD = "below_threshold", _("Below the threshold")
    LAPSED = "lapsed", _("Lapsed")


class PlanState(models.TextChoices):
    """Where a version of a business plan stands."""

    DRAFTED = "drafted", _("Drafted")
    FROZEN = "plan_frozen", _("Frozen at submission")
    SUPERSEDED = "superseded", _("Superseded")


class SheetState(models.TextChoices):
    """Where a reader stands with an application."""

    ASSIGNED = "assigned", _("Assigned")
    READING = "reading", _("Being read")
    SCORED = "scored", _("Scored")
    CONFLICTED = "conflicted", _("Conflict of interest declared")
    SET_ASIDE = "set_aside", pgettext_lazy("a score sheet", "Set aside on appeal")


class CallState(models.TextChoices):
    """Where a call for grants stands."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class VersionState(models.TextChoices):
    """Where a version of a call's rules stands."""

    DRAFTED = "drafted", _("Drafted")
    IN_FORCE = "in_force", _("In force")
    SUPERSEDED = "superseded", _("Superseded")


class RankingState(models.TextChoices):
    """Where a version of a ranking stands."""

    DRAFT = "draft", _("Draft")
    PROVISIONAL = "provisional", _("Provisional")
    TO_UPDATE = "to_update", _("To be updated")
    FINAL = "final", _("Final")
    SUPERSEDED = "superseded", _("Superseded")


class TrancheState(models.TextChoices):
    """Where a tranche of a grant stands."""

    NOT_DUE = "not_due", _("Not due yet")
    REQUESTED = "requested", pgettext_lazy("a tranche", "Requested")
    IN_CHECK = "in_check", pgettext_lazy("a tranche", "Being checked")
    APPROVED = "approved", pgettext_lazy("a tranche", "Approved")
    APPROVED_PART = "approved_part", _("Approved with a cut")
    REJECTED = "rejected", pgettext_lazy("a tranche", "Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    AUTHORISED = "authorised", _("Authorised")
    IN_PAYMENT = "in_payment", _("Cleared for payment")
    PAID = "paid", pgettext_lazy("a tranche", "Paid")
    RETURNED = "returned", _("Returned by the bank")


class ExpenseState(models.TextChoices):
    """Where an expense stands."""

    PRESENTED = "presented", pgettext_lazy("an expense", "Presented")
    TAKEN_BACK = "taken_back", pgettext_lazy("an expense", "Taken back")
    ADMITTED = "admitted", pgettext_lazy("an expense", "Admitted")
    ADMITTED_PART = "admitted_part", _("Admitted in part")
    REFUSED = "refused", pgettext_lazy("an expense", "Not admitted")


class FideiussioneState(models.TextChoices):
    """Where a guarantee for an advance stands."""

    PRESENTED = "presented", pgettext_lazy("a guarantee", "Presented")
    VERIFIED = "verified", pgettext_lazy("a guarantee", "Verified")
    REFUSED = "refused", pgettext_lazy("a guarantee", "Refused")
    ACTIVE = "active", _("Active")
    EXPIRING = "expiring", _("Expiring")
    RELEASED = "released", pgettext_lazy("a guarantee", "Released")
    CALLED = "called", pgettext_lazy("a guarantee", "Called")
    CONTESTED = "contested", pgettext_lazy("a guarantee", "Contested by the issuer")
    COLLECTED = "collected", pgettext_lazy("a guarantee", "Collected")
    LOST = "lost", pgettext_lazy("a guarantee", "Lost")


class DutyState(models.TextChoices):
    """Where a yearly duty of the stability period stands."""

    SCHEDULED = "scheduled", pgettext_lazy("a duty", "Scheduled")
    DUE = "due", pgettext_lazy("a duty", "Due")
    SUBMITTED = "submitted", pgettext_lazy("a duty", "Submitted")
    OK = "ok", pgettext_lazy("a duty", "In order")
    BREACH = "breach", pgettext_lazy("a duty", "Breach found")
    MISSING = "missing", pgettext_lazy("a duty", "Missing")
    EXCUSED = "excused", pgettext_lazy("a duty", "Excused")


SINCE_SUBMITTED = tuple(
    state for state in GrantState if state not in (GrantState.DRAFT, GrantState.CANCELLED)
)
SINCE_STARTED = (
    GrantState.IN_EXECUTION,
    GrantState.SUSPENDED,
    GrantState.FINAL_REPORTING,
    GrantState.SETTLING,
    GrantState.MONITORING,
)
SINCE_SIGNED = (GrantState.SIGNED, *SINCE_STARTED)
ENDED_GRANTED = (GrantState.CLOSED, GrantState.WAIVED, GrantState.REVOKED)
"""Ended after the grant: whether the agreement was signed, and works begun, differs by grant."""
LIVE_GRANTED = (GrantState.GRANTED, *SINCE_SIGNED)
SINCE_GRANTED = (*LIVE_GRANTED, *ENDED_GRANTED)
SINCE_FUNDED = (GrantState.PRE_GRANT, *LIVE_GRANTED)
HELD = (*SINCE_FUNDED, GrantState.CLOSED)
"""States in which money of the call is with the grant, or was spent on it."""
WITH_SCORE = (
    GrantState.RANKED,
    GrantState.WAITLISTED,
    *SINCE_FUNDED,
    *ENDED_GRANTED,
    GrantState.BELOW_THRESHOLD,
)
PAYING = (
    GrantState.SIGNED,
    GrantState.IN_EXECUTION,
    GrantState.FINAL_REPORTING,
    GrantState.SETTLING,
)
"""States in which tranches are worked on and paid."""
REVOCABLE = (*LIVE_GRANTED,)
WAIVABLE = (
    GrantState.GRANTED,
    GrantState.SIGNED,
    GrantState.IN_EXECUTION,
    GrantState.SUSPENDED,
)
BEFORE_GRANT = (
    GrantState.SUBMITTED,
    GrantState.UNDER_REVIEW,
    GrantState.INTEGRATION,
    GrantState.IN_EVALUATION,
    GrantState.RANKED,
    GrantState.WAITLISTED,
    GrantState.PRE_GRANT,
)
"""States in which an application can be taken back."""

LIVE_RANKINGS = (RankingState.PROVISIONAL, RankingState.FINAL)
DECIDED_EXPENSES = (
    ExpenseState.ADMITTED,
    ExpenseState.ADMITTED_PART,
    ExpenseState.REFUSED,
    ExpenseState.TAKEN_BACK,
)
PAID_OR_ON_THE_WAY = (
    TrancheState.APPROVED,
    TrancheState.APPROVED_PART,
    TrancheState.AUTHORISED,
    TrancheState.IN_PAYMENT,
    TrancheState.PAID,
    TrancheState.RETURNED,
)
NOT_CLEARED = (TrancheState.APPROVED, TrancheState.APPROVED_PART, TrancheState.AUTHORISED)
DECIDED_DUTIES = (DutyState.OK, DutyState.BREACH, DutyState.EXCUSED)
FINAL_TRANCHES = (TrancheState.PAID, TrancheState.REJECTED, TrancheState.WITHDRAWN)
HOLDING_GUARANTEES = (FideiussioneState.ACTIVE, FideiussioneState.EXPIRING)
CALLED_GUARANTEES = (
    FideiussioneState.CALLED,
    FideiussioneState.CONTESTED,
    FideiussioneState.COLLECTED,
    FideiussioneState.LOST,
)
