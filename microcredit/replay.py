"""Replays the receipts of a loan over its plan: what each paid, and what is still owed.

Pure: the same plan and receipts give the same answer, whatever the order in which they were
entered (invariant I08).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from microcredit.allocation import Allocation, Component, Debt, Order, after, allocate
from microcredit.schedule import Row


@dataclass(frozen=True, slots=True, order=True)
class Paying:
    """A receipt as the replay sees it; receipts of one day go by their reference."""

    value_on: date
    reference: str
    cents: int
    label: str


@dataclass(frozen=True, slots=True)
class Split:
    """What a receipt paid, in cents: principal, interest, and what found nothing to pay."""

    principal: int = 0
    interest: int = 0
    over: int = 0


@dataclass(frozen=True, slots=True)
class Replayed:
    """What each receipt paid, by its label, and what is left of each row of the plan."""

    allocations: Mapping[str, Allocation]
    left: tuple[Debt, ...]

    def split(self, label: str) -> Split:
        """Return what a receipt paid."""
        found = self.allocations[label]
        return Split(
            principal=_of(found, Component.PRINCIPAL),
            interest=_of(found, Component.INTEREST),
            over=found.left,
        )

    @property
    def over(self) -> int:
        """Return what was paid too much, in cents."""
        return sum(found.left for found in self.allocations.values())

    @property
    def owed(self) -> int:
        """Return all that the plan still asks for, in cents."""
        return sum(debt.total for debt in self.left)

    @property
    def principal_owed(self) -> int:
        """Return the principal that the plan still asks for, in cents."""
        return sum(debt.cents[Component.PRINCIPAL] for debt in self.left)

    @property
    def oldest_unpaid(self) -> date | None:
        """Return the due date of the first row that is not paid in full."""
        return next((debt.due_on for debt in self.left if debt.total), None)


def replay(rows: Sequence[Row], receipts: Iterable[Paying], order: Order) -> Replayed:
    """Return what the receipts paid, in the order of their value dates."""
    settled: list[Debt] = []
    debts = [_debt(row) for row in rows]
    allocations: dict[str, Allocation] = {}
    for receipt in sorted(receipts):
        found = allocate(debts, receipt.cents, order=order)
        debts = after(debts, found.shares)
        while debts and not debts[0].total:
            settled.append(debts.pop(0))
        allocations[receipt.label] = found
    return Replayed(allocations, (*settled, *debts))


def _debt(row: Row) -> Debt:
    parts = {Component.INTEREST: row.interest, Component.PRINCIPAL: row.principal}
    return Debt(row.nr, parts, row.due_on)


def _of(found: Allocation, component: Component) -> int:
    return sum(share.cents.get(component, 0) for share in found.shares)
