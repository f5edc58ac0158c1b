"""What a transfer moves in the books: what is reserved or committed, from partner to partner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounting.catalogue import (
    Dimensions,
    F,
    Posting,
    commit,
    decommit,
    reserve,
    unreserve,
)
from accounting.models import PartBalance, Position

if TYPE_CHECKING:
    from lifecycle.models import Transfer


@dataclass(frozen=True)
class Moving:
    """What leaves one budget position, and where it goes; money in cents."""

    position: Position
    target: Position | None
    cents: int

    @property
    def available(self) -> int:
        """Return what the new partner has left on the line."""
        return self.target.available_cents if self.target is not None else 0

    @property
    def short(self) -> int:
        """Return how much is missing there; not above zero where there is enough."""
        return self.cents - self.available


def moving(transfer: Transfer) -> list[Moving]:
    """Return what would go over, position by position."""
    sums: Counter[str] = Counter()
    for each in open_balances(transfer.case_label):
        sums[each.position_id] += each.f2 + each.f3
    held = Position.objects.select_related("line", "fund").in_bulk(sums)
    targets = _targets(list(held.values()), transfer.to_partner_id)
    return [
        Moving(held[pk], targets.get(pk), cents)
        for pk, cents in sorted(sums.items())
        if held[pk].partner_id != transfer.to_partner_id
    ]


def new_positions(case: str, partner: str) -> dict[str, str]:
    """Return, for each position of the case with something open, the new partner's own.

    Positions that the new partner does not have are left out; a guard has asked for them before.
    """
    wanted = {each.position_id for each in open_balances(case)}
    found = _targets(list(Position.objects.filter(pk__in=wanted)), partner)
    return {old: target.pk for old, target in found.items()}


def postings(case: str, partner: str) -> tuple[Posting, ...]:
    """Return two entries for each sum: given back by the old partner, taken up by the new one."""
    targets = new_positions(case, partner)
    return tuple(
        posting
        for each in open_balances(case)
        if targets.get(each.position_id, each.position_id) != each.position_id
        for posting in _over(each, targets[each.position_id])
    )


def open_balances(case: str) -> list[PartBalance]:
    """Return the parts of a case that hold something reserved or committed."""
    rows = PartBalance.objects.filter(root=case).order_by("position", "part")
    return [each for each in rows if each.f2 or each.f3]


def _over(balance: PartBalance, target: str) -> Iterator[Posting]:
    old = Dimensions(position_id=balance.position_id, root=balance.root, part=balance.part)
    new = Dimensions(position_id=target, root=balance.root, part=balance.part)
    if balance.f2:
        yield unreserve(balance.f2, old)
        yield reserve(balance.f2, new)
    if balance.f3:
        yield decommit(balance.f3, old)
        yield commit(balance.f3, new, source=F.AVAILABLE)


def _targets(held: list[Position], partner: str) -> dict[str, Position]:
    theirs = {
        (each.operation_id, each.line_id, each.fund_id): each
        for each in Position.objects.filter(partner=partner)
    }
    found = {each.pk: theirs.get((each.operation_id, each.line_id, each.fund_id)) for each in held}
    return {pk: target for pk, target in found.items() if target is not None}
