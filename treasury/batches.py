"""Puts many payables into a batch, each with its own result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accounting.models import Payable
from lifecycle import engine
from lifecycle.errors import Refused
from lifecycle.guards import Obstacle
from people.models import User
from treasury.models import Batch, PaymentLine


@dataclass(frozen=True)
class Inclusion:
    """What came of putting one payable into a batch: its line, or why not."""

    payable: Payable
    line: PaymentLine | None = None
    obstacles: tuple[Obstacle, ...] = ()


def fill(batch: Batch, payables: Iterable[Payable], *, by: User, on: date) -> list[Inclusion]:
    """Put each payable into the batch in a transaction of its own, and return what came of each."""
    return [_include(batch, payable, by, on) for payable in payables]


def _include(batch: Batch, payable: Payable, by: User, on: date) -> Inclusion:
    try:
        line = engine.begin(PaymentLine, by=by, on=on, batch=batch, payable=payable)
    except Refused as refused:
        return Inclusion(payable, obstacles=tuple(refused.obstacles))
    return Inclusion(payable, line)
