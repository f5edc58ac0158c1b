"""Reasons are codes with a title in four languages: what a step is told must be one of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lifecycle.acts import Act
from lifecycle.guards import Guard
from people.roles import Role
from programme.models import Reason


def coded(use: Reason.Use, *cleared_by: Role) -> Guard:
    """Return the guard that ``reason``, or each of ``reasons``, is a coded reason for the use."""

    def condition(_subject: Any, act: Act) -> Iterator[str | Promise]:
        given = told(act)
        if given is None:
            return
        if not given:
            yield _("Give at least one reason.")
        for code in Reason.objects.unknown(use, given):
            yield _("“%(code)s” is no reason for this: choose one of the list.") % {"code": code}

    return Guard(code="reason_is_coded", condition=condition, cleared_by=cleared_by)


def told(act: Act) -> list[str] | None:
    """Return the reasons that a step is told, or None where it is not told any yet."""
    if "reasons" in act.facts:
        return list(act["reasons"])
    return [act["reason"]] if "reason" in act.facts else None


def titles(codes: list[str], language: str) -> list[dict[str, str]]:
    """Return each reason for a paper: in Italian, in the person's language, with its source."""
    found = Reason.objects.in_bulk(codes)
    return [
        {
            "title": found[code].title_in("it"),
            "own_title": found[code].title_in(language),
            "source": found[code].source,
        }
        for code in codes
    ]
