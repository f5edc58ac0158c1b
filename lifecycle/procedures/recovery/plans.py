"""Instalments of a recovery: equal, the last one takes the rest, paid in their order."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Instalment:
    """One instalment: its number, its day, its sum in cents, and how much of it has come in."""

    number: int
    due_on: date
    cents: int
    paid: int = 0

    @property
    def is_paid(self) -> bool:
        """Say whether all of it has come in."""
        return self.paid >= self.cents


def spread(cents: int, *, count: int, first: date) -> list[dict[str, Any]]:
    """Return instalments as JSON keeps them: one a month, whole cents, the rest in the last one."""
    each = cents // count
    sums = [each] * (count - 1) + [cents - each * (count - 1)]
    return [
        {"number": number, "due_on": _month_later(first, number - 1).isoformat(), "cents": sum_}
        for number, sum_ in enumerate(sums, start=1)
    ]


def instalments(stored: Sequence[Mapping[str, Any]], *, received: int) -> list[Instalment]:
    """Return the instalments with what has come in since the plan began, first to last."""
    found = []
    for row in stored:
        paid = min(received, row["cents"])
        received -= paid
        due_on = date.fromisoformat(row["due_on"])
        found.append(Instalment(row["number"], due_on, row["cents"], paid))
    return found


def unpaid(found: Sequence[Instalment], *, on: date) -> list[Instalment]:
    """Return the instalments whose day has passed and that have not come in whole."""
    return [each for each in found if each.due_on < on and not each.is_paid]


def _month_later(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
