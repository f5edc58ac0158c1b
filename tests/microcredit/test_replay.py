"""Receipts over a plan: what each pays, whatever the order of entry."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microcredit.allocation import Across, Component, Debt, Order, after, allocate
from microcredit.arrears import ArrearsClass, Pause, arrears_class, days_past_due
from microcredit.replay import Paying, replay
from microcredit.schedule import Method, Terms, plan

START = date(2026, 1, 31)
ROWS = plan(
    Terms(
        principal=1_000_00,
        annual_rate_pct=Decimal(6),
        method=Method.FRENCH,
        n=12,
        disbursed_on=START,
        first_due=date(2026, 2, 28),
        due_day=31,
    )
).rows

receipts = st.lists(
    st.builds(
        lambda days, cents, name: Paying(START + timedelta(days=days), name, cents, f"r:{name}"),
        st.integers(0, 400),
        st.integers(1, 400_00),
        st.text("abcdef", min_size=6, max_size=6),
    ),
    max_size=25,
    unique_by=lambda receipt: receipt.reference,
)


@given(receipts, st.randoms(use_true_random=False))
@pytest.mark.slow
def test_the_order_of_entry_does_not_matter(entered: list[Paying], chance: Random) -> None:
    shuffled = list(entered)
    chance.shuffle(shuffled)
    assert replay(ROWS, entered, Order()) == replay(ROWS, shuffled, Order())


@given(receipts)
@pytest.mark.slow
def test_every_cent_pays_something_or_is_the_borrowers(entered: list[Paying]) -> None:
    found = replay(ROWS, entered, Order())
    owed = sum(row.due for row in ROWS)
    came = sum(receipt.cents for receipt in entered)
    assert owed - found.owed + found.over == came
    assert min(debt.total for debt in found.left) >= 0
    assert found.over == max(came - owed, 0)


@given(receipts)
@pytest.mark.slow
def test_the_oldest_instalment_is_paid_first(entered: list[Paying]) -> None:
    left = [debt.total for debt in replay(ROWS, entered, Order()).left]
    whole = [row.due for row in ROWS]
    first = next((place for place, cents in enumerate(left) if cents), len(left))
    assert left[first + 1 :] == whole[first + 1 :]


@given(receipts, st.integers(0, 24))
@pytest.mark.slow
def test_a_receipt_reversed_is_as_if_it_had_never_come(entered: list[Paying], place: int) -> None:
    kept = [receipt for number, receipt in enumerate(entered) if number != place]
    alone = replay(ROWS, kept, Order())
    assert set(alone.allocations) == {receipt.label for receipt in kept}


def test_a_part_pays_costs_and_interest_before_principal() -> None:
    debt = Debt(1, {Component.COSTS: 5_00, Component.INTEREST: 40_00, Component.PRINCIPAL: 260_00})
    [share] = allocate([debt], 50_00).shares
    assert share.cents == {
        Component.COSTS: 5_00,
        Component.INTEREST: 40_00,
        Component.PRINCIPAL: 5_00,
    }


def test_a_product_may_take_principal_first() -> None:
    order = Order(tuple(reversed(Order().components)))
    debt = Debt(1, {Component.INTEREST: 40_00, Component.PRINCIPAL: 260_00})
    [share] = allocate([debt], 260_00, order=order).shares
    assert share.cents == {Component.PRINCIPAL: 260_00}


def test_components_can_go_through_all_instalments() -> None:
    debts = [
        Debt(number, {Component.INTEREST: 10_00, Component.PRINCIPAL: 90_00}) for number in (1, 2)
    ]
    found = allocate(debts, 30_00, order=Order(across=Across.COMPONENTS))
    assert [debt.total for debt in after(debts, found.shares)] == [80_00, 90_00]


@pytest.mark.parametrize("cents", [0, -1])
def test_nothing_is_paid_by_nothing(cents: int) -> None:
    with pytest.raises(ValueError, match="more than zero"):
        allocate([], cents)


def test_an_order_names_each_component_once() -> None:
    with pytest.raises(ValueError, match="each once"):
        Order((Component.PRINCIPAL,))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, ArrearsClass.PERFORMING),
        (1, ArrearsClass.UP_TO_30),
        (30, ArrearsClass.UP_TO_30),
        (31, ArrearsClass.UP_TO_90),
        (90, ArrearsClass.UP_TO_90),
        (91, ArrearsClass.OVER_90),
    ],
)
def test_the_class_follows_from_the_days(days: int, expected: ArrearsClass) -> None:
    assert arrears_class(days) is expected


def test_days_of_a_pause_are_not_counted() -> None:
    due = date(2026, 1, 31)
    pause = Pause(date(2026, 2, 10), date(2026, 2, 19))
    assert days_past_due(due, on=date(2026, 3, 2)) == 30
    assert days_past_due(due, on=date(2026, 3, 2), pauses=[pause]) == 20
    assert days_past_due(due, on=due) == 0
