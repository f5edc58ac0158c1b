"""How packages that do not know each other speak: consequences and open matters (decisions 2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from audit.labels import split

OpenMatters = Callable[[str], Iterator[str]]


@dataclass(frozen=True)
class Consequence:
    """The step with which a machine answers something that happened elsewhere."""

    event: str
    model: str
    command: str


class Consequences:
    """Which command answers which event, for objects of which kind."""

    def __init__(self) -> None:
        self._answers: dict[tuple[str, str], Consequence] = {}

    def on(self, event: str, *, model: str, command: str) -> None:
        """Let ``command`` of ``model`` answer ``event``; one answer per event and model."""
        key = (event, model)
        known = self._answers.setdefault(key, Consequence(event, model, command))
        if known.command != command:
            raise ValueError(f"{model} already answers {event} with {known.command}")

    def answer(self, event: str, about: str) -> Consequence | None:
        """Return how the object that ``about`` names answers the event, if it does."""
        return self._answers.get((event, split(about)[0]))


class Matters:
    """Who can say what is still open about a case."""

    def __init__(self) -> None:
        self._speakers: dict[str, OpenMatters] = {}

    def register(self, name: str, speaker: OpenMatters) -> None:
        """Let ``speaker`` say what is open about a case, given its label."""
        self._speakers[name] = speaker

    def about(self, stream: str) -> list[str]:
        """Return every open matter of the case, each as a sentence."""
        return [
            str(sentence)
            for name in sorted(self._speakers)
            for sentence in self._speakers[name](stream)
        ]


Holder = Callable[[str, int, bool], Iterator[str]]


class ClaimedMoney:
    """Who can say which statements hold money of a part that is to be taken back."""

    def __init__(self) -> None:
        self._holders: dict[str, Holder] = {}

    def register(self, name: str, holder: Holder) -> None:
        """Let ``holder`` say what holds money of a part, given its label and the cents."""
        self._holders[name] = holder

    def about(self, part: str, cents: int, *, confirmed: bool = False) -> list[str]:
        """Return a sentence for each that still holds the money.

        With ``confirmed`` it is enough that somebody has decided that it leaves its statement;
        otherwise it has to have left it.
        """
        return [
            str(sentence)
            for name in sorted(self._holders)
            for sentence in self._holders[name](part, cents, confirmed)
        ]


consequences = Consequences()
open_matters = Matters()
claimed_money = ClaimedMoney()
