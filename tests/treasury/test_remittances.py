"""What was withheld is paid over month by month, by three people, and the books say so."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError

from accounting import check_books
from accounting.balances import balance
from accounting.models import Movement, Payable
from expenditure.harvest import harvest
from lifecycle import replay
from lifecycle.engine import begin, obstacles, perform
from lifecycle.errors import Refused
from people.models import User
from tests.expenditure.spending import Spending
from tests.treasury import forging
from tests.world import World
from treasury.models import Remittance

NOVEMBER = date(2026, 11, 1)
ON = date(2026, 12, 9)
RECEIPT = {"bank_reference": "F24-0001", "value_date": date(2026, 12, 14)}
PAID_OVER = date(2026, 12, 15)


@pytest.fixture
def withheld(world: World) -> list[Payable]:
    """Return two sums paid in November, of which 75.00 € and 25.00 € were withheld."""
    spending = Spending(world)
    return [spending.paid(500_00, withheld=75_00), spending.paid(250_00, withheld=25_00)]


def opened(world: World, by: User | None = None, *, month: date = NOVEMBER) -> Remittance:
    made = begin(Remittance, by=by or world.giulia, on=ON, operation=world.operation, month=month)
    assert isinstance(made, Remittance)
    return made


def approved(world: World) -> Remittance:
    """Have giulia submit the payment and fabio approve it."""
    remittance = perform(opened(world).submit, by=world.giulia, on=ON)
    approved: Remittance = perform(remittance.approve, by=world.fabio, on=ON)
    return approved


@pytest.mark.slow
def test_withholdings_are_paid_over_by_three_people(world: World, withheld: list[Payable]) -> None:
    assert balance("2120") == -100_00
    remittance = approved(world)
    assert remittance.cents == 100_00
    perform(remittance.pay_over, by=world.teo, on=PAID_OVER, **RECEIPT)
    assert balance("2120") == 0
    booked = Movement.objects.filter(entry__posting="WHT", debit="F5")
    assert {(move.part, move.cents) for move in booked} == {
        (withheld[0].part, 75_00),
        (withheld[1].part, 25_00),
    }
    days = set(Payable.objects.values_list("withheld_paid_on", flat=True))
    assert days == {RECEIPT["value_date"]}
    assert check_books.findings() == []
    assert replay.differences() == []


def test_an_item_is_complete_once_its_withholding_is_paid_over(
    world: World, withheld: list[Payable]
) -> None:
    item = harvest(on=ON)[0]

    def codes() -> set[str]:
        return {each.code for each in obstacles(item.complete, by=world.giulia, on=PAID_OVER)}

    assert "withholding_paid" in codes()
    perform(approved(world).pay_over, by=world.teo, on=PAID_OVER, **RECEIPT)
    item = type(item).objects.as_system().get(pk=item.pk)
    assert "withholding_paid" not in codes()


def test_nobody_carries_it_alone(world: World, withheld: list[Payable]) -> None:
    remittance = perform(opened(world).submit, by=world.giulia, on=ON)
    with pytest.raises(Refused):
        perform(remittance.approve, by=world.giulia, on=ON)
    with pytest.raises(Refused):
        perform(remittance.pay_over, by=world.teo, on=PAID_OVER, **RECEIPT)
    remittance = perform(remittance.approve, by=world.fabio, on=ON)
    for user in (world.giulia, world.fabio, world.bruno):
        with pytest.raises(Refused):
            perform(remittance.pay_over, by=user, on=PAID_OVER, **RECEIPT)


def test_what_came_back_meanwhile_is_not_paid_over(world: World, withheld: list[Payable]) -> None:
    remittance = approved(world)
    Payable.objects.filter(pk=withheld[0].pk).update(returned=True)
    with pytest.raises(Refused, match="has changed since it was submitted"):
        perform(remittance.pay_over, by=world.teo, on=PAID_OVER, **RECEIPT)
    back = perform(remittance.send_back, by=world.giulia, on=ON, reason="totals_wrong")
    assert perform(back.submit, by=world.giulia, on=ON).cents == 25_00


def test_nothing_is_paid_over_twice(world: World, withheld: list[Payable]) -> None:
    with pytest.raises(Refused, match="are being paid over"):
        opened(world), opened(world)
    remittance = perform(Remittance.objects.as_system().get().submit, by=world.giulia, on=ON)
    remittance = perform(remittance.approve, by=world.fabio, on=ON)
    perform(remittance.pay_over, by=world.teo, on=PAID_OVER, **RECEIPT)
    with pytest.raises(Refused, match="Nothing that was withheld"):
        opened(world)


def test_a_month_is_paid_over_when_it_has_ended(world: World, withheld: list[Payable]) -> None:
    with pytest.raises(Refused, match="The month is not over"):
        opened(world, month=date(2026, 12, 1))
    with pytest.raises(Refused, match="begins on its first day"):
        opened(world, month=date(2026, 11, 5))
    early = {"bank_reference": "F24", "value_date": date(2026, 11, 30)}
    with pytest.raises(Refused, match="before the month was over"):
        perform(approved(world).pay_over, by=world.teo, on=PAID_OVER, **early)


def test_the_database_wants_three_people(world: World, withheld: list[Payable]) -> None:
    remittance = approved(world)
    for column in ("prepared_by", "approved_by"):
        with pytest.raises(DatabaseError):
            forging.update(
                remittance, action="pay_over", target="paid", paid_by=getattr(remittance, column),
                bank_reference="F24", value_on=PAID_OVER,
            )  # fmt: skip


def test_somebody_of_one_region_sees_none_of_it(world: World, withheld: list[Payable]) -> None:
    opened(world)
    for user, seen in ((world.giulia, 1), (world.teo, 1), (world.anna, 0), (world.samir, 0)):
        assert Remittance.objects.visible_to(user, on=ON).count() == seen
