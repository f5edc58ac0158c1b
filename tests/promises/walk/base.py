"""What all rules of the walk share: the world, the model, how a step is taken and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from audit import entropy
from lifecycle.engine import perform
from lifecycle.proposals import approve, propose
from tests.promises.walk.model import Batch, Books, Claim, Debt, Dote, Line, Month, Payment
from tests.world import World

T = TypeVar("T")
FIRST_DAY = date(2027, 2, 10)
PEOPLE = ("samir", "amina")
CHOICE = st.integers(min_value=0, max_value=2**16)


class Walking(RuleBasedStateMachine):
    """The state of a walk; what it did is taken back at its end."""

    world: World
    taken: Counter[str] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.entropy = entropy.seeded("a walk")
        self.entropy.__enter__()
        self.books = Books()
        self.day = FIRST_DAY
        self.dotes: list[Dote] = []
        self.batches: list[Batch] = []
        self.claims: list[Claim] = []
        self.debts: list[Debt] = []

    def teardown(self) -> None:
        """Take everything back."""
        self.entropy.__exit__(None, None, None)
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def act(self, row: Any, command: str, by: str, *, on: date | None = None, **told: Any) -> Any:
        """Perform one step by somebody of the cast and count it."""
        self.count(command)
        user = self.world.users[by]
        return perform(getattr(fresh(row), command), by=user, on=on or self.day, **told)

    def decide(self, row: Any, command: str, **told: Any) -> None:
        """Have giulia propose a step and bruno approve it."""
        self.count(command)
        bound = getattr(fresh(row), command)
        proposal = propose(bound, by=self.world.giulia, on=self.day, **told)
        approve(proposal, by=self.world.bruno, on=self.day)

    def count(self, command: str) -> None:
        """Count a step, over all walks."""
        Walking.taken[command] += 1

    def tomorrow(self) -> None:
        """Let a day pass."""
        self.day += timedelta(days=1)

    def lines(self, *states: str) -> list[Line]:
        """Return the lines in these states."""
        return [line for dote in self.dotes for line in dote.lines if line.state in states]

    def months(self, *states: str) -> list[Month]:
        """Return the months in these states."""
        return [month for dote in self.dotes for month in dote.months if month.state in states]

    def payments(self, *states: str) -> Iterator[Payment]:
        """Yield the payments in these states."""
        for batch in self.batches:
            yield from (payment for payment in batch.payments if payment.state in states)


def fresh(row: Any) -> Any:
    """Read a row again."""
    return type(row)._base_manager.get(pk=row.pk)


def chosen(things: Sequence[T], number: int) -> T:
    """Return one of the things, by a drawn number."""
    return things[number % len(things)]


def when(ask: Callable[[Any], Any]) -> Callable[[Any], bool]:
    """Return a precondition: the machine has something for the rule to act on."""
    return lambda machine: bool(ask(machine))
