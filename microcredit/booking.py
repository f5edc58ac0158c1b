"""Books what a replay found: new entries where nothing was booked, reversals where it changed.

The journal of a loan is compared with what its replay says: what agrees stays untouched, what
does not is reversed and booked anew, so that a back-dated or reversed receipt leaves its trace
(lifecycles 0.4, L23, L24).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
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
    capitalise,
    charge_default_interest,
    hold_overpayment,
    settle,
    waive_charges,
    write_off,
)
from accounting.catalogue.loans import Charge
from accounting.models import Entry
from lifecycle.effects import Reversal
from microcredit.allocation import Component
from microcredit.ledger import penalty_of
from microcredit.replay import Means, Paying, Replayed, Split, replay
from microcredit.schedule import Row

if TYPE_CHECKING:
    from microcredit.models import Loan

REPLAYED = "replayed"
ACCRUED = ("INT", "DEF")
USED = ("ALL", "OVP", "WAI", "CAP", "WOF", "STL", "GCL")
_FIELDS = {
    G.PRINCIPAL: "principal",
    G.INTEREST: "interest",
    G.FEES: "fees",
    G.OVERPAYMENTS: "over",
}


@dataclass(frozen=True)
class Rebooked:
    """What a replay found, and what has to be booked for the journal to say the same."""

    replayed: Replayed
    reversals: tuple[Reversal, ...]
    postings: tuple[Posting, ...]


def rebook(loan: Loan, *, rows: Sequence[Row], paid: Sequence[Paying], on: date) -> Rebooked:
    """Return what to reverse and to book so that the journal agrees with the replay."""
    order, penalty = loan.product_in_force.order, penalty_of(loan)
    replayed = replay(rows, paid, order, penalty=penalty, until=on)
    live = _live_entries(loan)
    back, postings = _accrued(loan, live["INT"], interest_until(rows, replayed, on))
    more = _accrued(loan, live["DEF"], replayed.charged, post=charge_default_interest)
    back, postings = [*back, *more[0]], [*postings, *more[1]]
    wanted = {each.label: each for each in paid}
    booked: dict[str, list[Entry]] = defaultdict(list)
    for entry in (entry for code in USED for entry in live[code]):
        booked[entry.part].append(entry)
    for part in sorted({*wanted, *booked}):
        moved = part in wanted and wanted[part].means is not Means.REPLACED
        target, entries = replayed.split(part) if moved else Split(), booked[part]
        if target != _booked(entries):
            back += [Reversal(entry.pk, REPLAYED) for entry in entries]
            postings += _used(loan, wanted.get(part), target)
    return Rebooked(replayed, tuple(back), tuple(postings))


def dims_of(loan: Loan, part: str = "") -> Dimensions:
    """Return the dimensions of what is booked on a loan or on one of its receipts."""
    return Dimensions(position_id=loan.position_id or "", root=loan.label, part=part)


def _live_entries(loan: Loan) -> dict[str, list[Entry]]:
    """Return the entries that were not reversed, by posting, in the order of booking."""
    found: dict[str, list[Entry]] = defaultdict(list)
    entries = Entry.objects.filter(
        event_stream=loan.label,
        posting__in=(*ACCRUED, *USED),
        reverses__isnull=True,
        reversed_by__isnull=True,
    )
    for entry in entries.prefetch_related("movements").order_by("event_seq", "id"):
        found[entry.posting].append(entry)
    return found


def interest_until(rows: Sequence[Row], replayed: Replayed, on: date) -> int:
    """Return the interest that has fallen due by a day, or was paid ahead of it."""
    left = {debt.nr: debt.cents[Component.INTEREST] for debt in replayed.left}
    return sum(
        row.interest - row.carried
        if row.due_on <= on
        else max(row.interest - left[row.nr] - row.carried, 0)
        for row in rows
    )


def _accrued(
    loan: Loan,
    booked: list[Entry],
    wanted: int,
    *,
    post: Callable[[int, Dimensions], Posting] = accrue_interest,
) -> tuple[list[Reversal], list[Posting]]:
    """INT, DEF: book what has come to run and is not booked yet; what is too much goes back."""
    have, back = sum(_cents(entry) for entry in booked), []
    while have > wanted:
        entry = booked.pop()
        have -= _cents(entry)
        back.append(Reversal(entry.pk, REPLAYED))
    return back, [post(wanted - have, dims_of(loan))] if wanted > have else []


def _used(loan: Loan, paid: Paying | None, target: Split) -> list[Posting]:
    """Return the entries of what a receipt paid, or of what an act took away."""
    if paid is None:
        return []
    dims = dims_of(loan, paid.label)
    if paid.means is Means.MONEY:
        return _allocation(target, dims)
    book = _EASED.get(paid.means)
    return book(loan, target, dims) if book and target.used else []


def _allocation(target: Split, dims: Dimensions) -> list[Posting]:
    """ALL and OVP: what a receipt paid, and what it paid too much."""
    found = [allocate(_loan_split(target), dims)] if target.used else []
    return [*found, hold_overpayment(target.over, dims)] if target.over else found


def _waived(_loan: Loan, target: Split, dims: Dimensions) -> list[Posting]:
    """WAI: interest and charges that nobody asks for any more."""
    parts: list[tuple[Charge, int]] = [(G.INTEREST, target.interest), (G.FEES, target.fees)]
    return [waive_charges(cents, dims, charge=charge) for charge, cents in parts if cents]


def _capitalised(_loan: Loan, target: Split, dims: Dimensions) -> list[Posting]:
    """CAP: interest and charges that become principal."""
    parts: list[tuple[Charge, int]] = [(G.INTEREST, target.interest), (G.FEES, target.fees)]
    return [capitalise(cents, dims, charge=charge) for charge, cents in parts if cents]


def _written_off(loan: Loan, target: Split, dims: Dimensions) -> list[Posting]:
    """WOF: a loss, out of what was set aside as far as it reaches, principal first."""
    return [write_off(_loan_split(target), dims, allowance=loan.provided_cents)]


def _remitted(loan: Loan, target: Split, dims: Dimensions) -> list[Posting]:
    """STL: what a settlement does not ask for any more."""
    return [settle(LoanSplit(), _loan_split(target), dims, allowance=loan.provided_cents)]


_EASED = {
    Means.WAIVED: _waived,
    Means.CAPITALISED: _capitalised,
    Means.WRITTEN_OFF: _written_off,
    Means.REMITTED: _remitted,
}


def _loan_split(target: Split) -> LoanSplit:
    return LoanSplit(principal=target.principal, interest=target.interest, fees=target.fees)


def _booked(entries: Sequence[Entry]) -> Split:
    sums = dict.fromkeys(_FIELDS.values(), 0)
    for entry in entries:
        for movement in entry.movements.all():
            sums[_FIELDS[G(movement.credit_id)]] += movement.cents
    return Split(**sums)


def _cents(entry: Entry) -> int:
    return sum(movement.cents for movement in entry.movements.all())
