"""One grant from the call to a line of a claim, by the real steps, and its books all the way."""

from datetime import date

import pytest

from accounting.check_books import findings
from accounting.models import PartBalance, Payable
from audit.models import Event
from expenditure.harvest import harvest
from lifecycle.engine import perform
from lifecycle.replay import differences
from startup_grants import ledger, money
from startup_grants.models import AidEntry
from startup_grants.states import GrantState, TrancheState
from tests import batch_path
from tests.grant_path import (
    ADVANCED,
    AWARDED,
    GRANT_CENTS,
    SPENT,
    VAT,
    GrantPath,
    fresh,
)
from tests.world import World

CLAIMED = date(2027, 3, 2)


@pytest.mark.slow
def test_samir_is_granted_what_the_ranking_gave(world: World) -> None:
    way = GrantPath(world)
    grant = way.granted()
    assert (grant.state, grant.granted_cents) == (GrantState.GRANTED, GRANT_CENTS)
    assert grant.score["total"] == "62.00"
    balance = PartBalance.objects.get(root=grant.label)
    assert (balance.f2, balance.f3) == (0, GRANT_CENTS)
    entry = AidEntry.objects.as_system().get()
    assert (entry.members, entry.cents) == ([VAT], GRANT_CENTS)
    assert ledger.room_of(grant, on=AWARDED).room_cents == 300_000_00 - GRANT_CENTS


@pytest.mark.slow
def test_an_advance_is_paid_against_its_guarantee_and_enters_a_claim(world: World) -> None:
    way = GrantPath(world)
    tranche = way.advance()
    assert tranche.state == TrancheState.IN_PAYMENT
    (payable,) = Payable.objects.filter(live=True)
    assert (payable.gross_cents, payable.withheld_cents, payable.net_cents) == (
        8_000_00,
        0,
        8_000_00,
    )
    batch_path.executed(world, [payable])
    tranche = fresh(tranche)
    assert (tranche.state, tranche.paid_on) == (TrancheState.PAID, batch_path.VALUE)
    assert batch_path.postings_of(tranche.label) == ["LIQ", "PAY"]
    (item,) = harvest(on=CLAIMED)
    assert (item.part_label, item.declared_cents) == (tranche.label, 8_000_00)
    item = perform(item.complete, by=world.giulia, on=CLAIMED)
    assert item.state == "ready"
    assert findings() == []


@pytest.mark.slow
def test_costs_are_paid_by_their_share_and_the_balance_clears_the_advance(world: World) -> None:
    way = GrantPath(world)
    advance = way.advance()
    batch_path.executed(world, Payable.objects.filter(live=True))
    grant = way.start(fresh(advance.grant))
    progress = way.tranche(grant, 2)
    big = way.invoice(grant, total="<ImportoTotaleDocumento>25000.00</ImportoTotaleDocumento>")
    expense = way.expense(progress, big, cents=10_000_00)
    progress = way.ask(progress, on=SPENT)
    assert progress.requested_cents == 8_000_00
    perform(progress.take, by=world.anna, on=SPENT)
    perform(fresh(expense).admit, by=world.anna, on=SPENT)
    progress = way.clear(way.approve(progress, on=SPENT), on=SPENT)
    assert (progress.approved_cents, progress.clears_cents) == (8_000_00, 0)

    balance = way.tranche(grant, 3)
    last = way.expense(balance, big, cents=15_000_00)
    balance = way.ask(balance, on=SPENT)
    perform(balance.take, by=world.anna, on=SPENT)
    perform(fresh(last).admit_part, by=world.anna, on=SPENT, cents=14_000_00, reason="4.3")
    balance = way.clear(way.approve(balance, on=SPENT, command="approve_part"), on=SPENT)
    # 80 % of 24,000 is 19,200: 8,000 were paid on costs, 8,000 of the rest clear the advance.
    assert (balance.approved_cents, balance.clears_cents) == (3_200_00, 8_000_00)
    assert balance.reasons == ["4.3"]
    assert money.advance_open(fresh(grant)) == 0
    assert money.left_of(balance) == GRANT_CENTS - 19_200_00
    assert batch_path.postings_of(balance.label) == ["LIQ", "CLR"]
    assert findings() == []


@pytest.mark.slow
def test_the_trail_tells_every_change_of_the_grant_again(world: World) -> None:
    way = GrantPath(world)
    way.advance()
    assert list(differences()) == []
    assert Event.objects.filter(action="award").count() == 1


@pytest.mark.slow
def test_money_that_is_taken_back_from_payment_is_committed_again(world: World) -> None:
    way = GrantPath(world)
    tranche = perform(way.advance().take_back, by=world.giulia, on=ADVANCED, reason="payee_wrong")
    assert tranche.state == TrancheState.AUTHORISED
    assert PartBalance.objects.get(part=tranche.grant.label).f3 == GRANT_CENTS
    assert not Payable.objects.filter(live=True).exists()
    assert findings() == []
