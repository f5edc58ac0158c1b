"""Samir moves from Puglia to Sicilia: what is not paid goes over with him, what was paid stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from accounting.models import PartBalance
from audit.labels import label
from documents import evidence
from dote.models import Month
from expenditure.harvest import harvest
from expenditure.models import Claim, Item
from lifecycle.engine import begin, perform
from lifecycle.models import Transfer
from lifecycle.proposals import approve, propose
from people.roles import Role
from programme.models import Partner
from tests.dote_path import SERVICES, pdf_about
from tests.lives.living import AWARDED, Life, cents_of, creditor_of, total
from tests.world import World

MOVED = date(2027, 2, 15)
LATER = date(2027, 2, 25)
CLAIMED = date(2027, 3, 1)
SICILIA = 20_000_00


@pytest.mark.slow
def test_samir_moves_to_sicilia(world: World) -> None:
    life = Life(world)
    life.begins()
    for line in (world.rent_line, world.work_line):
        world.appropriate(SICILIA, line=line, fund=world.esf, partner=world.sicilia)
        life.ledger.appropriated(SICILIA)
    life.cleared(1)
    life.pay()
    moves(life)
    for month in life.months(2):
        recognised_in_sicilia(life, month)
    life.pay(on=LATER)
    settled_in_sicilia(life)
    for partner, signer in ((world.puglia, "bruno"), (world.sicilia, "sara")):
        claim = claimed_by(life, partner, signer)
        assert claim.declared_cents == AWARDED // 2
    proposal = propose(life.way.fresh().close, by=world.giulia, on=CLAIMED)
    approve(proposal, by=world.sara, on=CLAIMED)
    life.ends_clean()
    assert claimed_on(world.puglia) == claimed_on(world.sicilia) == total(life.months(2))


def moves(life: Life) -> None:
    """Have marta ask for it, bruno release the case and sara accept it."""
    world = life.world
    transfer = begin(
        Transfer, by=world.marta, on=MOVED, case_label=life.way.fresh().label,
        to_partner=world.sicilia, moved_on=MOVED,
    )  # fmt: skip
    transfer = perform(transfer.release, by=world.bruno, on=MOVED)
    perform(transfer.accept, by=world.sara, on=MOVED)
    assert life.way.fresh().partner == world.sicilia


def recognised_in_sicilia(life: Life, month: Month) -> None:
    """Have nino report a month, dario check it, sara recognise it, giulia clear it."""
    world = life.world
    operator = world.actor(world.nino, Role.OPERATOR)
    kept = evidence.keep(
        pdf_about(month), kind="month_evidence", subject=month,
        participant=life.way.dote.participant, by=operator, on=LATER,
    )  # fmt: skip
    told: dict[str, object] = {"evidence": label(kept)}
    if month.line.offer.code == "WORK":
        days = [month.starts_on + timedelta(days=day) for day in range(20)]
        told |= {"days": [day.isoformat() for day in days], "expected": 20}
    else:
        told |= {"cents": cents_of(month)}
    month = perform(month.report, by=world.nino, on=LATER, **told)
    month = perform(month.check_month, by=world.dario, on=LATER)
    month = perform(month.approve, by=world.sara, on=LATER)
    perform(month.clear, by=world.giulia, on=LATER)
    life.ledger.cleared(cents_of(month), creditor_of(month))


def settled_in_sicilia(life: Life) -> None:
    """End the services, and settle."""
    for line in life.way.lines():
        perform(line.perform_service, by=life.world.nino, on=LATER)
    life.way.fresh()
    life.way.do("complete", life.world.dario, LATER, outcome="employment")
    life.way.do("start_settlement", life.world.giulia, LATER)


def claimed_by(life: Life, partner: Partner, signer: str) -> Claim:
    """Have a partner claim what it paid itself."""
    world = life.world
    harvest(on=CLAIMED)
    for item in life.items("draft"):
        perform(item.complete, by=world.giulia, on=CLAIMED)
    claim = begin(
        Claim, by=world.giulia, on=CLAIMED, operation=world.operation, partner=partner,
        fund=world.esf, period_start=SERVICES, period_end=CLAIMED,
    )  # fmt: skip
    for item in Item.objects.as_system().filter(partner=partner, state="ready").order_by("id"):
        perform(item.include, by=world.giulia, on=CLAIMED, claim=claim.pk)
        life.ledger.claimed(item.declared_cents)
    claim = perform(claim.precheck, by=world.giulia, on=CLAIMED)
    claim = perform(claim.sign, by=world.users[signer], on=CLAIMED)
    return perform(claim.transmit, by=world.giulia, on=CLAIMED)


def claimed_on(partner: Partner) -> int:
    """Return what the books have claimed for a partner, in cents."""
    return sum(row.f6 for row in PartBalance.objects.filter(position__partner=partner))
