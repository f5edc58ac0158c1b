"""What claims do to the books: paid becomes claimed, and back, item by item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from accounting.catalogue import Dimensions, Posting, claim, unclaim

if TYPE_CHECKING:
    from expenditure.models import Correction, Item


def claimed(items: Sequence[Item]) -> tuple[Posting, ...]:
    """CLM: each item of a claim that is transmitted, F5→F6."""
    return tuple(claim(item.declared_cents, dims(item)) for item in items)


def unclaimed(items: Sequence[Item]) -> tuple[Posting, ...]:
    """UCLM: each item of a claim that is withdrawn, F6→F5."""
    return tuple(unclaim(item.declared_cents, dims(item)) for item in items)


def deducted(corrections: Sequence[Correction]) -> tuple[Posting, ...]:
    """UCLM for each row below zero of a claim that is transmitted; CLM for what it claims again."""
    return tuple(_moved(each, -each.declared_cents) for each in corrections)


def put_back(corrections: Sequence[Correction]) -> tuple[Posting, ...]:
    """Return the inverse of ``deducted``, for a claim that is withdrawn."""
    return tuple(_moved(each, each.declared_cents) for each in corrections)


def _moved(correction: Correction, back: int) -> Posting:
    where = dims(correction.item)
    return unclaim(back, where) if back > 0 else claim(-back, where)


def dims(item: Item) -> Dimensions:
    """Return where the money of an item stands: the position and the part that was paid."""
    return Dimensions(
        position_id=item.payable.position_id,
        root=item.case_label,
        part=item.part_label,
        category_id=item.category_id,
    )
