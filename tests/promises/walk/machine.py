"""The whole machine: all rules, and after every step the books beside the model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeVar

import hypothesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, run_state_machine_as_test

from accounting import balances, check_books
from accounting.models import PartBalance, Position
from audit.stored import verify_stored
from dote.models import Dote, Month
from lifecycle import replay
from programme.reference import load_hold_causes, load_parameters
from tests.dote_path import offer_services
from tests.promises.walk import claiming, dotes, paying, procedures
from tests.promises.walk.base import chosen
from tests.promises.walk.model import LINES
from tests.promises.walk.procedures import Procedures
from tests.world import World

Key = TypeVar("Key", bound=Hashable)


def _in(*states: str) -> Callable[[Any], Any]:
    return lambda walk: dotes.working(walk, *states)


Ask = Callable[[Any], Any]
STRAIGHT: tuple[tuple[Ask, Callable[[Any, int], None]], ...] = (
    (dotes.free, lambda walk, number: walk.open(number)),
    (dotes.underway, lambda walk, number: walk.go_on(number, 250_00, 333_33, 1)),
    (dotes.startable, lambda walk, number: walk.start_service(number)),
    (_in("open"), lambda walk, number: walk.report(number, 20 if number % 3 else 16, number % 2)),
    (_in("reported"), lambda walk, number: walk.check(number)),
    (_in("checked"), lambda walk, number: walk.recognise(number)),
    (_in("approved", "cut"), lambda walk, number: walk.clear(number)),
    (paying.due, lambda walk, _number: walk.fill()),
    (paying.moving, lambda walk, number: walk.move_batch(number)),
    (paying.sent, lambda walk, number: walk.execute(number)),
    (claiming.harvestable, lambda walk, _number: walk.harvest()),
    (claiming.completable, lambda walk, number: walk.complete_item(number)),
    (lambda walk: not walk.claims, lambda walk, _number: walk.open_claim()),
    (claiming.includable, lambda walk, number: walk.include(number)),
    (claiming.checkable, lambda walk, _number: walk.precheck()),
    (lambda walk: claiming.sound(walk, "prechecked"), lambda walk, _number: walk.sign_claim()),
    (lambda walk: claiming.sound(walk, "signed"), lambda walk, _number: walk.transmit()),
    (dotes.performed, lambda walk, number: walk.end_service(number)),
    (dotes.ending, lambda walk, number: walk.come_to_an_end(number)),
)
EAGER = (*STRAIGHT[:3], *reversed(STRAIGHT[3:10]), *STRAIGHT[10:])
"""The straight line of an office that pays each month before it looks at the next one."""
TAKEN_BACK: tuple[tuple[Ask, Callable[[Any, int], None]], ...] = (
    (procedures.offsettable, lambda walk, number: walk.set_off(number, whole=number % 2 == 0)),
    (lambda walk: procedures.debts(walk, "opened"), lambda walk, number: walk.demand(number)),
    (procedures.untouched, lambda walk, number: walk.revoke(number, part=True)),
    (_in("approved", "cut"), lambda walk, number: walk.clear(number)),
    (_in("checked"), lambda walk, number: walk.recognise(number)),
    (_in("reported"), lambda walk, number: walk.check(number)),
    (_in("open"), lambda walk, number: walk.report(number, 20, half=False)),
    (
        lambda walk: procedures.debts(walk, *procedures.COLLECTING),
        lambda walk, number: walk.receive(number, whole=number % 3 == 0),
    ),
    (procedures.in_force, lambda walk, number: walk.annul(number, court=number % 2 == 0)),
    (procedures.owing, lambda walk, number: walk.give_money_back(number)),
    (procedures.claimed, lambda walk, number: walk.correct(number)),
    (procedures.revocable, lambda walk, number: walk.revoke(number, part=False)),
)
"""What an office does that takes money back, and gives it again."""


class Walk(Procedures):
    """Everything that two people's dotes can come to, in any order that is open."""

    @initialize(
        euro=st.sampled_from((100_000, 4_000, 9_000)),
        depth=st.integers(0, 90),
        eager=st.booleans(),
        back=st.lists(st.integers(0, 60), max_size=20),
    )
    def begin(self, euro: int, depth: int, *, eager: bool, back: list[int]) -> None:
        """Give the budget, bring two applications some way along, and take some of it back."""
        offer_services(self.world, cents=euro * 100)
        load_parameters()
        load_hold_causes()
        for kind in LINES:
            self.books.appropriate(kind, euro * 100)
        offers = {offer.line_id: offer.code for offer in self.world.call.offers.all()}
        self.kinds = {
            position.pk: offers[position.line_id]
            for position in Position.objects.all()
            if position.line_id in offers
        }
        for number in range(depth):
            self._straight_on(number, EAGER if eager else STRAIGHT)
        for number in back:
            possible = [do for ask, do in TAKEN_BACK if ask(self)]
            if possible:
                (chosen(possible, number // 4) if number % 4 == 0 else possible[0])(self, number)

    def _straight_on(self, number: int, way: Sequence[tuple[Ask, Any]]) -> None:
        """Do the first thing that is open on the way from two applications to a claim."""
        for ask, do in way:
            if ask(self):
                do(self, number)
                return

    def teardown(self) -> None:
        """Ask the product's own checks about all that happened, then take it back."""
        try:
            assert check_books.findings() == []
            assert replay.differences() == []
            assert verify_stored().faults == []
        finally:
            super().teardown()

    @invariant()
    def the_books_are_the_models(self) -> None:
        """Compare every position, part and account, cent by cent; nothing is below zero."""
        if not self.books.accounts:
            return
        held = {
            (self.kinds[position.pk], account): cents
            for position in Position.objects.filter(pk__in=self.kinds)
            for account, cents in (
                ("F0", -position.appropriated_cents),
                ("F1", position.available_cents),
            )
        }
        assert _left(held) == _left(self.books.positions)
        parts: Counter[tuple[str, str]] = Counter()
        for row in PartBalance.objects.all():
            for number in range(2, 10):
                parts[row.part, f"F{number}"] += getattr(row, f"f{number}")
        assert _left(parts) == _left(self.books.parts)
        assert min([0, *parts.values()]) == 0
        accounts = {row.account: row.balance for row in balances.trial_balance()}
        assert _left(accounts) == _left(self.books.accounts)
        assert sum(accounts.values()) == 0

    @invariant()
    def every_state_is_the_models(self) -> None:
        """Compare the states of dotes and months."""
        told = {dote.label: dote.state for dote in self.dotes}
        assert {row.label: row.state for row in Dote.objects.as_system()} == told
        months = {month.label: month.state for dote in self.dotes for month in dote.months}
        assert {row.label: row.state for row in Month.objects.as_system()} == months


def _left(values: Mapping[Key, int]) -> dict[Key, int]:
    return {key: cents for key, cents in values.items() if cents}


def run(world: World, *, length: int = 30, examples: int = 25) -> int:
    """Walk the same examples as ever; return how many steps were taken."""
    return _walked(world, _settings(length, examples, derandomize=True), Walk)


def a_slice(world: World, seed: int) -> tuple[Counter[str], list[str]]:
    """Walk five long examples of a seed; return the steps by kind, and what was wrong."""
    before = Walk.taken.copy()
    wrong = []
    try:
        _walked(world, _settings(120, 5, derandomize=False), hypothesis.seed(seed)(_copy()))
    except Exception as error:
        wrong.append(f"seed {seed}: {type(error).__name__}: {error}"[:2000])
    taken = Walk.taken - before
    return Counter({"steps": taken.total(), **taken}), wrong


def _walked(world: World, how: settings, machine: type[Walk]) -> int:
    Walk.world = world
    before = Walk.taken.total()
    run_state_machine_as_test(machine, settings=how)
    return Walk.taken.total() - before


def _copy() -> type[Walk]:
    """Return a machine of its own, since a seed sticks to the machine."""
    return type("Walk", (Walk,), {})


def _settings(length: int, examples: int, *, derandomize: bool) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=length,
        deadline=None,
        derandomize=derandomize,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
