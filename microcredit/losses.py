"""What a loan that fails does to plan and books: due at once, set aside, lost, given back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from accounting.catalogue import Posting, provide, recover_late, release_provision
from microcredit import versions
from microcredit.booking import dims_of
from microcredit.easing import Changed, changed
from microcredit.facts import VersionFacts
from microcredit.replanning import accelerated as due_at_once
from microcredit.replanning import running_interest
from microcredit.schedule import Row
from microcredit.standing import standing
from microcredit.states import HELD

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from microcredit.models import Loan

CAUSE = VersionFacts.Cause


def owed_cents(loan: Loan, act: Act) -> int:
    """Return all that is owed, in cents (for the approval bands)."""
    return standing(loan, on=act.on).owed


def money_is_out(loan: Loan) -> bool:
    """Say whether the borrower holds, or held, any money of the loan."""
    return bool(loan.tranches.as_system().filter(state__in=HELD).exists())


def accelerated(loan: Loan, *, on: date) -> Changed:
    """Return what changes when all principal falls due on a day, with interest to the day."""
    rows = loan.plan_rows
    interest = running_interest(rows, since=versions.first_day(loan) or on, on=on)
    whole = due_at_once(rows, on=on, interest=interest)
    return changed(loan, on=on, rows=whole, cause=CAUSE.ACCELERATION)


def restored(loan: Loan, *, on: date) -> Changed:
    """Return what changes when the plan from before the acceleration runs again."""
    return changed(loan, on=on, rows=_before(loan), cause=CAUSE.UNDONE)


def reinstated(loan: Loan, *, on: date) -> Changed:
    """Return what changes when a revocation fell; the days of the stay are a pause."""
    if loan.revoked_on is not None:
        last = max(on - timedelta(days=1), loan.revoked_on)
        loan.pauses = [*loan.pauses, [loan.revoked_on.isoformat(), last.isoformat()]]
    live = loan.live_version
    if live is None or live.cause != CAUSE.ACCELERATION:
        return Changed((), (), (), (), standing(loan, on=on))
    return restored(loan, on=on)


def booked_anew(loan: Loan, *, on: date) -> Changed:
    """Return what changes when days stop counting: default interest that ran after them."""
    return changed(loan, on=on)


def provided(loan: Loan) -> tuple[Posting, ...]:
    """ALW: set aside what will hardly come back."""
    return (provide(loan.provided_cents, dims_of(loan)),) if loan.provided_cents else ()


def released(loan: Loan) -> tuple[Posting, ...]:
    """ALW: what was set aside is free; the loan notes it."""
    cents, loan.provided_cents = loan.provided_cents, 0
    return (release_provision(cents, dims_of(loan)),) if cents else ()


def lost(loan: Loan, change: Changed) -> int:
    """Return what an act took away, in cents."""
    return change.standing.replayed.split(change.labels[0]).used


def left_over(loan: Loan, change: Changed) -> tuple[Posting, ...]:
    """ALW: release what was set aside beyond what was lost; the loss has used the rest."""
    rest = max(loan.provided_cents - lost(loan, change), 0)
    return (release_provision(rest, dims_of(loan)),) if rest else ()


def came_late(loan: Loan, cents: int) -> Posting:
    """RWO: cash for what was written off."""
    return recover_late(cents, dims_of(loan), revolving=False)


def _before(loan: Loan) -> Sequence[Row]:
    version = loan.version_before(CAUSE.ACCELERATION)
    if version is None:
        raise LookupError(f"{loan.label} never fell due at once")
    return version.plan_rows
