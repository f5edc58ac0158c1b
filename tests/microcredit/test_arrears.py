"""A loan that is not paid: due at once, recovered, settled, lost, late money, a death, revoked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from accounting.accounts import G
from accounting.check_books import findings
from lifecycle import timed
from lifecycle.engine import begin, perform
from lifecycle.errors import Refused
from lifecycle.models import Notice, Recovery, Reopening
from lifecycle.procedures.revocation.states import RevocationState
from microcredit.models import Loan
from microcredit.standing import InstalmentState, standing
from microcredit.states import LoanState
from tests.lifecycle.procedures import revoking
from tests.lifecycle.procedures.breaking import broken
from tests.loan_path import LENT, LoanPath, path
from tests.microcredit.test_life import balances, lend_at_six_percent
from tests.world import World

JUNE = date(2027, 6, 20)
NOTICED, DUE = JUNE, date(2027, 7, 6)
CONTACTED = {"contacts": ["2027-05-02", "2027-06-01"], "offered": True}


def late(world: World, *, interest: bool = True) -> LoanPath:
    """Lend, and let four instalments pass unpaid."""
    way = path(world)
    if interest:
        lend_at_six_percent(way)
    way.paid()
    timed.tick(on=JUNE)
    return way


def accelerated(way: LoanPath) -> Loan:
    """Give formal notice, and let its term pass."""
    way.two("formal_notice", way.world.anna, NOTICED, **CONTACTED)
    return way.two("accelerate", way.world.anna, DUE)


def recovering(way: LoanPath, allowance: int = 500_00) -> Loan:
    """Start the recovery with an allowance."""
    accelerated(way)
    return way.do("start_recovery", way.world.giulia, DUE, allowance_cents=allowance)


def agrees(way: LoanPath) -> bool:
    """Say whether the books hold what the replay says, in every account."""
    held = balances(way)
    now = standing(way.fresh(), on=way.loan.booked_to)
    owed = now.replayed.principal_owed
    return held.get(G.PRINCIPAL, 0) == owed == way.loan.outstanding_cents and not findings()


def test_a_formal_notice_wants_arrears_contacts_and_an_offer(world: World) -> None:
    way = path(world)
    way.paid()
    timed.tick(on=date(2027, 4, 1))
    with pytest.raises(Refused, match="3 unpaid instalments"):
        way.two("formal_notice", world.anna, date(2027, 4, 1), **CONTACTED)
    timed.tick(on=JUNE)
    with pytest.raises(Refused, match="two days at least"):
        way.two("formal_notice", world.anna, JUNE, contacts=["2027-06-01"] * 2, offered=True)
    with pytest.raises(Refused, match="Offer a new plan"):
        way.two("formal_notice", world.anna, JUNE, **{**CONTACTED, "offered": False})
    with pytest.raises(Refused, match="No formal notice"):
        way.two("accelerate", world.anna, DUE)


def test_all_falls_due_at_once_with_interest_to_the_day(world: World) -> None:
    way = late(world)
    way.two("formal_notice", world.anna, NOTICED, **CONTACTED)
    with pytest.raises(Refused, match="The term runs until"):
        way.two("accelerate", world.anna, DUE - timedelta(days=1))
    before = way.fresh().plan_rows
    loan = way.two("accelerate", world.anna, DUE)
    assert loan.state == LoanState.DEFAULT
    assert loan.plan_rows[-1].due_on == DUE
    assert sum(row.principal for row in loan.plan_rows) == LENT
    asked = sum(row.interest for row in before if row.due_on <= DUE)
    running = sum(row.interest for row in loan.plan_rows) - asked
    assert 0 < running < before[4].interest
    assert balances(way)[G.INTEREST] == asked + running
    assert agrees(way)


def test_the_plan_comes_back_when_the_arrears_are_paid(world: World) -> None:
    way = late(world)
    before = way.fresh().plan_rows
    accelerated(way)
    with pytest.raises(Refused, match="paid first"):
        way.two("restore_term", world.anna, DUE)
    way.receive(4 * 133_00, DUE, "ARREARS")
    loan = way.two("restore_term", world.anna, DUE)
    assert (loan.state, loan.plan_rows) == (LoanState.CURRENT, before)
    assert agrees(way)


def test_a_loan_recovered_frees_what_was_set_aside(world: World) -> None:
    way = late(world)
    recovering(way)
    assert balances(way)[G.LOSS_ALLOWANCE] == -500_00
    owed = standing(way.fresh(), on=DUE).owed
    loan = way.receive(owed, DUE, "ALL")
    assert (loan.state, loan.provided_cents) == (LoanState.REPAID, 0)
    assert not {G.LOSS_ALLOWANCE, G.ALLOWANCE_CHARGE, G.PRINCIPAL} & set(balances(way))
    assert agrees(way)


def test_a_settlement_remits_the_rest_once_it_is_paid_in_time(world: World) -> None:
    way = late(world)
    recovering(way)
    by = DUE + timedelta(days=30)
    told = {"cents": 1_000_00, "pay_by": by}
    with pytest.raises(Refused, match="what the borrower has"):
        way.two("agree_settlement", world.anna, DUE, **told)
    way.keep("loan_means", on=DUE)
    way.two("agree_settlement", world.anna, DUE, **told)
    way.receive(900_00, DUE, "S1")
    with pytest.raises(Refused, match="came in by"):
        way.two("settle", world.giulia, DUE)
    way.receive(100_00, by, "S2")
    loan = way.two("settle", world.giulia, by)
    assert (loan.state, loan.outstanding_cents) == (LoanState.SETTLED, 0)
    held = balances(way)
    assert held[G.CREDIT_LOSSES] > 0
    assert not {G.PRINCIPAL, G.INTEREST, G.LOSS_ALLOWANCE} & set(held)
    rows = standing(loan, on=by).instalments
    assert rows[-1].state is InstalmentState.WRITTEN_OFF
    assert agrees(way)


def test_a_loss_is_booked_and_what_comes_later_is_no_more_than_it(world: World) -> None:
    way = late(world)
    recovering(way)
    with pytest.raises(Refused, match="what was tried"):
        way.two("write_off", world.giulia, DUE, why="attempts")
    owed = standing(way.fresh(), on=DUE).owed
    way.keep("loan_attempts", on=DUE)
    way.two("write_off", world.giulia, DUE, why="attempts")
    loan = way.fresh()
    assert (loan.state, loan.lost_cents, loan.outstanding_cents) == ("written_off", owed, 0)
    assert balances(way)[G.CREDIT_LOSSES] == owed - 500_00
    told = {"value_date": DUE, "reference": "LATE1"}
    with pytest.raises(Refused, match="can still come back"):
        way.do("late_recovery", world.giulia, DUE, cents=owed + 1, **told)
    loan = way.do("late_recovery", world.giulia, DUE, cents=200_00, **told)
    assert balances(way)[G.RECOVERED_LOSSES] == -200_00
    with pytest.raises(Refused, match="entered before"):
        way.do("late_recovery", world.giulia, DUE, cents=1_00, **told)
    assert broken(loan, recovered_cents=owed + 1) == "loan_recovers_no_more_than_it_lost"
    assert agrees(way)


def test_after_a_death_nobody_writes_to_the_person_and_no_interest_runs(world: World) -> None:
    way = path(world)
    way.call.loan_products.update(default_interest="fixed", default_rate_pct="10")
    way.paid()
    timed.tick(on=JUNE)
    ran = balances(way)[G.FEES]
    told = Notice.objects.count()
    way.keep("death_certificate", on=JUNE)
    loan = way.two("death", world.giulia, JUNE, died_on=date(2027, 4, 1), path="heirs")
    assert loan.state == LoanState.RECOVERY
    assert 0 < balances(way)[G.FEES] < ran
    way.receive(50_00, DUE, "HEIR")
    timed.tick(on=DUE)
    assert Notice.objects.count() == told
    assert standing(way.fresh(), on=date(2029, 1, 1)).days_late == 20
    assert agrees(way)


def revoked(way: LoanPath) -> None:
    """Have the loan revoked by the shared procedure."""
    way.world.actor(way.world.bruno, "approver")
    found = revoking.issued(way.world, way.fresh())
    assert found.state == RevocationState.ISSUED


def test_a_revoked_loan_falls_due_and_opens_no_second_claim(world: World) -> None:
    way = path(world)
    lend_at_six_percent(way)
    way.paid([2_000_00, 1_000_00])
    revoked(way)
    loan = way.fresh()
    assert loan.state == LoanState.REVOKED
    assert not Recovery.objects.as_system().filter(case_label=loan.label).exists()
    assert loan.plan_rows[-1].due_on == revoking.ISSUED
    assert agrees(way)
    loan = way.do("start_recovery", world.giulia, revoking.ISSUED, allowance_cents=0)
    assert loan.state == LoanState.RECOVERY


def test_a_revocation_annulled_restores_the_plan_and_the_commitment(world: World) -> None:
    way = path(world)
    lend_at_six_percent(way)
    way.paid([2_000_00, 1_000_00])
    before, held = way.fresh().plan_rows, revoking.balances()
    found = revoking.issued(world, way.fresh())
    revoking.annulled(world, found, on=revoking.later(revoking.ISSUED, 40))
    loan = way.fresh()
    assert (loan.state, loan.plan_rows) == (LoanState.DISBURSING, before)
    after = revoking.balances()
    assert after["positions"] == held["positions"]
    assert after["parts"] == held["parts"]
    assert agrees(way)


def test_a_closed_loan_is_reopened_by_four_eyes_and_locked_again(world: World) -> None:
    way = path(world)
    way.sign()
    way.do("waive", world.samir, date(2027, 3, 1))
    loan = way.two("close", world.giulia, date(2027, 3, 12))
    day = date(2027, 3, 15)
    found = begin(
        Reopening,
        by=world.anna,
        on=day,
        case_label=loan.label,
        reason="error_found",
        width="full",
        expires_on=day + timedelta(days=5),
    )
    found = perform(found.authorise, by=world.paolo, on=day)
    found = perform(found.authorise_again, by=world.vera, on=day)
    found = perform(found.open_full, by=world.anna, on=day)
    assert way.fresh().state == LoanState.WAIVED
    perform(found.reclose, by=world.anna, on=day)
    assert way.fresh().state == LoanState.CLOSED
