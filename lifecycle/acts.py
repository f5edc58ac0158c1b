"""An act: who does a step, in which role, on which day, with which facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from people.actors import Actor
from programme import parameters
from programme.parameters import Reading


@dataclass
class Act:
    """What a transition is told. It notes each dated parameter that the step reads."""

    by: Actor
    on: date
    facts: Mapping[str, Any] = field(default_factory=dict)
    value_on: date | None = None
    cause: str = ""
    """``stream#seq`` of the event that this act follows from, or empty."""
    approvals: tuple[str, ...] = ()
    """Labels of those who approved, the proposer not among them."""
    proposer: str = ""
    noted: bool = False
    """True when words were written beside the step; the words themselves are the note."""
    final: bool = False
    """True when the step is about to be done, and is not merely asked about."""
    readings: list[Reading] = field(default_factory=list)

    @property
    def wordless(self) -> bool:
        """Say whether the step is being done without a word beside it.

        Whoever merely asks whether it is open has not had the place to write yet.
        """
        return self.final and not self.noted

    def __getitem__(self, fact: str) -> Any:
        """Return a fact that the step declares; KeyError when it was not told."""
        return self.facts[fact]

    def get(self, fact: str, default: Any = None) -> Any:
        """Return a fact, or ``default`` when it was not told."""
        return self.facts.get(fact, default)

    def parameter(self, programme: str, name: str) -> Reading:
        """Read a dated parameter at the act's day; the row used stays on the event."""
        reading = parameters.read(programme, name, on=self.on)
        self.readings.append(reading)
        return reading
