"""Where claims and expenditure items are shown."""

from django.urls import reverse

from lifecycle.cases import Tracked
from portal import case_pages


def register_all() -> None:
    """Let everybody who links to one of them find its page."""
    case_pages.register("expenditure.claim", _claim)
    case_pages.register("expenditure.item", _item)
    case_pages.register("expenditure.correction", lambda row: _item(row.root))


def _claim(row: Tracked) -> str:
    return reverse("claim", args=[row.pk])


def _item(row: Tracked) -> str:
    return reverse("item", args=[row.pk])
