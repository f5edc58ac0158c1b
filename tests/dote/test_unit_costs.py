"""A service paid by unit cost goes through to a declared item: units, unit and price."""

from datetime import date
from decimal import Decimal

import pytest
from djmoney.money import Money

from accounting.models import Payable
from dote.models import ServiceOffer
from expenditure.harvest import harvest
from expenditure.models import Item
from lifecycle.engine import perform
from lifecycle.errors import Refused
from programme.models import UnitCost
from programme.models.funding import CostOption
from tests import batch_path
from tests.batch_path import ENTERED
from tests.dote_path import DotePath, path
from tests.promises.story import CLAIMED
from tests.world import World


def by_unit_cost(world: World) -> DotePath:
    """Let the call pay internships by a price of 500.00 € a month."""
    way = path(world)
    price = UnitCost.objects.create(
        code="TEST.MONTH",
        description="A month of internship (invented)",
        unit="month",
        amount=Money(Decimal(500), "EUR"),
        valid_from=date(2026, 1, 1),
        legal_act="Invented",
    )
    offers = ServiceOffer.objects.filter(call=world.call, code="WORK")
    offers.update(cost_option=CostOption.UNIT, unit_cost=price)
    return way


def harvested(way: DotePath, **reported: int) -> Item:
    """Have one month of internship cleared, paid and taken up."""
    way.start_services(rent_months=1, work_months=1)
    [month] = [month for month in way.months() if month.line.offer.code == "WORK"]
    way.clear(month, **reported)
    batch_path.executed(way.world, batch_path.payables())
    [item] = harvest(on=ENTERED)
    return item


def completed(item: Item, world: World, **told: object) -> Item:
    done = perform(item.complete, by=world.giulia, on=CLAIMED, **told)
    assert isinstance(done, Item)
    return done


@pytest.mark.slow
def test_a_whole_month_is_one_unit_at_its_price(world: World) -> None:
    item = harvested(by_unit_cost(world))
    payable = Payable.objects.get(pk=item.payable_id)
    assert (payable.quantity, payable.unit) == (Decimal("1.000"), "month")
    done = completed(item, world)
    assert done.state == "ready"
    assert done.declared_cents == 500_00
    assert done.unit_cost == payable.unit_cost


@pytest.mark.parametrize(("days", "units"), [(13, "0.650"), (7, "0.350")])
@pytest.mark.slow
def test_a_month_in_part_is_a_part_of_a_unit(world: World, days: int, units: str) -> None:
    item = completed(harvested(by_unit_cost(world), days=days), world)
    assert item.quantity == Decimal(units)
    assert item.declared_cents == int(500_00 * Decimal(units))


def test_nobody_declares_more_than_the_units_that_were_recognised(world: World) -> None:
    item = harvested(by_unit_cost(world), days=13)
    with pytest.raises(Refused, match="More is declared than the units at their price"):
        completed(item, world, share_cents=325_01, declared_cents=325_01)


def test_a_service_at_real_cost_has_no_units(world: World) -> None:
    way = path(world)
    way.cleared_months(rent_months=1, work_months=1)
    assert set(Payable.objects.values_list("quantity", "unit", "unit_cost")) == {(None, "", None)}


def test_what_is_rounded_off_is_paid_and_not_declared() -> None:
    price = UnitCost(amount=Money(Decimal(600), "EUR"), unit="month")
    assert price.units_in(199_99) == Decimal("0.333")
    assert price.worth_cents(price.units_in(199_99)) == 199_80
