"""A closed period opened once more: asked for by one person, signed by another, with the reason.

Only where nothing that was booked in it stands in a claim or is certified: what the Commission was
told of these days does not change behind its back (lifecycles 7, *accounting period*).
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounting import periods
from accounting.models import Movement, PartBalance, Period
from accounting.models.period import PeriodState, ReopeningReason

DECLARED = Q(f6__gt=0) | Q(f7__gt=0) | Q(f8__gt=0)
"""Claimed, validated or certified."""


@transaction.atomic
def ask(period: Period, *, reason: ReopeningReason, actor: str, role: str) -> Period:
    """Ask for a closed period to be reopened: the first of two signatures.

    Raises ValidationError with every reason against it.
    """
    period = _closed(period)
    if period.reopening_asked_by:
        raise ValidationError(_("The reopening of this period was asked for already."))
    periods.record(
        period, "ask_reopening", source=period.state, actor=actor, role=role, reason=reason.value
    )
    period.reopening_reason, period.reopening_asked_by = reason, actor
    period.save(update_fields=["reopening_reason", "reopening_asked_by"])
    return period


@transaction.atomic
def reopen(period: Period, *, actor: str, role: str) -> Period:
    """Reopen a period, as another person than whoever has asked for it: the second signature.

    Raises ValidationError with every reason against it.
    """
    period = _closed(period)
    if not period.reopening_asked_by:
        raise ValidationError(_("Nobody has asked for this period to be reopened."))
    if actor == period.reopening_asked_by:
        raise ValidationError(_("You asked for the reopening: another person signs it."))
    period.state, period.reopened_by = PeriodState.REOPENED, actor
    periods.record(period, "reopen_period", source="closed", actor=actor, role=role)
    period.save(update_fields=["state", "reopened_by"])
    return period


@transaction.atomic
def keep_closed(period: Period, *, actor: str, role: str) -> Period:
    """Refuse, or take back, a reopening that was asked for."""
    period = periods.locked(period, PeriodState.CLOSED)
    if not period.reopening_asked_by:
        raise ValidationError(_("Nobody has asked for this period to be reopened."))
    periods.record(period, "keep_closed", source=period.state, actor=actor, role=role)
    period.reopening_reason = period.reopening_asked_by = ""
    period.save(update_fields=["reopening_reason", "reopening_asked_by"])
    return period


def _closed(period: Period) -> Period:
    period = periods.locked(period, PeriodState.CLOSED)
    declared = _declared_parts(period)
    if declared:
        raise ValidationError(
            ngettext(
                "%(count)s payment of these days is in a claim or certified: it is corrected there,"
                " and the period stays closed.",
                "%(count)s payments of these days are in a claim or certified: they are corrected"
                " there, and the period stays closed.",
                declared,
            )
            % {"count": declared}
        )
    return period


def _declared_parts(period: Period) -> int:
    """Return how many parts of cases, moved in the period, are declared to somebody."""
    moved = Movement.objects.filter(
        root=OuterRef("root"),
        part=OuterRef("part"),
        entry__booked_on__range=(period.starts_on, period.ends_on),
    )
    return PartBalance.objects.filter(DECLARED, Exists(moved)).count()
