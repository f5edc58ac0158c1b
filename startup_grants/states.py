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


SINCE_SUBMITTED = tuple(
    state for state in GrantState if state not in (GrantState.DRAFT, GrantState.CANCELLED)
)
WITH_SCORE = (
    GrantState.RANKED,
    GrantState.WAITLISTED,
    GrantState.PRE_GRANT,
    GrantState.GRANTED,
    GrantState.SIGNED,
    GrantState.IN_EXECUTION,
    GrantState.BELOW_THRESHOLD,
)
SINCE_FUNDED = (
    GrantState.PRE_GRANT,
    GrantState.GRANTED,
    GrantState.SIGNED,
    GrantState.IN_EXECUTION,
)
SINCE_GRANTED = (GrantState.GRANTED, GrantState.SIGNED, GrantState.IN_EXECUTION)
SINCE_SIGNED = (GrantState.SIGNED, GrantState.IN_EXECUTION)
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
HOLDING_GUARANTEES = (FideiussioneState.ACTIVE, FideiussioneState.EXPIRING)
