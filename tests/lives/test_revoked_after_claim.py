"""Samir's dote is revoked when it was claimed already; he pays it back in instalments."""

from datetime import date, timedelta

import pytest

from lifecycle import timed
from lifecycle.engine import perform
from lifecycle.errors import Refused
from lifecycle.proposals import approve, propose
from tests.lifecycle.procedures import revoking
from tests.lives.ledger import interest
from tests.lives.living import AWARDED, Life, cents_of
from tests.world import World

VALUE = date(2027, 2, 11)
INSTALMENTS = 5
FIRST = date(2027, 5, 31)


@pytest.mark.slow
def test_samir_s_dote_is_revoked_after_it_was_claimed(world: World) -> None:
    life = Life(world)
    life.begins()
    life.cleared(1, 2)
    life.pay()
    life.claim()
    revocation = revoking.deciding(world, life.way.fresh())
    with pytest.raises(Refused, match="the control corrects it first"):
        propose(revocation.issue, by=world.anna, on=revoking.ISSUED)
    life.corrected(on=revoking.ISSUED)
    proposal = propose(revocation.issue, by=world.anna, on=revoking.ISSUED)
    approve(proposal, by=world.bruno, on=revoking.ISSUED)
    with pytest.raises(Refused, match="has to be deducted"):
        perform(life.debt().demand, by=world.giulia, on=revoking.ISSUED)
    claim = life.claim(on=revoking.DEMANDED)
    assert claim.declared_cents == -AWARDED
    demanded(life)
    paid_back(life)
    timed.tick(on=date(2027, 12, 1))
    assert life.revocation().state == "confirmed"
    life.closed(on=date(2027, 12, 2))
    life.ends_clean()
    assert life.ledger.accounts["F9"] == AWARDED
    assert life.ledger.accounts["1100"] == -life.ledger.accounts["2200"]


def demanded(life: Life) -> None:
    """Have giulia demand it, with the legal interest since each payment."""
    perform(life.debt().demand, by=life.world.giulia, on=revoking.DEMANDED)
    extra = [interest(cents_of(m), VALUE, revoking.DEMANDED) for m in life.months(1, 2)]
    life.ledger.demanded(AWARDED, sum(extra))


def paid_back(life: Life) -> None:
    """Agree on five instalments, and pay each on its day."""
    debt = life.debt()
    told = {"count": INSTALMENTS, "first_due": FIRST}
    proposal = propose(debt.agree_instalments, by=life.world.giulia, on=revoking.DEMANDED, **told)
    approve(proposal, by=life.world.bruno, on=revoking.DEMANDED)
    for instalment in life.debt().plan():
        timed.tick(on=instalment.due_on)
        on = instalment.due_on - timedelta(days=1)
        life.came_in(life.debt(), instalment.cents, on=on, reference=f"R{instalment.number}")
    assert (life.debt().state, life.debt().open_cents) == ("paid", 0)
