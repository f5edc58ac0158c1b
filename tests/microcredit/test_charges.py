"""Interest on its due date, default interest by day, reminders, waivers: principal never."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounting.accounts import G
from accounting.check_books import findings
from accounting.models import Entry
from lifecycle import timed
from lifecycle.errors import Refused
from lifecycle.models import Notice
from microcredit.arrears import Pause, ageing, days_past_due
from microcredit.default_interest import DatedRate, default_interest
from microcredit.models import Relief
from microcredit.penalty import Penalty
from microcredit.standing import standing, standing_as_of
from microcredit.states import LoanState, TrancheState
from tests import batch_path
from tests.lifecycle.procedures.breaking import broken
from tests.loan_path import path
from tests.microcredit.test_life import balances, lend_at_six_percent, waiting
from tests.world import World

MARCH, APRIL, MAY = date(2027, 3, 11), date(2027, 4, 11), date(2027, 5, 11)
RATES = [
    DatedRate(date(2025, 1, 1), Decimal("2.0")),
    DatedRate(date(2026, 1, 1), Decimal("1.6")),
    DatedRate(date(2027, 1, 1), Decimal("3.25")),
]
days = st.dates(date(2025, 1, 1), date(2028, 12, 31))


@given(days, days, st.integers(1, 10_000_00))
def test_the_sums_of_rates_agree_with_counting_the_days(one: date, two: date, cents: int) -> None:
    due, paid = sorted((one, two))
    penalty = Penalty(RATES)
    exact = cents * penalty.between(due, paid)
    assert penalty.cents(exact) == default_interest(cents, due=due, paid=paid, rates=RATES).cents


@given(days, st.integers(0, 300), st.integers(0, 60), days)
def test_days_of_a_pause_bear_nothing(start: date, length: int, gap: int, due: date) -> None:
    pause = Pause(start, start + timedelta(days=length))
    until = pause.end + timedelta(days=gap)
    counted = sum(
        next(int(rate.percent * 10_000) for rate in reversed(RATES) if rate.start <= day)
        for day in (due + timedelta(days=n) for n in range(1, max((until - due).days, 0) + 1))
        if not pause.start <= day <= pause.end
    )
    assert Penalty(RATES, [pause]).between(due, max(until, due)) == counted


@given(days, days, st.integers(0, 200), st.integers(0, 400))
def test_the_database_counts_late_days_as_the_replay_does(
    oldest: date, start: date, length: int, later: int
) -> None:
    pause = Pause(start, start + timedelta(days=length))
    noted = max(start, oldest)
    first, frozen = ageing(oldest, [pause], on=noted)
    on = noted + timedelta(days=later)
    if frozen is not None and on > pause.end:
        return  # the step that ends the pause has noted it anew
    until = min(on, frozen - timedelta(days=1)) if frozen else on
    counted = max((until - first).days, 0) if first else 0
    assert counted == days_past_due(oldest, on=on, pauses=[pause])


def test_interest_is_booked_on_its_due_date_and_once(world: World) -> None:
    way = path(world)
    lend_at_six_percent(way)
    way.paid()
    assert way.fresh().accrues_on == MARCH
    assert [each.command for each in timed.tick(on=MARCH)] == ["accrue"]
    assert timed.tick(on=MARCH) == []
    loan = way.fresh()
    assert balances(way)[G.INTEREST] == loan.plan_rows[0].interest == 15_00
    assert loan.accrues_on == APRIL
    assert Entry.objects.get(posting="INT").booked_on == MARCH


@pytest.mark.slow
def test_reminders_climb_the_ladder_and_are_announced(world: World) -> None:
    way = path(world)
    way.paid()
    rungs = []
    for day in (MARCH + timedelta(days=n) for n in range(1, 40)):
        announced = [step.command for step, _row in timed.announced(on=day)]
        done = [each.command for each in timed.tick(on=day)]
        if "remind" in done:
            assert "remind" in announced
            rungs.append((day - MARCH).days)
    assert rungs == [3, 10, 30]
    told = Notice.objects.filter(template__startswith="loan_reminder").order_by("on")
    assert [row.template[-1] for row in told] == ["1", "2", "3"]
    assert {row.language for row in told} == {way.loan.participant.language}
    way.receive(250_00, date(2027, 4, 20), "PAID")
    assert (way.loan.state, way.loan.reminded) == (LoanState.CURRENT, 0)


def test_late_principal_bears_default_interest_which_can_be_waived(world: World) -> None:
    way = path(world)
    way.call.loan_products.update(default_interest="fixed", default_rate_pct="10")
    way.paid()
    timed.tick(on=MARCH + timedelta(days=30))
    loan = way.fresh()
    late = (125_00 * 10 * 30 * 2 + 36_500) // 73_000
    assert standing(loan, on=APRIL - timedelta(days=1)).overdue == 125_00 + late
    assert balances(way)[G.FEES] == late
    with pytest.raises(Refused, match="principal never"):
        way.two("waive_charges", world.anna, APRIL, part="principal", cents=1)
    with pytest.raises(Refused, match="no more can be waived"):
        way.two("waive_charges", world.anna, APRIL, part="default_interest", cents=50_00)
    way.two("waive_charges", world.anna, APRIL, part="default_interest", cents=late)
    assert balances(way)[G.ABATEMENTS] == late
    relief = Relief.objects.as_system().get(loan=way.loan)
    assert broken(relief, parts="principal") == "loan_principal_is_never_waived"
    way.two("unwaive", world.anna, APRIL, relief=relief.pk, reason="entered_wrongly")
    assert G.ABATEMENTS not in balances(way)
    way.receive(125_00, date(2027, 3, 20), "BACK", on=MAY)
    assert balances(way)[G.PRINCIPAL] == way.loan.outstanding_cents
    assert findings() == []


def test_a_back_dated_payment_takes_default_interest_back(world: World) -> None:
    way = path(world)
    way.call.loan_products.update(default_interest="fixed", default_rate_pct="10")
    way.paid()
    timed.tick(on=date(2027, 4, 10))
    assert balances(way)[G.FEES] > 0
    way.receive(125_00, MARCH, "INTIME", on=date(2027, 4, 10))
    assert G.FEES not in balances(way)


def test_where_a_loan_stood_on_a_day_is_asked_later(world: World) -> None:
    way = path(world)
    way.paid()
    way.receive(300_00, MAY, "THREE")
    before = standing_as_of(way.fresh(), on=date(2027, 4, 20))
    assert (before.overdue, before.days_late) == (250_00, 40)
    assert standing_as_of(way.loan, on=MAY).overdue == 0


def test_a_payment_that_the_bank_returned_is_undone(world: World) -> None:
    way = path(world)
    way.clear()
    (line,) = batch_path.executed(world, [waiting(way)])
    with pytest.raises(Refused, match="nothing was returned"):
        way.two("undo_disbursement", world.giulia, MARCH)
    batch_path.give_back(world, line)
    loan = way.two("undo_disbursement", world.giulia, MARCH)
    assert (loan.state, loan.outstanding_cents) == (LoanState.CONTRACTED, 0)
    assert way.tranches()[0].state == TrancheState.RETURNED
