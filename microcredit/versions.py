"""Draws up versions of a plan: from the product, what was paid out, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from lifecycle.effects import Beginning
from microcredit.facts import VersionFacts
from microcredit.plan_rows import plain
from microcredit.planning import Payout, terms_for
from microcredit.schedule import Row, plan
from microcredit.states import HELD

if TYPE_CHECKING:
    from microcredit.models import Loan, ScheduleVersion, Tranche


def payouts(loan: Loan, *, paid: Tranche | None = None) -> list[Payout]:
    """Return what the borrower holds, tranche by tranche, `paid` as it is being paid now."""
    held = loan.tranches.as_system().filter(state__in=HELD, paid_on__isnull=False)
    rows = held.exclude(pk=paid.pk) if paid is not None else held
    found = [Payout(each.paid_on, each.cents) for each in rows if each.paid_on is not None]
    if paid is not None and paid.paid_on is not None:
        found.append(Payout(paid.paid_on, paid.cents))
    return sorted(found, key=lambda payout: payout.on)


def drawn_up(loan: Loan, *, payouts: Sequence[Payout], on: date, cause: str) -> Beginning:
    """Return the version of the plan that follows from what is paid out."""
    terms = terms_for(loan.product_in_force, payouts, months=loan.approved_months or 1)
    return of_rows(loan, plan(terms).rows, cause=cause)


def of_rows(loan: Loan, rows: Sequence[Row], *, cause: str, because_of: str = "") -> Beginning:
    """Return a version that has these rows."""
    from microcredit.models import ScheduleVersion

    return Beginning(
        ScheduleVersion,
        {"loan": loan, "cause": cause, "rows": plain(rows), "because_of": because_of},
    )


def first_day(loan: Loan) -> date | None:
    """Return the day on which the borrower got the first money; None before."""
    return min((each.on for each in payouts(loan)), default=None)


def before_it(loan: Loan, because_of: str) -> ScheduleVersion | None:
    """Return the version that was in force before the live one, if that came with something."""
    live = loan.live_version
    if live is None or live.because_of != because_of or live.cause == VersionFacts.Cause.UNDONE:
        return None
    found: ScheduleVersion = loan.versions.as_system().get(number=live.number - 1)
    return found


def given_back(
    loan: Loan, before: ScheduleVersion | None, *, because_of: str
) -> tuple[Beginning, ...]:
    """Return the version that brings an earlier plan back, none where it stays as it is."""
    if before is None:
        return ()
    rows = before.plan_rows
    return (of_rows(loan, rows, cause=VersionFacts.Cause.UNDONE, because_of=because_of),)
