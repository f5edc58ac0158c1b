"""The states of the loan, and of its assessments, tranches, plan versions and receipts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LoanState(models.TextChoices):
    """Where a loan stands (lifecycles 3)."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    UNDER_REVIEW = "under_review", _("Under review")
    ASSESSMENT = "assessment", _("Socio-economic assessment")
    COMMITTEE = "committee", _("In committee")
    INTEGRATION = "integration", _("Information requested")
    ADVERSE_NOTICE = "adverse_notice", _("Adverse notice")
    APPROVED = "approved", pgettext_lazy("a loan", "Approved")
    CONTRACTED = "contracted", _("Contract signed")
    DISBURSING = "disbursing", _("Being paid out")
    CURRENT = "current", pgettext_lazy("a loan", "Performing")
    LATE = "late", pgettext_lazy("a loan", "Late")
    HOLIDAY = "holiday", _("Payment holiday")
    DEFAULT = "default", pgettext_lazy("a loan", "Fallen due at once")
    RECOVERY = "recovery", pgettext_lazy("a loan", "In recovery")
    WRITTEN_OFF = "written_off", pgettext_lazy("a loan", "Written off")
    SETTLED = "settled", pgettext_lazy("a loan", "Settled for a part")
    REVOKED = "revoked", pgettext_lazy("a loan", "Revoked")
    REPAID = "repaid", pgettext_lazy("a loan", "Repaid")
    CLOSED = "closed", pgettext_lazy("a loan", "Closed")
    CANCELLED = "cancelled", pgettext_lazy("a loan", "Cancelled")
    WITHDRAWN = "withdrawn", pgettext_lazy("a loan", "Withdrawn")
    LAPSED = "lapsed", pgettext_lazy("a loan", "Lapsed")
    WAIVED = "waived", pgettext_lazy("a loan", "Given up before any money")
    REJECTED = "rejected", pgettext_lazy("a loan", "Not accepted")


class Purpose(models.TextChoices):
    """What a loan is for (DM 176/2014 art. 5: primary needs; measures 1.1)."""

    DEPOSIT = "deposit", _("Rental deposit")
    RENT = "rent", _("Rent")
    HEALTH = "health", _("Health")
    SCHOOL = "school", _("School and training")
    LICENCE = "licence", _("Driving licence")
    TRANSPORT = "transport", _("Transport or vehicle")
    TOOLS = "tools", _("Work tools")
    DOCUMENTS = "documents", _("Documents")


class AssessmentState(models.TextChoices):
    """Where an assessment of the household's budget stands."""

    WRITTEN = "written", _("Written")
    PROPOSED = "proposed", _("Before the committee")
    SUPERSEDED = "superseded", _("Superseded")


class VoteState(models.TextChoices):
    """A vote is cast once."""

    CAST = "cast", _("Cast")


class TrancheState(models.TextChoices):
    """Where a tranche of the loan stands."""

    PLANNED = "planned", _("Planned")
    LIQUIDATED = "liquidated", _("Cleared for payment")
    PAID = "paid", pgettext_lazy("a tranche", "Paid")
    RETURNED = "returned", _("Returned by the bank")
    REISSUED = "reissued", _("Paid again")
    RENOUNCED = "renounced", _("Renounced")


class VersionState(models.TextChoices):
    """Whether a version of the plan is the one in force."""

    LIVE = "live", _("In force")
    REPLACED = "replaced", _("Replaced")


class ReceiptState(models.TextChoices):
    """Where a receipt stands; what it paid is derived."""

    RECEIVED = "received", pgettext_lazy("a receipt", "Received")
    REVERSED = "reversed", _("Reversed")


class ReliefState(models.TextChoices):
    """Whether an act that eases a debt counts."""

    GRANTED = "granted", pgettext_lazy("a relief", "In force")
    UNDONE = "undone", pgettext_lazy("a relief", "Undone")


class HolidayState(models.TextChoices):
    """Where a payment holiday stands (lifecycles 3, P-HOL)."""

    REQUESTED = "requested", pgettext_lazy("a payment holiday", "Asked for")
    PROPOSED = "proposed", pgettext_lazy("a payment holiday", "Proposed")
    APPROVED = "approved", pgettext_lazy("a payment holiday", "Approved")
    RUNNING = "running", pgettext_lazy("a payment holiday", "Running")
    ENDED = "ended", pgettext_lazy("a payment holiday", "Over")
    REFUSED = "refused", pgettext_lazy("a payment holiday", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("a payment holiday", "Taken back")


class ReschedulingState(models.TextChoices):
    """Where a rescheduling stands (lifecycles 3, P-RES)."""

    REQUESTED = "requested", pgettext_lazy("a rescheduling", "Asked for")
    IN_REVIEW = "in_review", pgettext_lazy("a rescheduling", "Being examined")
    APPROVED = "approved", pgettext_lazy("a rescheduling", "Approved")
    SIGNED = "signed", pgettext_lazy("a rescheduling", "Signed")
    EFFECTIVE = "effective", pgettext_lazy("a rescheduling", "In effect")
    REJECTED = "rejected", pgettext_lazy("a rescheduling", "Rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("a rescheduling", "Taken back")
    EXPIRED = "expired", pgettext_lazy("a rescheduling", "Not signed in time")


class Payer(models.TextChoices):
    """Who paid, as the bank tells it: anybody may pay another's debt (art. 1180 Civil Code)."""

    BORROWER = "borrower", _("The borrower")
    FAMILY = "family", _("Somebody of the family")
    EMPLOYER = "employer", _("The employer")
    GUARANTOR = "guarantor", _("The guarantor")
    OTHER = "other", _("Somebody else")


REPAYING = (LoanState.DISBURSING, LoanState.CURRENT, LoanState.LATE)
"""States in which the plan runs."""

TAKING = (
    *REPAYING,
    LoanState.HOLIDAY,
    LoanState.DEFAULT,
    LoanState.RECOVERY,
    LoanState.REVOKED,
)
"""States in which receipts are taken (L23): whoever owes may pay."""

PORTFOLIO = (
    LoanState.DISBURSING,
    LoanState.CURRENT,
    LoanState.LATE,
    LoanState.HOLIDAY,
    LoanState.DEFAULT,
    LoanState.RECOVERY,
    LoanState.REVOKED,
)
"""States in which principal is outstanding: the gross portfolio."""

OPEN = (
    LoanState.SUBMITTED,
    LoanState.UNDER_REVIEW,
    LoanState.ASSESSMENT,
    LoanState.COMMITTEE,
    LoanState.INTEGRATION,
    LoanState.ADVERSE_NOTICE,
    LoanState.APPROVED,
    LoanState.CONTRACTED,
    *TAKING,
)
"""States in which a person has a loan under way."""

HELD = (TrancheState.PAID, TrancheState.REISSUED)
"""States in which the borrower holds the money of a tranche."""
