"""Loans lived through at random: after every step the books say what the replay says.

A few walks each run; more by `PERCORSI_LOAN_WALKS=200 pytest tests/microcredit/test_walk.py`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

import pytest

from accounting.check_books import findings
from lifecycle import timed
from lifecycle.engine import begin, perform
from lifecycle.errors import Refused
from microcredit.ledger import payments_of
from microcredit.models import Holiday, Receipt
from microcredit.standing import stand
from tests.batch_path import VALUE
from tests.loan_path import LoanPath, path
from tests.microcredit.test_life import lend_at_six_percent
from tests.world import World

T = TypeVar("T")
WALKS = int(os.environ.get("PERCORSI_LOAN_WALKS", "2"))
STEPS = 12


@dataclass
class Chance:
    """Repeatable chance: the same seed takes the same walk on every machine."""

    state: int

    def below(self, limit: int) -> int:
        """Return a whole number from zero on, below a limit (a linear congruence)."""
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % limit

    def between(self, least: int, limit: int) -> int:
        """Return a whole number from one on, below another."""
        return least + self.below(limit - least)

    def one_of(self, rows: Sequence[T]) -> T:
        """Return one of some."""
        return rows[self.below(len(rows))]


@dataclass
class Walk:
    """A loan, the day on which it stands, and what chance does to it next."""

    way: LoanPath
    chance: Chance
    today: date = VALUE
    number: int = 0
    done: list[str] = field(default_factory=list)

    def step(self) -> None:
        """Let some days pass, and do one thing; what is refused leaves nothing behind."""
        self.today += timedelta(days=self.chance.between(3, 45))
        self.number += 1
        timed.tick(on=self.today)
        move = self.chance.one_of(
            [self.receive, self.receive, self.back_dated, self.reverse, self.prepay, self.holiday]
        )
        try:
            move()
            self.done.append(move.__name__)
        except Refused:
            self.done.append(f"{move.__name__} refused")

    def receive(self) -> None:
        """Pay something today."""
        self._enter(self.today)

    def back_dated(self) -> None:
        """Pay something that is entered later."""
        self._enter(self.today - timedelta(days=self.chance.between(1, 30)))

    def reverse(self) -> None:
        """Take a receipt back."""
        rows = list(Receipt.objects.as_system().filter(loan=self.way.loan, state="received"))
        if rows:
            self.way.reverse(self.chance.one_of(rows).reference, on=self.today)

    def prepay(self) -> None:
        """Repay a part before its time."""
        self.way.do(
            "prepay_part",
            self.way.world.giulia,
            self.today,
            cents=self.chance.between(200_00, 900_00),
            value_date=self.today,
            reference=self._reference(),
            choice=self.chance.one_of(["shorter", "lower"]),
        )

    def holiday(self) -> None:
        """Pay nothing for some months."""
        row = begin(
            Holiday,
            by=self.way.world.samir,
            on=self.today,
            loan=self.way.fresh(),
            months=self.chance.between(1, 4),
            starts_on=self.today,
            why="no_work",
        )
        row = perform(row.propose, by=self.way.world.anna, on=self.today)
        perform(row.approve, by=self.way.world.bruno, on=self.today)
        timed.tick(on=self.today)

    def agrees(self) -> None:
        """Hold books, sub-ledger and every order of entry against each other."""
        loan = self.way.fresh()
        assert findings() == [], self.done
        paid, rows = payments_of(loan), loan.plan_rows
        shuffled = sorted(paid, key=lambda _each: self.chance.below(1_000))
        first = stand(loan, rows, paid, on=self.today).replayed
        assert first == stand(loan, rows, shuffled, on=self.today).replayed, self.done
        assert first.principal_owed == loan.outstanding_cents, self.done

    def _enter(self, value_on: date) -> None:
        cents = self.chance.between(20_00, 300_00)
        self.way.receive(cents, value_on, self._reference(), on=self.today)

    def _reference(self) -> str:
        return f"W{self.number:03}"


@pytest.mark.parametrize("seed", range(WALKS))
@pytest.mark.slow
def test_books_and_replay_agree_whatever_happens(world: World, seed: int) -> None:
    way = path(world)
    lend_at_six_percent(way)
    way.call.loan_products.update(
        default_interest="fixed",
        default_rate_pct="8",
        holiday_interest=["none", "accrue", "capitalise"][seed % 3],
    )
    way.paid()
    walk = Walk(way, Chance(seed + 1))
    for _ in range(STEPS):
        walk.step()
        walk.agrees()
    assert any(not each.endswith("refused") for each in walk.done)


def test_a_cent_that_only_the_replay_knows_is_found(world: World) -> None:
    way = path(world)
    lend_at_six_percent(way)
    way.paid()
    way.receive(50_00, date(2027, 3, 20), "ONE", on=date(2027, 4, 20))
    assert findings() == []
    way.call.loan_products.update(default_interest="fixed", default_rate_pct="10")
    assert {found.check for found in findings()} >= {"I06"}
