"""What a plan says: its rows and their sums, in cents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a row is."""

    PREAMORTISATION = "preamortisation"
    INSTALMENT = "instalment"


class Row(NamedTuple):
    """One due date: principal and interest in cents, and the principal owed after it.

    ``carried`` is what of the interest an earlier plan had asked for already, and ``charges``
    the default interest that is carried over with it.
    """

    nr: int
    due_on: date
    principal: int
    interest: int
    balance: int
    kind: Kind = Kind.INSTALMENT
    carried: int = 0
    charges: int = 0

    @property
    def due(self) -> int:
        """Return what is to be paid, in cents."""
        return self.principal + self.interest + self.charges


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows of a plan, by date."""

    rows: tuple[Row, ...]

    @property
    def principal(self) -> int:
        """Return the principal repaid, in cents."""
        return sum(row.principal for row in self.rows)

    @property
    def interest(self) -> int:
        """Return the interest, in cents."""
        return sum(row.interest for row in self.rows)

    @property
    def due(self) -> int:
        """Return all that is to be paid, in cents."""
        return self.principal + self.interest


def with_interest(rows: Iterable[Row], interests: Iterable[int]) -> tuple[Row, ...]:
    """Return the rows with other interests."""
    return tuple(
        Row(row.nr, row.due_on, row.principal, interest, row.balance, row.kind)
        for row, interest in zip(rows, interests, strict=True)
    )
