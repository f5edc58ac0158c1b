"""What time brings to a grant: drafts after the window, agreements not signed, guarantees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from lifecycle import timed
from lifecycle.timed import TimedStep
from startup_grants.fideiussione_guards import WARNED_BEFORE
from startup_grants.models import Fideiussione, Grant
from startup_grants.standing import final_ranking
from startup_grants.states import FideiussioneState, GrantState

GRANT = "startup_grants.grant"


def register_all() -> None:
    """Let the timer know the timed steps of grants and guarantees."""
    timed.register(
        TimedStep(GRANT, "cancel", _("Drafts of closed calls"), late_drafts, adverse=True)
    )
    timed.register(
        TimedStep(GRANT, "lapse_unsigned", _("Agreements not signed"), unsigned, adverse=True)
    )
    timed.register(
        TimedStep(GRANT, "lapse_waiting", _("Rankings that are over"), waiting, adverse=True)
    )
    timed.register(
        TimedStep(
            "startup_grants.fideiussione",
            "warn",
            _("Guarantees that expire"),
            expiring,
            adverse=False,
        )
    )


def late_drafts(on: date) -> Iterable[Grant]:
    """Return drafts of calls that have closed (G03)."""
    drafts = Grant.objects.as_system().filter(state=GrantState.DRAFT, call__closes_on__lt=on)
    return drafts.order_by("id")


def unsigned(on: date) -> Iterable[Grant]:
    """Return grants whose term for signing has passed (G21)."""
    granted = Grant.objects.as_system().filter(state=GrantState.GRANTED, sign_by__lt=on)
    return granted.order_by("id")


def waiting(on: date) -> Iterator[Grant]:
    """Yield applications on the reserve list of a ranking that is over (G17)."""
    rows = Grant.objects.as_system().filter(state=GrantState.WAITLISTED)
    for grant in rows.select_related("version").order_by("id"):
        ranking = final_ranking(grant)
        if ranking is None or ranking.final_on is None:
            continue
        if ranking.final_on + timedelta(days=grant.rules.validity_days) < on:
            yield grant


def expiring(on: date) -> Iterable[Fideiussione]:
    """Return guarantees in force that expire within ninety days (GF5)."""
    active = Fideiussione.objects.as_system().filter(
        state=FideiussioneState.ACTIVE, expires_on__lte=on + WARNED_BEFORE
    )
    return active.order_by("id")
