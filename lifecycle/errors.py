"""How the engine says no: always with sentences, and with who can help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lifecycle.guards import Obstacle


class Refused(Exception):
    """A step is closed; ``obstacles`` are all the reasons."""

    def __init__(self, obstacles: Sequence[Obstacle]) -> None:
        self.obstacles = list(obstacles)
        super().__init__(" ".join(obstacle.sentence for obstacle in self.obstacles))

    @property
    def forbidden(self) -> bool:
        """Say whether this person may not do the step at all."""
        return any(obstacle.forbidden for obstacle in self.obstacles)


class Stale(Exception):
    """The object moved after the page was shown; ``events`` are what happened since."""

    def __init__(self, events: Sequence[Any]) -> None:
        self.events = list(events)
        super().__init__(f"{len(self.events)} events since")


class KeyReused(Exception):
    """An idempotency key came back with another request than its own."""
