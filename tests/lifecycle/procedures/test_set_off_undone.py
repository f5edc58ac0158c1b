"""A debt that was set off against a payment falls on appeal: every balance is as it was."""

from __future__ import annotations

from datetime import date

import pytest

from accounting import check_books, payables
from accounting.accounts import G
from accounting.balances import balance
from accounting.models import Payable
from lifecycle.engine import begin, perform
from lifecycle.models import Appeal, Recovery, Revocation
from lifecycle.procedures.kinds import open_on
from lifecycle.proposals import approve, propose
from tests import batch_path
from tests.dote_path import RENT_CENTS, DotePath, path
from tests.lifecycle.procedures import revoking
from tests.lifecycle.procedures.revoking import DEMANDED, ISSUED, later
from tests.world import World

SET_OFF = later(DEMANDED, 5)
FALLS = later(DEMANDED, 20)


@pytest.fixture
def way(world: World) -> DotePath:
    """Return samir's path: one rent is paid, the other months are cleared."""
    found = path(world)
    found.cleared_months()
    batch_path.executed(world, batch_path.payables()[:1])
    found.fresh()
    return found


def revoked(world: World, way: DotePath) -> Recovery:
    """Revoke the rent that was paid, and demand it back."""
    part = Payable.objects.get(paid_on__isnull=False)
    row = {"part": part.part, "position": part.position_id, "recover": RENT_CENTS}
    revoking.issued(world, way.dote, rows=[row])
    return perform(revoking.recovery_of(way.dote).demand, by=world.giulia, on=DEMANDED)


def set_off(world: World, debt: Recovery, payable: Payable, cents: int) -> Recovery:
    """Have giulia set a part of the debt off against a payment, by consent."""
    told = {"payable": payable.pk, "cents": cents, "basis": "consent"}
    perform(debt.set_off, by=world.giulia, on=SET_OFF, **told)
    return revoking.read_recovery(debt)


def upheld(world: World, way: DotePath, *, on: date = FALLS) -> None:
    """Have an appeal against the revocation upheld, by leo and paolo."""
    revocation = Revocation.objects.as_system().get()
    found = begin(
        Appeal, by=world.leo, on=on, case_label=way.dote.label, kind="court",
        against=revocation.label, known_on=ISSUED, filed_on=later(ISSUED, 5),
    )  # fmt: skip
    found = perform(found.admit, by=world.leo, on=on)
    approve(propose(found.uphold, by=world.leo, on=on, decision="77/2027"), by=world.paolo, on=on)
    found = Appeal.objects.as_system().get()
    perform(found.finalise, by=world.leo, on=later(on, 60))


def due() -> Payable:
    """Return a rent that is still to be paid."""
    found = Payable.objects.filter(paid_on__isnull=True, gross_cents=RENT_CENTS).first()
    assert found is not None
    return found


def test_a_payment_that_was_lowered_is_due_in_full_again(world: World, way: DotePath) -> None:
    before = revoking.balances()
    debt = revoked(world, way)
    payable = due()
    set_off(world, debt, payable, 100_00)
    upheld(world, way)
    payable.refresh_from_db()
    assert (payable.offset_cents, payable.due_cents) == (0, RENT_CENTS)
    assert revoking.balances() == before
    debt = revoking.read_recovery(debt)
    assert (debt.state, debt.to_return_cents) == ("recovery_annulled", 0)
    assert open_on(way.dote.label) == []
    assert check_books.findings() == []


def test_the_payment_can_be_made_in_full_afterwards(world: World, way: DotePath) -> None:
    set_off(world, revoked(world, way), due(), 100_00)
    upheld(world, way)
    lines = batch_path.lines_of(batch_path.sent(world, [due()], on=FALLS))
    batch_path.execute(world, lines[0], on=FALLS)
    assert check_books.findings() == []


def test_what_settled_the_debt_is_given_back_when_the_payment_was_made_since(
    world: World, way: DotePath
) -> None:
    debt = revoked(world, way)
    payable = due()
    set_off(world, debt, payable, 100_00)
    lines = batch_path.lines_of(batch_path.sent(world, [due()], on=SET_OFF))
    batch_path.execute(world, lines[0], on=SET_OFF)
    upheld(world, way)
    debt = revoking.read_recovery(debt)
    assert (debt.to_return_cents, balance(G.OVERPAYMENTS)) == (100_00, -100_00)
    assert (balance(G.RECOVERIES), balance(G.RECOVERY_INTEREST)) == (0, 0)
    assert check_books.findings() == []
    told = {"bank_reference": "BON-1", "value_date": FALLS}
    debt = perform(debt.give_back, by=world.giulia, on=FALLS, **told)
    assert (balance(G.OVERPAYMENTS), debt.is_open) == (0, False)
    assert check_books.findings() == []


def test_a_payment_that_was_set_off_whole_stays_settled_and_its_money_is_owed(
    world: World, way: DotePath
) -> None:
    debt = revoked(world, way)
    payable = due()
    set_off(world, debt, payable, RENT_CENTS)
    assert Payable.objects.get(pk=payable.pk).paid_on is not None
    upheld(world, way)
    assert revoking.read_recovery(debt).to_return_cents == RENT_CENTS
    assert check_books.findings() == []


def test_a_payment_on_its_way_to_the_bank_keeps_what_it_was_lowered_by(
    world: World, way: DotePath
) -> None:
    debt = revoked(world, way)
    payable = due()
    set_off(world, debt, payable, 100_00)
    batch = batch_path.sent(world, [due()], on=SET_OFF)
    upheld(world, way)
    payable.refresh_from_db()
    assert payable.offset_cents == 100_00
    assert revoking.read_recovery(debt).to_return_cents == 100_00
    batch_path.execute(world, batch_path.lines_of(batch)[0], on=FALLS)
    assert check_books.findings() == []


def test_no_more_is_given_back_to_a_payment_than_was_set_off(world: World, way: DotePath) -> None:
    payable = due()
    with pytest.raises(payables.NotPossible):
        payables.undo_set_off(payable.pk, 1)
