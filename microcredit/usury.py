"""The usury threshold: from the average rate of a quarter, by the rule in force on a day.

L. 108/1996, art. 2: until 13 May 2011 half as much again as the average global rate (TEGM);
since then a quarter more plus some points, never more than a gap above it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

FOUR = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class UsuryRule:
    """The numbers of the rule in force; points and gap are zero and None before May 2011."""

    multiplier: Decimal
    points: Decimal = Decimal(0)
    gap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Threshold:
    """A threshold in percent, and whether the gap cut it."""

    percent: Decimal
    capped: bool


def threshold(tegm: Decimal, rule: UsuryRule) -> Threshold:
    """Return the threshold of an average rate, with the four decimals of the decrees."""
    raised = tegm * rule.multiplier + rule.points
    capped = rule.gap is not None and raised > tegm + rule.gap
    percent = tegm + rule.gap if capped and rule.gap is not None else raised
    return Threshold(percent.quantize(FOUR), capped)


def default_threshold(tegm: Decimal, *, increase: Decimal, rule: UsuryRule) -> Threshold:
    """Return the threshold for default interest: on the average rate plus its usual increase.

    Cass. SU 19597/2020; shown beside the other, which alone refuses (measures 1.2).
    """
    return threshold(tegm + increase, rule)
