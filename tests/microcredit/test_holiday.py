"""Payment holidays: asked, granted within limits, running, over early; receipts are replayed."""

from __future__ import annotations

from datetime import date

import pytest

from accounting.accounts import G
from accounting.check_books import findings
from lifecycle import timed
from lifecycle.engine import begin, perform
from lifecycle.errors import Refused
from lifecycle.proposals import approve, propose
from microcredit.models import Holiday
from microcredit.models.product import HolidayInterest
from microcredit.standing import standing
from microcredit.states import HolidayState, LoanState
from tests.loan_path import LENT, LoanPath, path
from tests.microcredit.test_life import balances, lend_at_six_percent
from tests.world import World

ASKED, STARTS = date(2027, 3, 1), date(2027, 4, 1)
MARCH, JULY = date(2027, 3, 11), date(2027, 7, 1)


def asked(way: LoanPath, *, months: int = 3, on: date = ASKED, starts: date = STARTS) -> Holiday:
    """Have samir ask to pay nothing for some months."""
    told = {"months": months, "starts_on": starts, "why": "no_work"}
    return begin(Holiday, by=way.world.samir, on=on, loan=way.fresh(), **told)


def approved(way: LoanPath, **told: object) -> Holiday:
    """Have anna propose it and bruno approve it."""
    holiday = asked(way, **told)
    on = told.get("on", ASKED)
    holiday = perform(holiday.propose, by=way.world.anna, on=on)
    return perform(holiday.approve, by=way.world.bruno, on=on)


def running(way: LoanPath, **told: object) -> Holiday:
    """Let its first day come."""
    holiday = approved(way, **told)
    timed.tick(on=told.get("starts", STARTS))
    return fresh(holiday)


def fresh(holiday: Holiday) -> Holiday:
    """Read a holiday again."""
    return Holiday.objects.as_system().get(pk=holiday.pk)


def dues(way: LoanPath) -> list[date]:
    """Return the first due dates of the plan in force."""
    return [row.due_on for row in way.fresh().plan_rows[:4]]


def test_instalments_fall_due_later_and_the_loan_says_so(world: World) -> None:
    way = path(world)
    way.paid()
    way.receive(125_00, MARCH, "ONE")
    holiday = running(way)
    loan = way.fresh()
    assert (holiday.state, loan.state) == (HolidayState.RUNNING, LoanState.HOLIDAY)
    assert dues(way) == [MARCH, date(2027, 7, 11), date(2027, 8, 11), date(2027, 9, 11)]
    assert loan.live_version is not None
    assert loan.live_version.cause == "holiday"
    assert holiday.last_due_on == loan.plan_rows[-1].due_on
    timed.tick(on=date(2027, 6, 30))
    assert way.fresh().state == LoanState.HOLIDAY
    timed.tick(on=JULY)
    assert (fresh(holiday).state, way.fresh().state) == (HolidayState.ENDED, LoanState.CURRENT)
    assert loan.outstanding_cents == LENT - 125_00


def test_days_late_stand_still_while_nothing_has_to_be_paid(world: World) -> None:
    way = path(world)
    way.paid()
    timed.tick(on=date(2027, 3, 20))
    assert way.fresh().state == LoanState.LATE
    running(way)
    loan = way.fresh()
    assert standing(loan, on=date(2027, 6, 1)).days_late == 20
    assert (loan.ages_from, loan.frozen_on) == (MARCH, STARTS)
    timed.tick(on=JULY)
    loan = way.fresh()
    assert loan.state == LoanState.LATE
    assert standing(loan, on=JULY).days_late == 21
    assert (loan.ages_from, loan.frozen_on) == (date(2027, 6, 10), None)


def test_a_holiday_ended_early_gives_the_unused_months_back(world: World) -> None:
    way = path(world)
    way.paid()
    holiday = running(way)
    perform(fresh(holiday).end_early, by=world.samir, on=date(2027, 4, 20))
    assert fresh(holiday).months_used == 1
    assert dues(way)[:2] == [MARCH, date(2027, 5, 11)]
    assert way.loan.state == LoanState.CURRENT


@pytest.mark.parametrize(
    ("interest", "extra"), [("none", 0), ("accrue", 3 * 14_41), ("capitalise", 43_23)]
)
def test_the_interest_of_the_months_is_what_the_product_says(
    world: World, interest: str, extra: int
) -> None:
    way = path(world)
    lend_at_six_percent(way)
    way.call.loan_products.update(holiday_interest=interest)
    way.paid()
    way.receive(133_00, MARCH, "ONE")
    plan = way.fresh().plan_rows
    whole, left = sum(row.interest for row in plan), sum(row.principal for row in plan[1:])
    assert abs(left * 6 * 3 // 1200 - extra) <= 2 or not extra
    running(way)
    timed.tick(on=JULY)
    loan = way.fresh()
    added = (left * 6 * 3 * 2 + 1200) // 2400 if interest != HolidayInterest.NONE else 0
    assert sum(row.interest for row in loan.plan_rows) == whole + added
    capitalised = added if interest == HolidayInterest.CAPITALISE else 0
    assert sum(row.principal for row in loan.plan_rows) == LENT + capitalised
    assert balances(way)[G.PRINCIPAL] == loan.outstanding_cents
    assert findings() == []


def test_limits_are_those_of_the_product(world: World) -> None:
    way = path(world)
    way.paid()
    with pytest.raises(Refused, match="At most 6 months"):
        asked(way, months=7)
    with pytest.raises(Refused, match="what was due before"):
        asked(way, starts=date(2027, 2, 20))
    approved(way)
    with pytest.raises(Refused, match="Another payment holiday"):
        asked(way)


def test_a_second_holiday_wants_two_and_a_third_is_refused(world: World) -> None:
    way = path(world)
    way.paid()
    running(way, months=1)
    timed.tick(on=date(2027, 5, 1))
    second = perform(
        asked(way, months=2, on=date(2027, 5, 2), starts=date(2027, 6, 1)).propose,
        by=world.anna,
        on=date(2027, 5, 2),
    )
    with pytest.raises(Refused, match="granted before"):
        perform(second.approve, by=world.bruno, on=date(2027, 5, 3))
    proposal = propose(second.approve_further, by=world.anna, on=date(2027, 5, 3))
    approve(proposal, by=world.bruno, on=date(2027, 5, 3))
    timed.tick(on=date(2027, 6, 1))
    timed.tick(on=date(2027, 8, 1))
    with pytest.raises(Refused, match="allows 2"):
        asked(way, months=1, on=date(2027, 8, 2), starts=date(2027, 9, 1))


def test_receipts_before_and_during_a_holiday_are_replayed(world: World) -> None:
    way = path(world)
    lend_at_six_percent(way)
    way.paid()
    running(way)
    way.receive(200_00, date(2027, 5, 5), "DURING")
    way.receive(50_00, MARCH, "BACK", on=date(2027, 5, 6))
    loan = way.reverse("DURING", on=date(2027, 5, 7))
    assert loan.state == LoanState.HOLIDAY
    assert balances(way)[G.PRINCIPAL] == loan.outstanding_cents
    assert findings() == []


def test_a_loan_repaid_in_its_holiday_ends_it(world: World) -> None:
    way = path(world, cents=300_00, months=6)
    way.paid()
    holiday = running(way)
    assert way.receive(300_00, date(2027, 5, 5), "ALL").state == LoanState.REPAID
    assert fresh(holiday).state == HolidayState.ENDED
