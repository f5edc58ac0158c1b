"""What the bank has done with a batch so far: derived from its lines, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Count, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from treasury.states import FINAL_LINES
from treasury.states import LineState as S

if TYPE_CHECKING:
    from treasury.models import Batch


class Outcome(StrEnum):
    """How far the bank is with a batch."""

    NOT_SENT = "not_sent"
    WAITING = "waiting"
    PARTLY_EXECUTED = "partly_executed"
    EXECUTED = "executed"


WORDS: dict[Outcome, Promise] = {
    Outcome.NOT_SENT: _("Not sent yet"),
    Outcome.WAITING: _("Waiting for the bank"),
    Outcome.PARTLY_EXECUTED: _("Partly executed"),
    Outcome.EXECUTED: _("Executed"),
}


@dataclass(frozen=True)
class Progress:
    """Lines and cents of a batch by state of the line."""

    lines: dict[str, int]
    cents: dict[str, int]

    @property
    def count(self) -> int:
        """Return how many lines the batch pays: those excluded are not among them."""
        return sum(n for state, n in self.lines.items() if state != S.EXCLUDED)

    @property
    def total_cents(self) -> int:
        """Return what the batch pays, in cents."""
        return sum(cents for state, cents in self.cents.items() if state != S.EXCLUDED)

    @property
    def executed_cents(self) -> int:
        """Return what the bank has paid and not returned, in cents."""
        return self.cents.get(S.EXECUTED, 0)

    @property
    def is_final(self) -> bool:
        """Say whether nobody has to act on any line any more."""
        return set(self.lines) <= {str(state) for state in FINAL_LINES}

    @property
    def outcome(self) -> Outcome:
        """Return how far the bank is."""
        waiting = self.lines.get(S.SENT, 0)
        if self.count == waiting + self._unsent:
            return Outcome.WAITING if waiting else Outcome.NOT_SENT
        done = self.lines.get(S.EXECUTED, 0)
        return Outcome.EXECUTED if done == self.count else Outcome.PARTLY_EXECUTED

    @property
    def outcome_shown(self) -> str | Promise:
        """Return how far the bank is, in words."""
        return WORDS[self.outcome]

    @property
    def _unsent(self) -> int:
        return self.lines.get(S.IN_BATCH, 0) + self.lines.get(S.HELD, 0)


def progress_of(batch: Batch) -> Progress:
    """Return the lines and cents of a batch by state, in one query."""
    rows = (
        batch.lines.as_system()
        .values("state")
        .order_by("state")
        .annotate(n=Count("id"), sum=Sum("cents"))
    )
    found = {row["state"]: (row["n"], row["sum"]) for row in rows}
    return Progress(
        lines={state: n for state, (n, _sum) in found.items()},
        cents={state: cents for state, (_n, cents) in found.items()},
    )
