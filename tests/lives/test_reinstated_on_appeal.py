"""Samir's dote is revoked and given again by a court; what he had paid back returns to him."""

from datetime import date

import pytest

from lifecycle.engine import begin, perform
from lifecycle.models import Appeal
from lifecycle.proposals import approve, propose
from tests.lifecycle.procedures import revoking
from tests.lives.ledger import interest
from tests.lives.living import AWARDED, Life, cents_of, total
from tests.world import World

VALUE = date(2027, 2, 11)
PAID_BACK = 100_00
JUDGED = date(2027, 6, 1)
SETTLED = date(2027, 7, 1)


@pytest.mark.slow
def test_samir_is_given_his_dote_again(world: World) -> None:
    life = Life(world)
    life.begins()
    life.cleared(1)
    life.pay()
    revoking.issued(world, life.way.fresh())
    november, december = life.months(1), total(life.months(2))
    life.ledger.freed(december)
    debt = perform(life.debt().demand, by=world.giulia, on=revoking.DEMANDED)
    extra = sum(interest(cents_of(m), VALUE, revoking.DEMANDED) for m in november)
    life.ledger.demanded(total(november), extra)
    life.came_in(debt, PAID_BACK, on=revoking.DEMANDED, reference="R1")
    judged(life)
    life.ledger.awarded(december)
    life.ledger.collected(extra - PAID_BACK, -extra)
    life.ledger.fallen(total(november), extra)
    assert life.way.fresh().state == "active"
    told = {"bank_reference": "BON-1", "value_date": JUDGED}
    life.ledger.entry("1100", "2400", PAID_BACK)
    perform(life.debt().give_back, by=world.giulia, on=JUDGED, **told)
    life.ledger.entry("2400", "1100", PAID_BACK)
    goes_on(life)
    life.ends_clean()
    assert life.ledger.accounts["F6"] == AWARDED


def judged(life: Life) -> None:
    """Have leo follow the court, with paolo, who did not sign the revocation."""
    found = begin(
        Appeal, by=life.world.leo, on=JUDGED, case_label=life.way.dote.label, kind="court",
        against=life.revocation().label, known_on=revoking.ISSUED, filed_on=revoking.DEMANDED,
    )  # fmt: skip
    found = perform(found.admit, by=life.world.leo, on=JUDGED)
    proposal = propose(found.uphold, by=life.world.leo, on=JUDGED, decision="TAR-77/2027")
    approve(proposal, by=life.world.paolo, on=JUDGED)
    found = Appeal.objects.as_system().get()
    perform(found.finalise, by=life.world.leo, on=SETTLED)


def goes_on(life: Life) -> None:
    """Have December reported, paid and claimed after all."""
    life.cleared(2)
    life.pay(on=SETTLED)
    life.completed(on=SETTLED)
    life.claim(on=SETTLED)
    life.closed(on=SETTLED)
