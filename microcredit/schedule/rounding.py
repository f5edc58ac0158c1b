"""The one rounding of plans: an exact ratio to whole cents or to a multiple of them."""

from __future__ import annotations

from enum import StrEnum


class Rounding(StrEnum):
    """Where an exact half goes: up by Italian practice, to the even neighbour if so agreed."""

    HALF_UP = "HALF_UP"
    HALF_EVEN = "HALF_EVEN"


def rounded(over: int, under: int, mode: Rounding, *, step: int = 1) -> int:
    """Return `over / under`, both not negative, rounded to a multiple of `step`."""
    under *= step
    whole, rest = divmod(over, under)
    twice = 2 * rest
    if twice > under or (twice == under and (mode is Rounding.HALF_UP or whole % 2)):
        whole += 1
    return whole * step
