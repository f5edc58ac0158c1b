"""The stability period of a grant: its days, its duties, what a breach costs (G31 to G33)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lifecycle.effects import Beginning
from lifecycle.procedures.revocation.rows import RevokedRow, Standing, plain, standings
from startup_grants.de_minimis import years_before
from startup_grants.stability import ProRata, Span, pro_rata, stability_period

if TYPE_CHECKING:
    from startup_grants.models import Grant, MonitoringDuty

CAUSE = "not_performed"


def period_of(grant: Grant, *, settled_on: date) -> Span:
    """Return the stability period: it begins with the final payment."""
    paid = grant.tranches.as_system().exclude(paid_on=None).order_by("-paid_on").first()
    begins = paid.paid_on if paid is not None and paid.paid_on else settled_on
    return stability_period(begins, years=grant.rules.stability_years)


def duties(grant: Grant) -> tuple[Beginning, ...]:
    """Return the beginning of a duty for each year: it is due when the year is over."""
    from startup_grants.models import MonitoringDuty

    return tuple(
        Beginning(MonitoringDuty, {"grant": grant, "year": year, "due_on": day})
        for year, day in enumerate(due_days(grant), start=1)
    )


def due_days(grant: Grant) -> list[date]:
    """Return the days on which the yearly declarations of a grant are due."""
    first = _period(grant).first
    years = range(1, grant.rules.stability_years + 1)
    return [years_before(first, -year) - timedelta(days=1) for year in years]


def cost_of_breach(grant: Grant, breaches: Sequence[Span]) -> ProRata:
    """Return what is recovered of what is paid for the days of the breaches."""
    paid = sum(each.paid + each.claimed for each in standings(grant.label))
    return pro_rata(paid, period=_period(grant), breaches=breaches)


def revocation(duty: MonitoringDuty) -> tuple[Beginning, ...]:
    """Return the beginning of a revocation of the part that the breach costs."""
    from lifecycle.models import Revocation

    if not duty.recover_cents:
        return ()
    rows = shares(standings(duty.grant.label), duty.recover_cents)
    fields = {
        "case_label": duty.grant.label,
        "cause": CAUSE,
        "total": False,
        "rows": plain(rows),
    }
    return (Beginning(Revocation, fields),)


def shares(held: Sequence[Standing], cents: int) -> list[RevokedRow]:
    """Return how a sum is taken back from what is paid, in proportion, to the last cent.

    The parts are taken in order and each gets its share of what is still to be given out, rounded
    down, so that the last one takes the rest.
    """
    paid = [(each, each.paid + each.claimed) for each in held if each.paid + each.claimed]
    left, whole, rows = cents, sum(sum_paid for _each, sum_paid in paid), []
    for each, sum_paid in paid:
        share = left * sum_paid // whole if whole else 0
        left, whole = left - share, whole - sum_paid
        if share:
            rows.append(RevokedRow(part=each.part, position=each.position, recover=share))
    return rows


def _period(grant: Grant) -> Span:
    if grant.stable_from is None or grant.stable_until is None:
        raise ValueError(f"{grant.label} is in no stability period")
    return Span(grant.stable_from, grant.stable_until)
