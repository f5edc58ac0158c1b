"""Amounts as pictures: bars, the funnel of a case, the blocks of a loan (integer cents)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.components.status import Text


class Phase(StrEnum):
    """Solid has happened, hatched comes next or waits, outline is not yet."""

    HAPPENED = "happened"
    NEXT = "next"
    NOT_YET = "not-yet"


@dataclass(frozen=True)
class Segment:
    """A part of a bar. `colour` is `ink`, `blue` or `green`; it never carries meaning alone."""

    label: Text
    cents: int
    phase: Phase = Phase.HAPPENED
    colour: str = "ink"


@dataclass(frozen=True)
class Piece:
    """A segment with its place in the picture, in percent of the width."""

    segment: Segment
    x: str
    width: str


def share(part: int, whole: int) -> str:
    """Return part of whole as a percentage for an SVG attribute ("0%" of nothing)."""
    return f"{100 * part / whole:.2f}%" if whole else "0%"


@dataclass(frozen=True)
class BudgetBar:
    """A sum cut into its parts; what no segment takes stays empty."""

    title: Text
    total: int
    segments: Sequence[Segment]
    shows_title: bool = True

    @property
    def pieces(self) -> list[Piece]:
        """Return the parts side by side; parts of nothing are left out."""
        placed, before = [], 0
        for segment in self.segments:
            if segment.cents and segment.phase != Phase.NOT_YET:
                width = share(segment.cents, self.total)
                placed.append(Piece(segment, share(before, self.total), width))
            before += segment.cents
        return placed


@dataclass(frozen=True)
class Stage:
    """A stage of the funnel with the amount that stands there."""

    label: Text
    cents: int
    phase: Phase = Phase.NOT_YET
    href: str = ""


@dataclass(frozen=True)
class Step:
    """A stage with its place in the funnel's picture."""

    stage: Stage
    x: str
    width: str


@dataclass(frozen=True)
class Funnel:
    """The stages of money from reserved to certified, each narrower than the one before."""

    title: Text
    stages: Sequence[Stage]

    @property
    def steps(self) -> list[Step]:
        """Return the stages with places; the width shows the order, the figure the amount."""
        shrink = 45 / max(len(self.stages), 1)
        return [
            Step(stage, f"{number * shrink / 2:.2f}%", f"{100 - number * shrink:.2f}%")
            for number, stage in enumerate(self.stages)
        ]


@dataclass(frozen=True)
class Instalments:
    """One block for each instalment; `partly` is paid in part, `due` is the next one."""

    count: int
    paid: int
    sentence: Text
    partly: int = 0
    due: int = 0

    @property
    def blocks(self) -> list[str]:
        """Return the word of each block's class, from the first instalment on."""
        return [self._word(number) for number in range(1, self.count + 1)]

    def _word(self, number: int) -> str:
        if number <= self.paid:
            return "paid"
        if number == self.partly:
            return "partly"
        return "due" if number == self.due else "ahead"
