"""The states of claims and of expenditure items, and the kinds of claims (lifecycles 5 and 6)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ClaimState(models.TextChoices):
    """Where a claim stands."""

    DRAFT = "draft", _("Draft")
    PRECHECKED = "prechecked", _("Prechecked")
    SIGNED = "signed", _("Signed")
    SUBMITTED = "submitted", _("Transmitted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CANCELLED = "cancelled", _("Cancelled")


OPEN_CLAIMS = (ClaimState.DRAFT, ClaimState.PRECHECKED, ClaimState.SIGNED)
"""States in which a claim is being prepared: one at a time."""
VOID_CLAIMS = (ClaimState.WITHDRAWN, ClaimState.CANCELLED)
"""States in which a claim no longer covers its period."""
TRANSMITTED = (ClaimState.SUBMITTED, ClaimState.WITHDRAWN)
"""States in which a claim has been transmitted, so that its rows are frozen."""
LOOSE_CLAIMS = (ClaimState.DRAFT, ClaimState.PRECHECKED, *VOID_CLAIMS)
"""States in which an item may leave a claim (E06)."""


class ClaimKind(models.TextChoices):
    """What a claim is for."""

    INTERIM = "interim", _("Interim")
    FINAL = "final", _("Final")
    SUPPLEMENTARY = "supplementary", _("Supplementary")
    NIL = "nil", _("Nil")


class ItemState(models.TextChoices):
    """Where an expenditure item stands."""

    DRAFT = "draft", _("To complete")
    READY = "ready", _("Ready to be declared")
    DECLARED = "declared", pgettext_lazy("an item", "Declared")
    CANCELLED = "cancelled", _("Cancelled")


class CorrectionState(models.TextChoices):
    """Where the correction of a transmitted item stands."""

    FOUND = "found", pgettext_lazy("a correction", "Found")
    DROPPED = "finding_dropped", pgettext_lazy("a correction", "Not confirmed")
    CORRECTED = "corrected", pgettext_lazy("a correction", "Corrected")
    LISTED = "listed", _("In a claim as a deduction")
    WITHDRAWN = "withdrawn", pgettext_lazy("a correction", "Withdrawn")
    OVERTURNED = "overturned", pgettext_lazy("a correction", "Overturned")
    REINSTATED = "reinstated", _("To be claimed again")
    RELISTED = "relisted", _("In a claim again")
    RESTORED = "restored", _("Claimed again")


VOID_CORRECTIONS = (CorrectionState.DROPPED, CorrectionState.OVERTURNED)
"""States in which a correction takes nothing from its item."""
CONFIRMED_CORRECTIONS = (
    CorrectionState.CORRECTED,
    CorrectionState.LISTED,
    CorrectionState.WITHDRAWN,
)
"""States in which two people have found that the amount is not to be claimed."""
DEDUCTED = (CorrectionState.LISTED, CorrectionState.WITHDRAWN)
CLAIMED_AGAIN = (CorrectionState.RELISTED, CorrectionState.RESTORED)
UNFINISHED_CORRECTIONS = (
    CorrectionState.FOUND,
    CorrectionState.CORRECTED,
    CorrectionState.LISTED,
    CorrectionState.REINSTATED,
    CorrectionState.RELISTED,
)
"""States in which a correction waits for somebody, or for the next claim."""


class FindingSource(models.TextChoices):
    """Who found what is corrected (lifecycles 5, E18)."""

    REVOCATION = "revocation", pgettext_lazy("a finding of", "The office, which revokes")
    FIRST_LEVEL = "first_level", pgettext_lazy("a finding of", "First-level control")
    AUDIT = "audit", pgettext_lazy("a finding of", "Audit authority")
    COMMISSION = "commission", pgettext_lazy("a finding of", "European Commission")
    COURT_OF_AUDITORS = "court_of_auditors", pgettext_lazy("a finding of", "Court of Auditors")
    OLAF = "olaf", pgettext_lazy("a finding of", "OLAF")
    JUDGE = "judge", pgettext_lazy("a finding of", "A judge")


class SnapshotState(models.TextChoices):
    """Rows as transmitted are frozen, and stay frozen."""

    FROZEN = "frozen", _("Frozen")
