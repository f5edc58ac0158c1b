"""What a measure tells of a new version: lines before and after, objections, what has room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle.cases import CaseRoot


@dataclass(frozen=True)
class VariedLine:
    """One line of what was granted, before and after; in words for the table, and in cents."""

    label: str
    """The line's label; empty for a line that is new."""
    title: str
    before: str
    after: str
    before_cents: int
    after_cents: int
    realised_cents: int = 0
    """What is payable, paid, claimed or being checked: the line does not go below it."""

    @property
    def delta(self) -> int:
        """Return by how many cents the line grows."""
        return self.after_cents - self.before_cents


@dataclass(frozen=True)
class Varied:
    """A new version of what was granted, as its measure tells it."""

    lines: Sequence[VariedLine]
    granted_cents: int
    """What the case holds now: committed, payable, paid, claimed."""
    ceiling_cents: int
    changes_rights: bool
    """True when the person gets other services, months or sums: they sign it then."""
    objections: Sequence[str] = ()

    @property
    def delta(self) -> int:
        """Return by how many cents the whole grows."""
        return sum(line.delta for line in self.lines)

    @property
    def moved(self) -> int:
        """Return how many cents go to lines that grow."""
        return sum(line.delta for line in self.lines if line.delta > 0)

    def is_minor(self, percent: int) -> bool:
        """Say whether the total stays, and no more than the percentage moves between lines."""
        return self.delta == 0 and self.moved * 100 <= percent * self.granted_cents

    def table(self) -> list[dict[str, Any]]:
        """Return the lines as they are kept: the table with before and after."""
        return [
            {
                "line": line.label,
                "title": line.title,
                "before": line.before,
                "after": line.after,
                "before_cents": line.before_cents,
                "after_cents": line.after_cents,
            }
            for line in self.lines
        ]


Teller = Callable[[Any, str, date], Varied]
_tellers: dict[str, Teller] = {}


class CannotVary(LookupError):
    """Raised for a measure that has not said what can vary."""


def register(model: str, teller: Teller) -> None:
    """Let a measure tell of new versions of its cases, such as those of ``measure.case``.

    ``teller`` gets the case, the label of the new version, and a day. It raises LookupError for a
    version that is not of the case.
    """
    _tellers[model] = teller


def told(case: CaseRoot, version: str, *, on: date) -> Varied:
    """Return what the case's measure tells of a new version.

    Raises CannotVary, and LookupError for a version that is not of the case.
    """
    teller = _tellers.get(case._meta.label_lower)
    if teller is None:
        raise CannotVary(case._meta.label_lower)
    return teller(case, version, on)
