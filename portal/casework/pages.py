"""Where the dote and its parts are shown."""

from django.urls import reverse

from lifecycle.cases import Tracked
from portal import case_pages
from portal.procedures import variation


def register_all() -> None:
    """Let everybody who links to a dote or a part of it find its page."""
    case_pages.register("dote.dote", lambda row: reverse("dote", args=[row.pk]))
    case_pages.register("dote.serviceline", _line)
    case_pages.register("dote.month", _month)
    variation.write_at("dote.dote", "draft_variation")


def _line(row: Tracked) -> str:
    return reverse("service_line", args=[row.pk])


def _month(row: Tracked) -> str:
    return reverse("month", args=[row.pk])
