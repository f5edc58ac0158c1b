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


class SnapshotState(models.TextChoices):
    """Rows as transmitted are frozen, and stay frozen."""

    FROZEN = "frozen", _("Frozen")
