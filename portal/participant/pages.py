"""Where a participant finds their own dote and its months."""

from django.urls import reverse

from lifecycle.cases import Tracked
from portal import case_pages


def register_all() -> None:
    """Let every step that a participant takes lead back to their own pages."""
    case_pages.register("dote.dote", _dote, own=True)
    case_pages.register("dote.month", _month, own=True)


def _dote(row: Tracked) -> str:
    return reverse("own_dote", args=[row.pk])


def _month(row: Tracked) -> str:
    return reverse("own_month", args=[row.pk])
