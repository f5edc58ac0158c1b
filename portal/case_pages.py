"""Knows on which page a case, or a part of one, is shown."""

from collections.abc import Callable

from django.urls import reverse

from lifecycle.cases import Tracked

_pages: dict[str, Callable[[Tracked], str]] = {}


def register(model_label: str, address: Callable[[Tracked], str]) -> None:
    """Let rows of the model (such as `dote.month`) be shown at the address that the function gives.

    Raises ValueError when another function was registered before.
    """
    if _pages.setdefault(model_label.lower(), address) is not address:
        raise ValueError(f"{model_label} is shown elsewhere already")


def address_of(subject: Tracked) -> str:
    """Return the address of the row's page: its own, its case's, or the start page."""
    for row in (subject, subject.root):
        page = _pages.get(row._meta.label_lower)
        if page is not None:
            return page(row)
    return reverse("start")
