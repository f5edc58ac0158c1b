"""What a step would change, told by its own package on the page that asks for confirmation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lifecycle.cases import Tracked
from portal.components import Fact, Records


@dataclass(frozen=True)
class Foreseen:
    """What would change: facts, and rows where there are any.

    With a ``token`` the step is taken only by whoever was shown exactly this.
    """

    title: str
    facts: Sequence[Fact]
    rows: Records | None = None
    token: str = ""


Teller = Callable[[Any, Mapping[str, Any], date], Foreseen | None]

_tellers: dict[tuple[str, str], Teller] = {}


def register(model_label: str, command: str, teller: Teller) -> None:
    """Let a package tell what a step of its machine would change; ValueError for a second one."""
    key = (model_label.lower(), command)
    if _tellers.setdefault(key, teller) is not teller:
        raise ValueError(f"{model_label} {command} is foreseen twice")


def of(subject: Tracked, command: str, told: Mapping[str, Any], *, on: date) -> Foreseen | None:
    """Return what a step would change with these facts; None where nothing is told."""
    teller = _tellers.get((subject._meta.label_lower, command))
    return teller(subject, told, on) if teller else None
