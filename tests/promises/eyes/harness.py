"""Tries every way round, each taken back, and sees whether any of them led anywhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from lifecycle.cases import tracked_models
from lifecycle.errors import KeyReused, Refused, Stale
from lifecycle.models import Proposal
from tests.promises.eyes.attempts import (
    Attempt,
    Waiting,
    against_a_proposal,
    against_other_eyes,
)
from tests.promises.eyes.offices import against_offices
from tests.promises.figures import Figures
from tests.promises.story import Deed
from tests.world import World

DAY = date(2027, 3, 2)


@dataclass
class Found:
    """How many ways were tried, and which led somewhere."""

    tried: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, more: Found) -> None:
        """Add what was found elsewhere."""
        self.tried += more.tried
        self.wrong += more.wrong


def run(world: World, deeds: Iterable[Deed], *, figures: Figures | None = None) -> Found:
    """Try the offices; then, before each deed of a story, all that can be tried there."""
    found = _kept("offices", lambda: against_offices(world), figures)
    for number, deed in enumerate(deeds):
        key = f"{number:02} {deed.name}"
        found.add(_kept(key, lambda: _here(world), figures))
        deed.send(world, None)
    return found


def _kept(key: str, attempts: Any, figures: Figures | None) -> Found:
    if figures is not None and figures.has(key):
        return Found()
    found = tried(attempts(), key)
    if figures is not None:
        figures.keep(key, {"attempts": found.tried}, found.wrong)
    return found


def _here(world: World) -> Iterable[Attempt]:
    for proposal in Proposal.objects.filter(state="open"):
        yield from against_a_proposal(Waiting(world, proposal))
    rows = [row for model in tracked_models() for row in model._base_manager.order_by("-pk")[:3]]
    yield from against_other_eyes(rows, DAY)


def tried(attempts: Iterable[Attempt], where: str) -> Found:
    """Try each, take it back, and keep those that were not refused."""
    found = Found()
    for attempt in list(attempts):
        found.tried += 1
        told = _refused(attempt)
        if told:
            found.wrong.append(f"{where}: {attempt.name}: {told}")
    return found


def _refused(attempt: Attempt) -> str:
    try:
        with transaction.atomic():
            attempt.do()
            transaction.set_rollback(True)
    except (Refused, Stale, KeyReused, ValidationError, PermissionDenied, DatabaseError):
        return ""
    except Exception as error:
        return f"it broke: {type(error).__name__}: {error}"
    return "it happened"
