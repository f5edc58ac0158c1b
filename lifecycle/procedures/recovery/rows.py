"""What is recovered, part by part of the case, and how a receipt is divided over it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any


@dataclass(frozen=True, kw_only=True)
class DebtRow:
    """What is owed back for one part of a case, on one position; in cents."""

    part: str
    position: str
    cents: int
    category: str = ""
    interest: int = 0
    settled: int = 0
    settled_interest: int = 0

    def __post_init__(self) -> None:
        """Refuse what no debt can be."""
        if self.cents < 1 or not 0 <= self.settled <= self.cents:
            raise ValueError("a row owes at least a cent, and no more is settled than it owes")
        if not 0 <= self.settled_interest <= self.interest:
            raise ValueError("no more interest is settled than was charged")

    @property
    def open(self) -> int:
        """Return what is open of the sum itself."""
        return self.cents - self.settled

    @property
    def open_interest(self) -> int:
        """Return what is open of the interest."""
        return self.interest - self.settled_interest


@dataclass(frozen=True)
class Share:
    """What a receipt settles of one row: of its sum, and of its interest."""

    row: DebtRow
    cents: int
    interest: int


def rows_from(stored: Iterable[Mapping[str, Any]]) -> list[DebtRow]:
    """Return rows from what JSON kept.

    Raises TypeError or ValueError for what no debt can be.
    """
    return [DebtRow(**row) for row in stored]


def plain(rows: Iterable[DebtRow]) -> list[dict[str, Any]]:
    """Return rows as JSON keeps them."""
    return [asdict(row) for row in rows]


def divided(rows: Iterable[DebtRow], cents: int) -> list[Share]:
    """Divide a receipt: interest before principal (Civil Code art. 1194), row after row.

    Raises ValueError when more comes in than is open.
    """
    rows = list(rows)
    interest = _taken([row.open_interest for row in rows], cents)
    principal = _taken([row.open for row in rows], cents - sum(interest))
    if sum(interest) + sum(principal) != cents:
        raise ValueError("more comes in than is open")
    shares = zip(rows, principal, interest, strict=True)
    return [Share(row, sum_, extra) for row, sum_, extra in shares if sum_ or extra]


def settle(rows: Iterable[DebtRow], cents: int) -> list[DebtRow]:
    """Return the rows after a receipt."""
    rows = list(rows)
    taken = {share.row: share for share in divided(rows, cents)}
    return [_after(row, taken.get(row)) for row in rows]


def _after(row: DebtRow, share: Share | None) -> DebtRow:
    if share is None:
        return row
    return replace(
        row,
        settled=row.settled + share.cents,
        settled_interest=row.settled_interest + share.interest,
    )


def _taken(open_: list[int], cents: int) -> list[int]:
    taken = []
    for each in open_:
        taken.append(min(each, cents))
        cents -= taken[-1]
    return taken
