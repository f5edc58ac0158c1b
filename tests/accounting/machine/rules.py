"""The rules: any posting of the catalogue, any undoing, and every balance compared each time."""

from collections.abc import Hashable, Mapping
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from accounting import balances, check_books
from accounting.models import Entry, PartBalance, Position
from tests.accounting.books import Books, open_books
from tests.accounting.model import Ledger, Leg, Refused
from tests.accounting.oracle import LINES

CASES = ("tests.case:1", "tests.loan:1")
PLACES = (("puglia", "rent", "esf"), ("sicilia", "rent", "esf"))
# By the ordinary way, each stage keeps a hundred euro.
SEED = {
    "appropriation": 900_00,
    "reservation": 100_00,
    "commitment unreserved": 600_00,
    "voucher to provider": 500_00,
    "payment to provider": 400_00,
    "claimed": 300_00,
    "validated": 200_00,
    "certified": 100_00,
}
# What the machine leaves to its own tests: it writes no payables and lets a case give back more.
OTHERS = {"I05", "I06", "I09", "I20"}

Key = TypeVar("Key", bound=Hashable)
Booked = tuple[Entry, tuple[Leg, ...], str, str]


class BooksMachine(RuleBasedStateMachine):
    """Random postings of the whole catalogue on two cases and two positions."""

    booked: Bundle[Booked] = Bundle("booked")
    steps = 0

    def __init__(self) -> None:
        """Open books in a transaction that is thrown away."""
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.books: Books = open_books()
        self.ledger = Ledger()
        self.undone: set[str] = set()

    @initialize()
    def seed(self) -> None:
        """Bring money to every stage, so that every posting has something to take."""
        for case, place in zip(CASES, PLACES, strict=True):
            for name, cents in SEED.items():
                self._book(LINES[name].amounts(cents), name, case, place, cents)

    def teardown(self) -> None:
        """Look for findings in the whole books, then throw them away."""
        try:
            found = [f for f in check_books.findings() if f.check not in OTHERS]
            assert found == []
        finally:
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    @rule(
        target=booked,
        draw=st.data(),
        case=st.sampled_from(CASES),
        place=st.sampled_from(PLACES),
        share=st.sampled_from((1, 2, 3, 7)),
        over=st.sampled_from((0, 0, 0, 1)),
    )
    def book(
        self, draw: st.DataObject, case: str, place: tuple[str, str, str], share: int, over: int
    ) -> Any:
        """Book a share of what a stage holds, or one cent more than all of it."""
        rooms = self._rooms(case, self.books.positions[place].pk)
        stage = draw.draw(st.sampled_from([stage for stage, room in rooms.items() if room]))
        names = [name for name, line in LINES.items() if line.source == stage]
        name = draw.draw(st.sampled_from(names))
        cents = rooms[stage] + 1 if over else max(rooms[stage] // share, 1)
        return self._book(LINES[name].amounts(cents), name, case, place, cents)

    def _rooms(self, case: str, position: str) -> dict[str, int]:
        """Return what each stage holds; appropriations and the general book have no end."""
        stages = ("F7", "F6", "F5", "F4", "F3", "F8", "F2", "F1")
        held = {stage: self.ledger.room(stage, case=case, position=position) for stage in stages}
        return held | {"": 1_000_00, "F0": 1_000_00}

    @rule(done=booked)
    def undo(self, done: Booked) -> None:
        """Reverse an entry, which works once and as long as the money is still there."""
        entry, legs, case, position = done
        if entry.pk in self.undone:
            return
        type(self).steps += 1
        refused = False
        try:
            self.ledger.undo(legs, case=case, position=position)
        except Refused:
            refused = True
        try:
            self.books.undo(entry)
        except IntegrityError:
            assert refused, f"the database refused to undo {legs}, the model did not"
            return
        assert not refused, f"the model refused to undo {legs}, the database did not"
        self.undone.add(entry.pk)

    @invariant()
    def every_balance_is_the_models(self) -> None:
        """Compare positions, cases and accounts, cent by cent."""
        kept = {
            (position.pk, account): cents
            for position in Position.objects.all()
            for account, cents in (
                ("F0", -position.appropriated_cents),
                ("F1", position.available_cents),
            )
        }
        assert {key: cents for key, cents in kept.items() if cents} == _left(self.ledger.positions)
        held = {
            (row.root, row.position_id, f"F{number}"): getattr(row, f"f{number}")
            for row in PartBalance.objects.all()
            for number in range(2, 10)
        }
        assert {key: cents for key, cents in held.items() if cents} == _left(self.ledger.cases)
        accounts = {row.account: row.balance for row in balances.trial_balance() if row.balance}
        assert accounts == _left(self.ledger.accounts)
        assert sum(accounts.values()) == 0

    def _book(
        self,
        legs: list[Leg],
        name: str,
        case: str,
        place: tuple[str, str, str],
        cents: int,
    ) -> Any:
        type(self).steps += 1
        position = self.books.positions[place]
        refused = False
        try:
            self.ledger.book(legs, case=case, position=position.pk)
        except Refused:
            refused = True
        posting = LINES[name].build(cents, self.books.dims(case, at=position))
        try:
            entry = self.books.book(posting)[0]
        except IntegrityError:
            assert refused, f"the database refused {name} of {cents}, the model did not"
            return multiple()
        assert not refused, f"the model refused {name} of {cents}, the database did not"
        return entry, tuple(legs), case, position.pk


def _left(model: Mapping[Key, int]) -> dict[Key, int]:
    return {key: cents for key, cents in model.items() if cents}


def run(*, steps: int, length: int = 50) -> int:
    """Run the machine for about so many steps and return how many it took."""
    before = BooksMachine.steps
    while BooksMachine.steps - before < steps:
        run_state_machine_as_test(
            BooksMachine,
            settings=settings(
                max_examples=max(2, min(200, steps * 3 // (2 * length))),
                stateful_step_count=length,
                deadline=None,
                derandomize=steps < 10_000,
                database=None,
                phases=(Phase.generate,),
                suppress_health_check=list(HealthCheck),
            ),
        )
        if steps < 10_000:
            break
    return BooksMachine.steps - before
