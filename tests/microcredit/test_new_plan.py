"""A plan that changes: rescheduled with variants, repaid in part; old and new replay as one."""

from __future__ import annotations

from datetime import date

import pytest

from accounting.accounts import G
from accounting.check_books import findings
from lifecycle import timed
from lifecycle.engine import begin, perform
from lifecycle.errors import Refused
from lifecycle.proposals import approve, propose
from microcredit.models import Rescheduling
from microcredit.new_plan import pay_off_cents
from microcredit.standing import InstalmentState, standing
from microcredit.states import LoanState, ReschedulingState
from tests.loan_path import LENT, LoanPath, path
from tests.microcredit.test_life import balances, lend_at_six_percent
from tests.world import World

MARCH, APRIL, MAY = date(2027, 3, 11), date(2027, 4, 11), date(2027, 5, 11)
ASKED, EFFECT, FIRST = date(2027, 5, 20), date(2027, 6, 1), date(2027, 7, 11)
BUDGET = {"income_cents": 1_200_00, "winter_income_cents": 1_000_00, "spent_cents": 700_00}


def examined(way: LoanPath, **budget: int) -> Rescheduling:
    """Have samir ask for a new plan, and anna write the budget and simulate two variants."""
    anna = way.world.anna
    row = begin(Rescheduling, by=way.world.samir, on=ASKED, loan=way.fresh(), why="income_fell")
    row = perform(row.examine, by=anna, on=ASKED, **{**BUDGET, **budget})
    row = perform(row.simulate, by=anna, on=ASKED, months=30, first_due=FIRST, arrears="carry")
    return perform(
        row.simulate, by=anna, on=ASKED, months=36, first_due=FIRST, arrears="capitalise"
    )


def signed(way: LoanPath, variant: int) -> Rescheduling:
    """Have a variant chosen, approved and signed."""
    row = examined(way)
    row = perform(row.choose, by=way.world.anna, on=ASKED, variant=variant, effective_on=EFFECT)
    approve(propose(row.approve, by=way.world.anna, on=ASKED), by=way.world.bruno, on=ASKED)
    return perform(fresh(row).sign, by=way.world.samir, on=ASKED, means="own_account")


def fresh(row: Rescheduling) -> Rescheduling:
    """Read a rescheduling again."""
    return Rescheduling.objects.as_system().get(pk=row.pk)


def lent(world: World, *, rate: bool = True, default: bool = False) -> LoanPath:
    """Lend at six percent, one instalment paid, two overdue."""
    way = path(world)
    if rate:
        lend_at_six_percent(way)
    if default:
        way.call.loan_products.update(default_interest="fixed", default_rate_pct="10")
    way.paid()
    way.receive(133_00, MARCH, "ONE")
    return way


@pytest.mark.parametrize(("variant", "default"), [(0, False), (0, True), (1, False), (1, True)])
def test_the_new_plan_repays_what_was_left_and_nothing_is_overdue(
    world: World, variant: int, default: bool
) -> None:
    way = lent(world, default=default)
    timed.tick(on=ASKED)
    assert way.fresh().state == LoanState.LATE
    before = balances(way)
    row = signed(way, variant)
    timed.tick(on=EFFECT)
    loan = way.fresh()
    assert (fresh(row).state, loan.state) == (ReschedulingState.EFFECTIVE, LoanState.CURRENT)
    now = standing(loan, on=EFFECT)
    assert (now.overdue, now.days_late) == (0, 0)
    states = [each.state for each in now.instalments[:3]]
    assert states[0] is InstalmentState.PAID
    if variant == 0:
        assert set(states[1:]) == {InstalmentState.REPLACED}
    after = balances(way)
    added = after[G.PRINCIPAL] - before[G.PRINCIPAL]
    assert after[G.PRINCIPAL] == loan.outstanding_cents == now.replayed.principal_owed
    assert (added > 0) is (variant == 1)
    assert now.borrowed == LENT + added
    assert findings() == []


def test_the_loan_is_repaid_on_its_new_plan(world: World) -> None:
    way = lent(world, default=True)
    signed(way, 0)
    timed.tick(on=EFFECT)
    owed = standing(way.fresh(), on=EFFECT).owed
    timed.tick(on=FIRST)
    loan = way.receive(owed, FIRST, "REST")
    assert (loan.state, loan.credit_cents) == (LoanState.REPAID, 0)
    left = balances(way)
    assert not {G.PRINCIPAL, G.INTEREST, G.FEES} & set(left)
    assert findings() == []


def test_one_variant_is_no_choice_and_a_household_has_to_bear_it(world: World) -> None:
    way = lent(world)
    row = begin(Rescheduling, by=world.samir, on=ASKED, loan=way.fresh(), why="season")
    row = perform(row.examine, by=world.anna, on=ASKED, **BUDGET)
    told = {"months": 30, "first_due": FIRST}
    row = perform(row.simulate, by=world.anna, on=ASKED, arrears="carry", **told)
    with pytest.raises(Refused, match="two variants"):
        perform(row.choose, by=world.anna, on=ASKED, variant=0, effective_on=EFFECT)
    with pytest.raises(Refused, match="at the latest"):
        perform(row.simulate, by=world.anna, on=ASKED, months=90, first_due=FIRST, arrears="waive")
    row = perform(row.simulate, by=world.anna, on=ASKED, arrears="waive", **told)
    row = perform(row.examine, by=world.anna, on=ASKED, **{**BUDGET, "spent_cents": 1_150_00})
    chosen = {"variant": 1, "effective_on": EFFECT}
    with pytest.raises(Refused, match="too much"):
        perform(row.choose, by=world.anna, on=ASKED, **chosen)
    with pytest.raises(Refused, match="Write why"):
        perform(row.choose, by=world.anna, on=ASKED, override=True, **chosen)
    row = perform(
        row.choose, by=world.anna, on=ASKED, override=True, note="A son works now", **chosen
    )
    proposal = propose(row.approve, by=world.anna, on=ASKED)
    approve(proposal, by=world.bruno, on=ASKED)
    assert fresh(row).state == ReschedulingState.IN_REVIEW
    approve(proposal, by=world.paolo, on=ASKED)
    assert fresh(row).state == ReschedulingState.APPROVED


def test_a_plan_does_not_change_before_a_receipt_that_came_later(world: World) -> None:
    way = lent(world)
    row = signed(way, 0)
    way.receive(50_00, date(2027, 6, 5), "LATER")
    timed.tick(on=date(2027, 6, 6))
    assert fresh(row).state == ReschedulingState.SIGNED
    way.reverse("LATER", on=date(2027, 6, 7))
    timed.tick(on=date(2027, 6, 8))
    assert fresh(row).state == ReschedulingState.EFFECTIVE
    with pytest.raises(Refused, match="undo the change first"):
        way.receive(10_00, APRIL, "BACK", on=date(2027, 6, 9))


def test_a_rescheduling_is_undone_before_its_first_receipt_only(world: World) -> None:
    way = lent(world, default=True)
    before = way.fresh().plan_rows
    signed(way, 1)
    timed.tick(on=EFFECT)
    loan = way.two("undo_rescheduling", world.anna, date(2027, 6, 3), reason="error_found")
    assert loan.plan_rows == before
    assert balances(way)[G.PRINCIPAL] == loan.outstanding_cents
    assert findings() == []


def test_what_nobody_signs_falls(world: World) -> None:
    way = lent(world)
    row = examined(way)
    row = perform(row.choose, by=world.anna, on=ASKED, variant=0, effective_on=EFFECT)
    approve(propose(row.approve, by=world.anna, on=ASKED), by=world.bruno, on=ASKED)
    timed.tick(on=date(2027, 6, 20))
    assert fresh(row).state == ReschedulingState.EXPIRED


@pytest.mark.parametrize("choice", ["shorter", "lower"])
def test_an_early_repayment_shortens_the_plan_or_lowers_it(world: World, choice: str) -> None:
    way = lent(world)
    way.receive(266_00, MAY, "TWO")
    before = way.fresh().plan_rows
    day = date(2027, 5, 26)
    told = {"cents": 1_000_00, "value_date": day, "reference": "EARLY", "choice": choice}
    loan = way.do("prepay_part", world.giulia, day, **told)
    after = loan.plan_rows
    usual = before[5].due
    early = next(row for row in after if row.due_on == day)
    assert abs(early.due - 1_000_00) < 10_00
    later = [row for row in after if row.due_on > day]
    if choice == "shorter":
        assert len(later) < len([row for row in before if row.due_on > day])
        assert later[0].due == usual
    else:
        assert later[-1].due_on == before[-1].due_on
        assert later[0].due < usual
    assert sum(row.principal for row in after) == LENT
    assert balances(way)[G.PRINCIPAL] == loan.outstanding_cents
    loan = way.reverse("EARLY", on=date(2027, 6, 1))
    assert loan.plan_rows == before
    assert balances(way)[G.PRINCIPAL] == loan.outstanding_cents
    assert findings() == []


def test_interest_stops_on_the_day_of_the_pay_off(world: World) -> None:
    way = lent(world)
    day = date(2027, 3, 26)
    whole = pay_off_cents(way.fresh(), on=day)
    told = {"value_date": day, "choice": "all"}
    with pytest.raises(Refused, match="ends the loan on that day"):
        way.do("prepay_part", world.giulia, day, cents=whole - 1, reference="P1", **told)
    loan = way.do("prepay_part", world.giulia, day, cents=whole, reference="P2", **told)
    assert (loan.state, loan.credit_cents) == (LoanState.REPAID, 0)
    owed = LENT - loan.plan_rows[0].principal
    assert 0 < whole - owed < 15_00  # half a month of interest, not the whole
    assert findings() == []
