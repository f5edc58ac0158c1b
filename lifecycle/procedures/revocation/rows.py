"""What is revoked, part by part of the case: computed from the books, lowered by reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from accounting.models import PartBalance


@dataclass(frozen=True, kw_only=True)
class RevokedRow:
    """What is revoked of one part, in cents: not yet paid, paid to recover, paid and left."""

    part: str
    position: str
    unpaid: int = 0
    recover: int = 0
    kept: int = 0

    def __post_init__(self) -> None:
        """Refuse amounts below zero, or that are no whole cents."""
        if any(
            type(each) is not int or each < 0 for each in (self.unpaid, self.recover, self.kept)
        ):
            raise ValueError("an amount is a whole number of cents, not below zero")

    @property
    def cents(self) -> int:
        """Return all that is revoked of the part."""
        return self.unpaid + self.recover + self.kept


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the books hold of one part, in cents."""

    part: str
    position: str
    committed: int
    cleared: int
    paid: int
    claimed: int

    @property
    def granted(self) -> int:
        """Return all that was granted and not given up."""
        return self.committed + self.cleared + self.paid + self.claimed


def standings(case: str) -> list[Standing]:
    """Return what the books hold of a case, part by part."""
    balances = PartBalance.objects.filter(root=case).order_by("part", "position")
    found = [
        Standing(
            part=each.part,
            position=each.position_id,
            committed=each.f3,
            cleared=each.f4,
            paid=each.f5,
            claimed=each.f6 + each.f7 + each.f8,
        )
        for each in balances
    ]
    return [each for each in found if each.granted]


def whole(case: str) -> list[RevokedRow]:
    """Return the rows of a total revocation: all that is committed, and all that was paid."""
    rows = (
        RevokedRow(
            part=each.part,
            position=each.position,
            unpaid=each.committed,
            recover=each.paid + each.claimed,
        )
        for each in standings(case)
    )
    return [row for row in rows if row.cents]


def rows_from(stored: Iterable[Mapping[str, Any]]) -> list[RevokedRow]:
    """Return rows from what JSON kept, or a form told.

    Raises TypeError or ValueError for what no revocation can say.
    """
    return [RevokedRow(**row) for row in stored]


def plain(rows: Iterable[RevokedRow]) -> list[dict[str, Any]]:
    """Return rows as JSON keeps them."""
    return [asdict(row) for row in rows]
