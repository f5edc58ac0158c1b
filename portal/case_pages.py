"""Knows on which page a case, or a part of one, is shown: to who works on it, and to its owner."""

from collections.abc import Callable

from django.urls import reverse

from lifecycle.cases import Tracked

Address = Callable[[Tracked], str]

_pages: dict[tuple[str, bool], Address] = {}


def register(model_label: str, address: Address, *, own: bool = False) -> None:
    """Let rows of the model (such as `dote.month`) be shown at the address that the function gives.

    `own` registers the page of the participant whose case it is. Raises ValueError when another
    function was registered before.
    """
    if _pages.setdefault((model_label.lower(), own), address) is not address:
        raise ValueError(f"{model_label} is shown elsewhere already")


def address_of(subject: Tracked, *, own: bool = False) -> str:
    """Return the address of the row's page: its own, its case's, or the start page."""
    for row in (subject, subject.root):
        page = _pages.get((row._meta.label_lower, own))
        if page is not None:
            return page(row)
    return reverse("start")
