"""What claims do to the books: paid becomes claimed, and back, item by item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from accounting.catalogue import Dimensions, Posting, claim, unclaim

if TYPE_CHECKING:
    from expenditure.models import Item


def claimed(items: Sequence[Item]) -> tuple[Posting, ...]:
    """CLM: each item of a claim that is transmitted, F5→F6."""
    return tuple(claim(item.declared_cents, dims(item)) for item in items)


def unclaimed(items: Sequence[Item]) -> tuple[Posting, ...]:
    """UCLM: each item of a claim that is withdrawn, F6→F5."""
    return tuple(unclaim(item.declared_cents, dims(item)) for item in items)


def dims(item: Item) -> Dimensions:
    """Return where the money of an item stands: the position and the part that was paid."""
    return Dimensions(
        position_id=item.payable.position_id,
        root=item.case_label,
        part=item.part_label,
        category_id=item.category_id,
    )
