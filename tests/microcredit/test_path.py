"""A loan from application to repayment, with state, events and books at each step."""

from datetime import date

import pytest

from accounting.accounts import G
from accounting.models import Movement, PartBalance
from expenditure.harvest import harvest
from lifecycle.errors import Refused
from microcredit.states import LoanState, TrancheState
from tests.loan_path import CLEARED, LENT, PAID, path
from tests.world import World


def owed(label: str, account: G = G.PRINCIPAL) -> int:
    """Return debit less credit of an account on one case, in cents."""
    rows = Movement.objects.filter(root=label)
    debit = sum(row.cents for row in rows if row.debit_id == account.value)
    return debit - sum(row.cents for row in rows if row.credit_id == account.value)


@pytest.mark.slow
def test_samir_borrows_and_repays(world: World) -> None:
    way = path(world)
    loan = way.paid()
    assert loan.state == LoanState.CURRENT
    assert (loan.outstanding_cents, owed(loan.label)) == (LENT, LENT)
    assert [tranche.state for tranche in way.tranches()] == [TrancheState.PAID]
    assert sum(b.f5 for b in PartBalance.objects.filter(root=loan.label)) == LENT
    version = loan.live_version
    assert version is not None
    assert version.number == 2
    assert version.plan_rows[0].due_on == date(2027, 3, 11)
    for number, row in enumerate(version.plan_rows):
        loan = way.receive(row.due, row.due_on, f"R{number}")
    assert loan.state == LoanState.REPAID
    assert (loan.outstanding_cents, owed(loan.label), loan.credit_cents) == (0, 0, 0)
    assert loan.drawn_on == PAID
    with pytest.raises(Refused, match="not taken up as expenditure"):
        way.two("close", world.giulia, date(2029, 3, 1))
    [item] = harvest(on=date(2029, 3, 1))
    assert item.case_label == loan.label
    with pytest.raises(Refused, match="not declared in a transmitted claim"):
        way.two("close", world.giulia, date(2029, 3, 1))


@pytest.mark.slow
def test_a_loan_given_up_before_any_money_frees_it_and_closes(world: World) -> None:
    way = path(world)
    way.sign()
    loan = way.do("waive", world.users["samir"], CLEARED)
    assert not any(b.f2 or b.f3 for b in PartBalance.objects.filter(root=loan.label))
    assert way.two("close", world.giulia, CLEARED).state == LoanState.CLOSED
