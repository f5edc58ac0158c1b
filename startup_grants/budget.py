"""The budget of a business plan: its categories, their caps, the advance, the share of aid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from programme.money import round_to_cents


@dataclass(frozen=True)
class OverCap:
    """A category above its cap: what it holds and what it may hold, in cents."""

    category: str
    cents: int
    cap_cents: int
    percent: Decimal


def by_category(rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return what each category holds in all, in cents."""
    totals: Counter[str] = Counter()
    for category, cents in rows:
        if cents < 0:
            raise ValueError("an expense is not below zero")
        totals[category] += cents
    return dict(totals)


def over_caps(totals: Mapping[str, int], caps: Mapping[str, Decimal]) -> list[OverCap]:
    """Return each category above its percentage of the whole admitted total.

    Compared exactly, before any rounding: a cap is a limit, not a sum to be paid. Asked on
    admission and again on every variation (measures 4), since the total may have moved.
    """
    total = sum(totals.values())
    return [
        OverCap(category, cents, int(total * caps[category] / 100), caps[category])
        for category, cents in sorted(totals.items())
        if category in caps and cents * 100 > total * caps[category]
    ]


def largest_advance(grant_cents: int, *, percent: Decimal) -> int:
    """Return the largest advance in whole cents: rounded down, so that it never passes the cap."""
    return int(grant_cents * percent / 100)


def share(cents: int, *, percent: Decimal) -> int:
    """Return a percentage of an amount, rounded half up to the cent."""
    return int(round_to_cents(Decimal(cents) * percent / 10000) * 100)
