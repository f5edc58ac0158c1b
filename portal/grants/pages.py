"""Where grants, their parts, calls and rankings are shown."""

from __future__ import annotations

from django.urls import reverse

from lifecycle.cases import Tracked
from portal import case_pages

PARTS = ("tranche", "expense", "fideiussione", "scoresheet", "businessplan", "monitoringduty")


def register_all() -> None:
    """Let everybody who links to a grant, a part of it, or a call find its page."""
    case_pages.register("startup_grants.grant", _grant)
    case_pages.register("startup_grants.grant", _own, own=True)
    for name in PARTS:
        case_pages.register(f"startup_grants.{name}", _part)
    case_pages.register("startup_grants.grantcall", _call)


def _grant(row: Tracked) -> str:
    return reverse("grant", args=[row.pk])


def _own(row: Tracked) -> str:
    return reverse("own_grant", args=[row.pk])


def _part(row: Tracked) -> str:
    return reverse("grant_part", args=[row._meta.model_name, row.pk])


def _call(row: Tracked) -> str:
    return reverse("ranking", args=[row.pk])
