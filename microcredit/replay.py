"""Replays what a loan was paid and forgiven over its plan: what each paid, what is still owed.

Pure: the same plan and payments give the same answer, whatever the order in which they were
entered (invariant I08). Late principal bears default interest day by day where the product has
a rate; it is reckoned exactly and rounded once for each instalment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from microcredit.allocation import Allocation, Cents, Component, Debt, Order, Share, ways
from microcredit.penalty import Penalty
from microcredit.schedule import Row


class Means(StrEnum):
    """How a part of the debt goes: by money, or by an act."""

    MONEY = "money"
    WAIVED = "waived"
    CAPITALISED = "capitalised"
    REPLACED = "replaced"
    GUARANTEED = "guaranteed"
    REMITTED = "remitted"
    WRITTEN_OFF = "written_off"


CHARGES = (Component.COSTS, Component.DEFAULT_INTEREST, Component.INTEREST)
"""What can be waived or capitalised: principal never."""


@dataclass(frozen=True, slots=True, order=True)
class Paying:
    """A receipt as the replay sees it; receipts of one day go by their reference.

    An act that eases the debt comes after the receipts of its day. ``cents`` is None where it
    takes all that is left; ``parts`` are the components that it may touch, None for all.
    """

    value_on: date
    rank: int = field(init=False)
    reference: str
    cents: int | None = field(compare=False)
    label: str
    means: Means = field(default=Means.MONEY, compare=False)
    parts: tuple[Component, ...] | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rank", list(Means).index(self.means))


@dataclass(frozen=True, slots=True)
class Split:
    """What a receipt paid, in cents: principal, interest, charges, and what paid nothing."""

    principal: int = 0
    interest: int = 0
    fees: int = 0
    over: int = 0

    @property
    def used(self) -> int:
        """Return what of it went to the debt."""
        return self.principal + self.interest + self.fees


@dataclass(frozen=True, slots=True)
class Replayed:
    """What each receipt paid, by its label, and what is left of each row of the plan."""

    allocations: Mapping[str, Allocation]
    left: tuple[Debt, ...]
    charged: int = 0
    """The default interest that has come to run, in cents."""
    eased: Mapping[str, Means] = field(default_factory=dict)
    """The labels of acts, which leave nothing over, and what each is."""

    def split(self, label: str) -> Split:
        """Return what a receipt or an act paid."""
        found = self.allocations[label]
        return Split(
            principal=_of(found, Component.PRINCIPAL),
            interest=_of(found, Component.INTEREST),
            fees=_of(found, Component.DEFAULT_INTEREST) + _of(found, Component.COSTS),
            over=0 if label in self.eased else found.left,
        )

    @property
    def over(self) -> int:
        """Return what was paid too much, in cents."""
        return sum(
            found.left for label, found in self.allocations.items() if label not in self.eased
        )

    @property
    def owed(self) -> int:
        """Return all that the plan still asks for, in cents."""
        return sum(debt.total for debt in self.left)

    @property
    def principal_owed(self) -> int:
        """Return the principal that the plan still asks for, in cents."""
        return self.owed_of(Component.PRINCIPAL)

    def owed_of(self, *parts: Component) -> int:
        """Return what is owed of some components, in cents."""
        return sum(debt.cents.get(part, 0) for debt in self.left for part in parts)

    def shares(self, *means: Means) -> dict[int, int]:
        """Return what of each row went by money, or by acts of some kinds, in cents."""
        found: dict[int, int] = {}
        for label, allocation in self.allocations.items():
            if self.eased.get(label, Means.MONEY) in means:
                for share in allocation.shares:
                    found[share.nr] = found.get(share.nr, 0) + share.total
        return found

    @property
    def oldest_unpaid(self) -> date | None:
        """Return the due date of the first row that is not paid in full."""
        return next((debt.due_on for debt in self.left if debt.total), None)


def replay(
    rows: Sequence[Row],
    receipts: Iterable[Paying],
    order: Order,
    *,
    penalty: Penalty | None = None,
    until: date | None = None,
) -> Replayed:
    """Return what the receipts paid, in the order of their value dates.

    With a ``penalty`` late principal bears default interest, up to ``until`` where it is given.
    """
    ledger = _Ledger(rows, order, penalty)
    allocations: dict[str, Allocation] = {}
    paid = sorted(receipts)
    for each in paid:
        ledger.run_to(each.value_on)
        allocations[each.label] = ledger.pay(each)
    if until is not None:
        ledger.run_to(until)
    eased = {each.label: each.means for each in paid if each.means is not Means.MONEY}
    return Replayed(allocations, ledger.debts(), ledger.charged, eased)


class _Ledger:
    """The debts of a loan while its payments are replayed."""

    def __init__(self, rows: Sequence[Row], order: Order, penalty: Penalty | None) -> None:
        self._all = [_debt(row) for row in rows]
        self._open = list(self._all)
        self._order, self._penalty = order, penalty
        self._since = {row.nr: row.due_on for row in rows}
        self._exact: dict[int, int] = {}
        self.charged = 0

    def pay(self, paying: Paying) -> Allocation:
        """Let a receipt pay, or an act take away, what it can."""
        self._leave_settled_behind()
        left = paying.cents if paying.cents is not None else sum(d.total for d in self._open)
        paid: dict[int, Cents] = {}
        for debt, part in ways(self._open, self._order):
            if not left:
                break
            if paying.parts is not None and part not in paying.parts:
                continue
            taken = min(left, debt.cents.get(part, 0))
            if taken > 0:
                debt.cents[part] -= taken
                paid.setdefault(debt.nr, {})[part] = taken
                left -= taken
        return Allocation(tuple(Share(nr, parts) for nr, parts in sorted(paid.items())), left)

    def _leave_settled_behind(self) -> None:
        while self._open and not self._open[0].total:
            self._open.pop(0)

    def run_to(self, day: date) -> None:
        """Let the principal that is late on a day bear its default interest until then."""
        if self._penalty is None:
            return
        for debt in self._open:
            if debt.due_on is None or debt.due_on >= day:
                break
            self._charge(debt, day, self._penalty)

    def _charge(self, debt: Debt, day: date, penalty: Penalty) -> None:
        since, principal = self._since[debt.nr], debt.cents[Component.PRINCIPAL]
        if since >= day:
            return
        self._since[debt.nr] = day
        before = self._exact.get(debt.nr, 0)
        exact = before + principal * penalty.between(since, day)
        self._exact[debt.nr] = exact
        cents = penalty.cents(exact) - penalty.cents(before)
        debt.cents[Component.DEFAULT_INTEREST] += cents
        self.charged += cents

    def debts(self) -> tuple[Debt, ...]:
        """Return what is left of each row."""
        return tuple(self._all)


def _debt(row: Row) -> Debt:
    parts = {
        Component.DEFAULT_INTEREST: row.charges,
        Component.INTEREST: row.interest,
        Component.PRINCIPAL: row.principal,
    }
    return Debt(row.nr, parts, row.due_on)


def _of(found: Allocation, component: Component) -> int:
    return sum(share.cents.get(component, 0) for share in found.shares)
