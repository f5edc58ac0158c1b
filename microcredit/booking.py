"""Books what a replay found: new entries where nothing was booked, reversals where it changed.

The journal of a loan is compared with what its replay says: what agrees stays untouched, what
does not is reversed and booked anew, so that a back-dated or reversed receipt leaves its trace
(lifecycles 0.4, L23, L24).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from accounting.accounts import G
from accounting.catalogue import (
    Dimensions,
    LoanSplit,
    Posting,
    accrue_interest,
    allocate,
    hold_overpayment,
)
from accounting.models import Entry
from lifecycle.effects import Reversal
from microcredit.allocation import Component
from microcredit.replay import Paying, Replayed, Split, replay
from microcredit.schedule import Row

if TYPE_CHECKING:
    from microcredit.models import Loan

REPLAYED = "replayed"
ALLOCATED = ("ALL", "OVP")
_FIELDS = {G.PRINCIPAL: "principal", G.INTEREST: "interest", G.OVERPAYMENTS: "over"}


@dataclass(frozen=True)
class Rebooked:
    """What a replay found, and what has to be booked for the journal to say the same."""

    replayed: Replayed
    reversals: tuple[Reversal, ...]
    postings: tuple[Posting, ...]


def rebook(loan: Loan, *, rows: Sequence[Row], receipts: Sequence[Paying], on: date) -> Rebooked:
    """Return what to reverse and to book so that the journal agrees with the replay."""
    replayed = replay(rows, receipts, loan.product_in_force.order)
    live = _live_entries(loan)
    back, postings = _interest(loan, live["INT"], rows, replayed, on)
    wanted = {receipt.label: replayed.split(receipt.label) for receipt in receipts}
    booked: dict[str, list[Entry]] = defaultdict(list)
    for entry in (entry for code in ALLOCATED for entry in live[code]):
        booked[entry.part].append(entry)
    for part in sorted({*wanted, *booked}):
        target, entries = wanted.get(part, Split()), booked[part]
        if target != _booked(entries):
            back += [Reversal(entry.pk, REPLAYED) for entry in entries]
            postings += _allocation(loan, part, target)
    return Rebooked(replayed, tuple(back), tuple(postings))


def dims_of(loan: Loan, part: str = "") -> Dimensions:
    """Return the dimensions of what is booked on a loan or on one of its receipts."""
    return Dimensions(position_id=loan.position_id or "", root=loan.label, part=part)


def _live_entries(loan: Loan) -> dict[str, list[Entry]]:
    """Return the entries that were not reversed, by posting, in the order of booking."""
    found: dict[str, list[Entry]] = defaultdict(list)
    entries = Entry.objects.filter(
        event_stream=loan.label,
        posting__in=("INT", *ALLOCATED),
        reverses__isnull=True,
        reversed_by__isnull=True,
    )
    for entry in entries.prefetch_related("movements").order_by("event_seq", "id"):
        found[entry.posting].append(entry)
    return found


def _interest(
    loan: Loan, booked: list[Entry], rows: Sequence[Row], replayed: Replayed, on: date
) -> tuple[list[Reversal], list[Posting]]:
    """INT: what has fallen due by a day, or was paid ahead of it; what is too much goes back."""
    left = {debt.nr: debt.cents[Component.INTEREST] for debt in replayed.left}
    wanted = sum(row.interest if row.due_on <= on else row.interest - left[row.nr] for row in rows)
    have, back = sum(_cents(entry) for entry in booked), []
    while have > wanted:
        entry = booked.pop()
        have -= _cents(entry)
        back.append(Reversal(entry.pk, REPLAYED))
    postings = [accrue_interest(wanted - have, dims_of(loan))] if wanted > have else []
    return back, postings


def _allocation(loan: Loan, part: str, target: Split) -> list[Posting]:
    """ALL and OVP: what a receipt paid, and what it paid too much."""
    dims, found = dims_of(loan, part), []
    if target.principal or target.interest:
        split = LoanSplit(principal=target.principal, interest=target.interest)
        found.append(allocate(split, dims))
    if target.over:
        found.append(hold_overpayment(target.over, dims))
    return found


def _booked(entries: Sequence[Entry]) -> Split:
    sums = dict.fromkeys(_FIELDS.values(), 0)
    for entry in entries:
        for movement in entry.movements.all():
            sums[_FIELDS[G(movement.credit_id)]] += movement.cents
    return Split(**sums)


def _cents(entry: Entry) -> int:
    return sum(movement.cents for movement in entry.movements.all())
