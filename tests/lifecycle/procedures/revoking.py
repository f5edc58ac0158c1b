"""The path of a revocation in the tests: anna proposes and prepares, bruno signs."""

from __future__ import annotations

from datetime import date, timedelta

from accounting.models import Entry, Movement, PartBalance, Payable, Position
from expenditure.harvest import harvest
from expenditure.models import Item
from lifecycle.cases import CaseRoot
from lifecycle.engine import begin, perform
from lifecycle.models import Recovery, RecoveryReceipt, Revocation
from lifecycle.proposals import approve, propose
from programme.reference import load_hold_causes, load_parameters
from tests import batch_path
from tests.dote_path import DotePath
from tests.world import World

PROPOSED = date(2027, 3, 1)
NOTIFIED = date(2027, 3, 3)
COUNTERED = date(2027, 3, 10)
ISSUED = date(2027, 3, 20)
DEMANDED = date(2027, 4, 1)
WHY = "The landlord says that the room was empty"


def paid_dote(way: DotePath, *, paid: int = 2) -> list[Payable]:
    """Have all months cleared, the first payments executed, and the other clearances undone."""
    way.cleared_months()
    payables = batch_path.payables()
    batch_path.executed(way.world, payables[:paid])
    for month in way.months():
        if month.state == "liquidated":
            perform(month.take_back, by=way.world.giulia, on=PROPOSED, reason="revocation")
    way.fresh()
    return payables[:paid]


def proposed(world: World, case: CaseRoot, *, rows: list[dict] | None = None) -> Revocation:
    """Have anna propose a revocation: of everything, or of some rows."""
    load_hold_causes()
    load_parameters()
    return begin(
        Revocation,
        by=world.anna,
        on=PROPOSED,
        note=WHY,
        case_label=case.label,
        cause="requirements_lost",
        total=rows is None,
        rows=rows or [],
    )


def notified(world: World, case: CaseRoot, *, rows: list[dict] | None = None) -> Revocation:
    """Have bruno begin it."""
    found = proposed(world, case, rows=rows)
    approve(propose(found.notify, by=world.anna, on=NOTIFIED), by=world.bruno, on=NOTIFIED)
    return read(found)


def deciding(world: World, case: CaseRoot, *, rows: list[dict] | None = None) -> Revocation:
    """Let the person answer, and have anna weigh it."""
    found = notified(world, case, rows=rows)
    found = perform(found.counter, by=world.samir, on=COUNTERED, note="I live there")
    return perform(found.decide, by=world.anna, on=COUNTERED)


def issued(world: World, case: CaseRoot, *, rows: list[dict] | None = None) -> Revocation:
    """Have bruno sign the act."""
    found = deciding(world, case, rows=rows)
    approve(propose(found.issue, by=world.anna, on=ISSUED), by=world.bruno, on=ISSUED)
    return read(found)


def annulled(world: World, revocation: Revocation, *, on: date) -> Revocation:
    """Have leo propose the withdrawal and paolo, who did not sign, approve it."""
    proposal = propose(revocation.annul, by=world.leo, on=on, reason="error_found")
    approve(proposal, by=world.paolo, on=on)
    return read(revocation)


def demanded(world: World, case: CaseRoot) -> Recovery:
    """Issue the revocation of everything and have giulia demand what was paid."""
    issued(world, case)
    return perform(recovery_of(case).demand, by=world.giulia, on=DEMANDED)


def receive(
    world: World, recovery: Recovery, cents: int, *, on: date, reference: str = "CRO-R1"
) -> Recovery:
    """Have giulia enter money that came in."""
    begin(
        RecoveryReceipt,
        by=world.giulia,
        on=on,
        case_label=recovery.case_label,
        recovery=recovery,
        cents=cents,
        bank_reference=reference,
        value_on=on,
    )
    return read_recovery(recovery)


def harvested(on: date = PROPOSED) -> list[Item]:
    """Let the timer take up what was paid as expenditure."""
    return harvest(on=on)


def read(revocation: Revocation) -> Revocation:
    """Read a revocation again."""
    return Revocation.objects.as_system().get(pk=revocation.pk)


def recovery_of(case: CaseRoot) -> Recovery:
    """Return the one recovery of a case."""
    return Recovery.objects.as_system().get(case_label=case.label)


def read_recovery(recovery: Recovery) -> Recovery:
    """Read a recovery again."""
    return Recovery.objects.as_system().get(pk=recovery.pk)


def balances() -> dict[str, object]:
    """Return every balance of both books: positions, parts, and accounts by case."""
    parts = {
        (row.part, row.position_id): (
            row.f2,
            row.f3,
            row.f4,
            row.f5,
            row.f6,
            row.f7,
            row.f8,
            row.f9,
        )
        for row in PartBalance.objects.all()
    }
    general: dict[tuple[str, str], int] = {}
    for move in Movement.objects.filter(book="general"):
        for account, cents in ((move.debit_id, move.cents), (move.credit_id, -move.cents)):
            key = (move.root, account)
            general[key] = general.get(key, 0) + cents
    return {
        "positions": dict(Position.objects.values_list("id", "available_cents")),
        "parts": {key: found for key, found in parts.items() if any(found)},
        "general": {key: cents for key, cents in general.items() if cents},
    }


def postings_since(entry_count: int) -> list[str]:
    """Return the codes of the entries booked after the first so many."""
    return [entry.posting for entry in Entry.objects.order_by("id")[entry_count:]]


def later(day: date, days: int) -> date:
    """Return a day some days later."""
    return day + timedelta(days=days)
