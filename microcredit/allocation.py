"""What a payment pays: instalment by instalment, part by part, in the order of the product.

The order is data: where nothing else was agreed, costs and interest come before principal
(art. 1194 of the Civil Code) and the oldest instalment before the others (art. 1193).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum


class Component(StrEnum):
    """A part of what is due."""

    COSTS = "costs"
    DEFAULT_INTEREST = "default_interest"
    INTEREST = "interest"
    PRINCIPAL = "principal"


class Across(StrEnum):
    """How a payment goes through several instalments."""

    INSTALMENTS = "instalments"
    COMPONENTS = "components"


Cents = dict[Component, int]

ART_1194 = (
    Component.COSTS,
    Component.DEFAULT_INTEREST,
    Component.INTEREST,
    Component.PRINCIPAL,
)


@dataclass(frozen=True, slots=True)
class Order:
    """The order in which a payment is used; each component once."""

    components: tuple[Component, ...] = ART_1194
    across: Across = Across.INSTALMENTS

    def __post_init__(self) -> None:
        if sorted(self.components) != sorted(Component):
            raise ValueError("order: costs, default_interest, interest and principal, each once")


@dataclass(frozen=True, slots=True)
class Debt:
    """What is still due under one instalment, in cents; the oldest has the lowest number."""

    nr: int
    cents: Cents
    due_on: date | None = None

    @property
    def total(self) -> int:
        """Return all that is due under it."""
        return sum(self.cents.values())


@dataclass(frozen=True, slots=True)
class Share:
    """What a payment paid of one instalment, in cents."""

    nr: int
    cents: Cents = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Return what it paid of it."""
        return sum(self.cents.values())


@dataclass(frozen=True, slots=True)
class Allocation:
    """What a payment paid, and what of it found nothing due."""

    shares: tuple[Share, ...]
    left: int


def allocate(debts: Sequence[Debt], cents: int, *, order: Order | None = None) -> Allocation:
    """Return what a payment pays of the debts, oldest first; ValueError if it is not positive."""
    if cents <= 0:
        raise ValueError("payment: more than zero")
    order = order or Order()
    paid: dict[int, Cents] = {}
    for debt, component in ways(sorted(debts, key=lambda debt: debt.nr), order):
        if not cents:
            break
        part = min(cents, debt.cents.get(component, 0))
        if part > 0:
            paid.setdefault(debt.nr, {})[component] = part
            cents -= part
    shares = tuple(Share(nr, parts) for nr, parts in sorted(paid.items()))
    return Allocation(shares, cents)


def after(debts: Iterable[Debt], shares: Iterable[Share]) -> list[Debt]:
    """Return what is still due when the shares are paid; what no share touches stays as it is."""
    paid = {share.nr: share.cents for share in shares}
    return [
        replace(debt, cents=_less(debt.cents, paid[debt.nr])) if debt.nr in paid else debt
        for debt in debts
    ]


def _less(due: Cents, paid: Cents) -> Cents:
    return {part: cents - paid.get(part, 0) for part, cents in due.items()}


def ways(debts: Sequence[Debt], order: Order) -> Iterator[tuple[Debt, Component]]:
    """Yield each part of each debt in the order in which a payment reaches them."""
    if order.across is Across.INSTALMENTS:
        return ((debt, part) for debt in debts for part in order.components)
    return ((debt, part) for part in order.components for debt in debts)
