"""Which enterprises are one single undertaking (Reg. (EU) 2023/2831 art. 2(2))."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Control(StrEnum):
    """The four ways in which one enterprise makes another part of itself."""

    VOTES = "majority_of_votes"
    BOARD = "appoints_the_board"
    INFLUENCE = "dominant_influence"
    AGREEMENT = "control_by_agreement"


@dataclass(frozen=True)
class Link:
    """That one enterprise controls another, from a day to a day."""

    controller: str
    controlled: str
    control: Control
    starts_on: date
    ends_on: date | None = None

    def holds(self, on: date) -> bool:
        """Say whether the link exists on a day."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


def single_undertaking(member: str, links: Iterable[Link], *, on: date) -> frozenset[str]:
    """Return all enterprises that are one with ``member`` on a day, itself included.

    Links work through other enterprises as well, in both directions.
    """
    near: defaultdict[str, set[str]] = defaultdict(set)
    for link in links:
        if link.holds(on):
            near[link.controller].add(link.controlled)
            near[link.controlled].add(link.controller)
    found, waiting = {member}, [member]
    while waiting:
        new = near[waiting.pop()] - found
        found |= new
        waiting += sorted(new)
    return frozenset(found)
