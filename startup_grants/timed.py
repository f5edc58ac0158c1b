"""What time brings to a grant: drafts after the window, agreements not signed, guarantees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from lifecycle import timed
from lifecycle.timed import TimedStep
from startup_grants.duty_guards import ASKED_BEFORE
from startup_grants.fideiussione_guards import WARNED_BEFORE, warning_due
from startup_grants.models import Fideiussione, Grant, MonitoringDuty
from startup_grants.standing import final_ranking
from startup_grants.states import DutyState, FideiussioneState, GrantState

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
    timed.register(
        TimedStep(
            "startup_grants.fideiussione",
            "warn_again",
            _("Guarantees that expire sooner"),
            expiring_sooner,
            adverse=True,
        )
    )
    timed.register(
        TimedStep(GRANT, "expire_works", _("Works whose time is over"), overdue, adverse=True)
    )
    duty = "startup_grants.monitoringduty"
    timed.register(TimedStep(duty, "fall_due", _("Yearly duties"), duties_due, adverse=False))
    timed.register(
        TimedStep(duty, "mark_missing", _("Yearly duties not met"), duties_missing, adverse=True)
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


def expiring_sooner(on: date) -> Iterator[Fideiussione]:
    """Yield guarantees whose next warning is due: at sixty days, and at thirty (GF5N)."""
    rows = Fideiussione.objects.as_system().filter(state=FideiussioneState.EXPIRING)
    for row in rows.order_by("id"):
        due = warning_due(row, on)
        if due is not None and (row.warned_days is None or due < row.warned_days):
            yield row


def overdue(on: date) -> Iterable[Grant]:
    """Return grants whose last day for the works has passed (G28S)."""
    rows = Grant.objects.as_system().filter(state=GrantState.IN_EXECUTION, ends_on__lt=on)
    return rows.order_by("id")


def duties_due(on: date) -> Iterable[MonitoringDuty]:
    """Return yearly duties whose day is near (GY2)."""
    rows = MonitoringDuty.objects.as_system().filter(
        state=DutyState.SCHEDULED,
        due_on__lte=on + ASKED_BEFORE,
        grant__state=GrantState.MONITORING,
    )
    return rows.order_by("id")


def duties_missing(on: date) -> Iterable[MonitoringDuty]:
    """Return yearly duties whose day has passed without a declaration (GY6)."""
    rows = MonitoringDuty.objects.as_system().filter(state=DutyState.DUE, due_on__lt=on)
    return rows.order_by("id")
