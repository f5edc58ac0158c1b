"""Where a loan and its parts are shown."""

from django.urls import reverse

from lifecycle.cases import Tracked
from portal import case_pages


def register_all() -> None:
    """Let everybody who links to a loan, or to a part of it, find its page."""
    case_pages.register("microcredit.loan", _loan)
    case_pages.register("microcredit.loan", _own, own=True)


def _loan(row: Tracked) -> str:
    return reverse("loan", args=[row.pk])


def _own(row: Tracked) -> str:
    return reverse("own_loan", args=[row.pk])
