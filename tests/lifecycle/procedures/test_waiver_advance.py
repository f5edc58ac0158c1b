"""Who gives up pays back what was paid for days to which they never came."""

from __future__ import annotations

from datetime import date, timedelta

from accounting import check_books
from lifecycle.engine import begin, perform
from lifecycle.models import Recovery, Waiver
from lifecycle.proposals import approve, propose
from programme.reference import load_parameters
from tests import batch_path
from tests.dote_path import ALLOWANCE_CENTS, RENT_CENTS, DotePath, path
from tests.lifecycle.procedures.test_waiver import free
from tests.world import World

DECLARED = date(2027, 3, 1)
AFTER = DECLARED + timedelta(days=8)


def gives_up(way: DotePath, *, until: date | None) -> Waiver:
    """Have samir give up after everything was paid; services were received until a day."""
    told = {"reason": "found_work"}
    case = way.fresh().label
    waiver = begin(Waiver, by=way.world.samir, on=DECLARED, case_label=case, told=told)
    waiver = free(way, waiver, on=DECLARED)
    waiver = perform(waiver.take_note, by=way.world.anna, on=DECLARED, performed_until=until)
    proposal = propose(waiver.take_effect, by=way.world.anna, on=AFTER)
    approve(proposal, by=way.world.bruno, on=AFTER)
    return Waiver.objects.as_system().get(pk=waiver.pk)


def paid(world: World) -> DotePath:
    way = path(world)
    way.cleared_months()
    batch_path.executed(world, batch_path.payables())
    load_parameters()
    return way


def test_what_was_paid_in_advance_becomes_a_recovery(world: World) -> None:
    way = paid(world)
    waiver = gives_up(way, until=date(2026, 11, 30))
    debt = Recovery.objects.as_system().get()
    assert (debt.origin, debt.because_of) == ("waiver", waiver.label)
    assert debt.principal_cents == RENT_CENTS + ALLOWANCE_CENTS
    december = {month.label for month in way.months() if month.number == 2}
    assert {row.part for row in debt.debts} == december
    debt = perform(debt.demand, by=world.giulia, on=AFTER)
    assert debt.state == "demanded"
    assert check_books.findings() == []


def test_who_received_everything_that_was_paid_owes_nothing(world: World) -> None:
    gives_up(paid(world), until=date(2027, 1, 31))
    assert not Recovery.objects.as_system().exists()


def test_who_received_nothing_owes_all_of_it(world: World) -> None:
    gives_up(paid(world), until=None)
    debt = Recovery.objects.as_system().get()
    assert debt.principal_cents == 2 * (RENT_CENTS + ALLOWANCE_CENTS)
