"""What a receipt, or its reversal, would change: shown before anybody confirms it.

Reads only: the same replay as the step itself, beside the replay of what stands now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from microcredit.allocation import Allocation
from microcredit.ledger import payments_of
from microcredit.replay import Means, Paying
from microcredit.standing import Standing, stand

if TYPE_CHECKING:
    from microcredit.models import Loan

NEW = "new"
"""The label of a receipt that is not entered yet."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A payment that paid one thing and would pay another; None where it counts no more."""

    paid: Paying
    before: Allocation
    after: Allocation | None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Where the loan would stand, what the new receipt would pay, and what would move."""

    now: Standing
    then: Standing
    new: Allocation | None
    moved: tuple[Moved, ...]


def receipt(loan: Loan, *, cents: int, value_on: date, reference: str, on: date) -> Foreseen:
    """Return what a receipt would change."""
    there = payments_of(loan)
    one = Paying(value_on, reference, cents, NEW)
    return _compared(loan, there, [*there, one], on)


def reversal(loan: Loan, receipt_id: str, *, on: date) -> Foreseen:
    """Return what taking a receipt back would change."""
    return _compared(loan, payments_of(loan), payments_of(loan, but=receipt_id), on)


def _compared(loan: Loan, before: Sequence[Paying], after: Sequence[Paying], on: date) -> Foreseen:
    version = loan.live_version
    rows = version.plan_rows if version else ()
    now, then = stand(loan, rows, before, on=on), stand(loan, rows, after, on=on)
    was, will = now.replayed.allocations, then.replayed.allocations
    moved = (
        Moved(each, was[each.label], will.get(each.label))
        for each in sorted(before)
        if each.means is Means.MONEY and was[each.label] != will.get(each.label)
    )
    return Foreseen(now, then, will.get(NEW), tuple(moved))
