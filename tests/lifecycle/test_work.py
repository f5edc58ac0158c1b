"""The timer does each package's own work too, and leaves its mark for the health page."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from accounting.models import BalanceSnapshot
from audit import clock
from expenditure.models import Item
from lifecycle import timed
from tests import batch_path
from tests.dote_path import path
from tests.world import World


@pytest.mark.slow
def test_what_the_bank_has_paid_is_harvested_by_the_timer(
    world: World, settings: Settings, tmp_path: Path
) -> None:
    settings.VAR_DIR = tmp_path
    path(world).cleared_months()
    batch_path.executed(world, batch_path.payables())
    for _twice in range(2):
        call_command("tick", on=date(2027, 3, 1), stdout=StringIO())
    assert Item.objects.as_system().count() == 4
    assert (tmp_path / "marks" / "tick").exists()


def test_balances_are_summed_once_a_day_by_the_timer(
    world: World, settings: Settings, tmp_path: Path
) -> None:
    settings.VAR_DIR = tmp_path
    path(world).cleared_months()
    today = clock.today()
    assert timed.work(on=today)["balances"] == 1
    assert BalanceSnapshot.objects.exists()
    assert timed.work(on=today)["balances"] == 0
    assert timed.work(on=date(2999, 1, 1))["balances"] == 1


def test_a_payment_given_up_sends_its_month_back(world: World) -> None:
    from lifecycle.proposals import approve, propose

    way = path(world)
    way.cleared_months()
    (line, *_rest) = batch_path.executed(world, batch_path.payables()[:1])
    line = batch_path.give_back(world, line)
    proposal = propose(line.drop, by=world.giulia, on=batch_path.ENTERED, reason="account_unknown")
    approve(proposal, by=world.paolo, on=batch_path.ENTERED)
    assert [month.state for month in way.months()].count("checked") == 1
