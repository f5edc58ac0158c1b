"""A case stands still for some months at most, and what lies within is made up afterwards."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounting.models import PartBalance
from audit.models import Event
from documents.models import DocumentRequest
from dote.models import Month
from dote.states import DoteState, MonthState
from lifecycle import timed
from lifecycle.engine import begin, perform
from lifecycle.errors import Refused
from lifecycle.models import Suspension
from lifecycle.procedures.suspension.states import SuspensionState
from programme.models import CallTerm
from tests.dote_path import SERVICES, DotePath, path
from tests.lifecycle.procedures.breaking import broken
from tests.lifecycle.procedures.printing import printed
from tests.world import World

ASKED = date(2026, 11, 20)
FIRST, LAST = date(2026, 11, 30), date(2026, 12, 31)
BACK = LAST + timedelta(days=1)


def asked(
    way: DotePath, first: date = FIRST, last: date = LAST, *, by: str = "samir"
) -> Suspension:
    """Have somebody ask that the case stands still."""
    told = {"reason": "return_trip", "starts_on": first, "ends_on": last}
    case = way.fresh().label
    return begin(Suspension, by=way.world.users[by], on=ASKED, case_label=case, told=told)


def approved(way: DotePath, first: date = FIRST, last: date = LAST) -> Suspension:
    """Have bruno approve it."""
    days = {"starts_on": first, "ends_on": last}
    return perform(asked(way, first, last).approve, by=way.world.bruno, on=ASKED, **days)


def running(way: DotePath, first: date = FIRST, last: date = LAST) -> Suspension:
    """Let the timer begin it."""
    suspension = approved(way, first, last)
    timed.tick(on=first)
    return fresh(suspension)


def fresh(row: Suspension) -> Suspension:
    return Suspension.objects.as_system().get(pk=row.pk)


def refusal(step: Any, **told: Any) -> str:
    """Do a step that must be refused, and return what people read."""
    with pytest.raises(Refused) as refused:
        perform(step, **told)
    return str(refused.value)


@pytest.fixture
def way(world: World) -> DotePath:
    """Return samir's path, with services of two months, November and December, under way."""
    way = path(world)
    way.start_services()
    return way


def months(way: DotePath) -> list[Month]:
    """Return the months of the first line."""
    return [month for month in way.months() if month.line_id == way.lines()[0].pk]


def test_the_dote_stands_still_from_the_first_day_and_not_from_the_approval(way: DotePath) -> None:
    suspension = approved(way)
    assert way.fresh().state == DoteState.ACTIVE
    assert timed.tick(on=FIRST - timedelta(days=1)) == []
    assert [outcome.refused for outcome in timed.tick(on=FIRST)] == [""]
    assert fresh(suspension).state == SuspensionState.RUNNING
    assert (way.fresh().state, way.dote.suspended_on) == (DoteState.SUSPENDED, FIRST)
    events = Event.objects.count()
    assert timed.tick(on=FIRST) == []
    assert Event.objects.count() == events
    paper = DocumentRequest.objects.as_system().get(paper="suspension")
    assert "30/11/2026" in printed(paper, "it")
    assert "Journey to the country of origin" in printed(paper, "en")


def test_while_it_stands_nothing_is_booked_and_no_month_within_is_reported(world: World) -> None:
    way = path(world)
    way.sign()
    work, rent = sorted(way.lines(), key=lambda line: line.offer.code, reverse=True)
    perform(rent.book, by=world.marta, on=SERVICES)
    way.keep("rent_contract", rent, on=SERVICES)
    perform(rent.start, by=world.marta, on=SERVICES)
    running(way)
    assert "Suspended" in refusal(work.book, by=world.marta, on=FIRST)
    november, december = way.months()
    with pytest.raises(Refused, match="stands still"):
        way.report(december)
    assert way.report(november).state == MonthState.REPORTED


def test_months_within_are_skipped_and_made_up_at_the_end(way: DotePath) -> None:
    suspension = running(way)
    committed = sum(row.f3 for row in PartBalance.objects.filter(root=way.dote.label))
    suspension = perform(suspension.end, by=way.world.marta, on=BACK, rechecked=True)
    assert (suspension.state, suspension.days_stood(BACK)) == (SuspensionState.ENDED, 32)
    dote = way.fresh()
    assert (dote.state, dote.ends_on) == (DoteState.ACTIVE, LAST + timedelta(days=32))
    assert [month.state for month in months(way)] == ["open", "skipped", "open"]
    assert months(way)[2].starts_on == date(2027, 1, 1)
    assert way.lines()[0].ends_on == date(2027, 1, 31)
    assert sum(row.f3 for row in PartBalance.objects.filter(root=dote.label)) == committed
    for month in (months(way)[0], months(way)[2]):
        assert way.clear(month).state == MonthState.LIQUIDATED
    balance = PartBalance.objects.get(part=way.lines()[0].label)
    assert balance.f3 == 0


def test_who_comes_back_early_loses_no_month(way: DotePath) -> None:
    suspension = running(way)
    early = date(2026, 12, 15)
    perform(suspension.end, by=way.world.anna, on=early, rechecked=True)
    assert [month.state for month in months(way)] == ["open", "open"]
    assert way.fresh().ends_on == LAST + timedelta(days=15)


def test_where_the_call_does_not_move_the_end_nothing_is_made_up(way: DotePath) -> None:
    call = way.dote.call
    CallTerm.objects.create(
        call=call, name="suspension_moves_the_end", value=0, unit="choice", source="Notice"
    )
    perform(running(way).end, by=way.world.anna, on=BACK, rechecked=True)
    assert [month.state for month in months(way)] == ["open", "skipped"]
    assert way.fresh().ends_on == LAST


def test_the_end_never_moves_past_the_operation(way: DotePath) -> None:
    operation = way.dote.operation
    operation.eligible_to = LAST + timedelta(days=5)
    operation.save()
    perform(running(way).end, by=way.world.anna, on=BACK, rechecked=True)
    assert way.fresh().ends_on == LAST + timedelta(days=5)
    assert [month.state for month in months(way)] == ["open", "skipped"]


def test_requirements_are_asked_again_before_it_goes_on(way: DotePath) -> None:
    suspension = running(way)
    said = refusal(suspension.end, by=way.world.anna, on=BACK, rechecked=False)
    assert "still met" in said


@pytest.mark.slow
def test_past_its_last_day_it_waits_for_an_officer(way: DotePath) -> None:
    suspension = running(way)
    assert {outcome.command for outcome in timed.tick(on=LAST)} == {"remind"}
    assert [row.pk for _step, row in timed.announced(on=BACK)] == [suspension.pk]
    timed.tick(on=BACK)
    events = Event.objects.count()
    assert timed.tick(on=BACK) == []
    assert Event.objects.count() == events
    assert fresh(suspension).state == SuspensionState.EXPIRED
    assert way.fresh().state == DoteState.SUSPENDED
    later = BACK + timedelta(days=30)
    perform(fresh(suspension).end, by=way.world.anna, on=later, rechecked=True)
    assert way.fresh().state == DoteState.ACTIVE
    assert way.dote.ends_on == LAST + timedelta(days=32), "days beyond the last are not given back"


def test_a_suspension_that_outlasts_its_limit_is_refused(way: DotePath) -> None:
    with pytest.raises(Refused, match="181 are left"):
        asked(way, FIRST, date(2027, 5, 30))
    assert asked(way, FIRST, date(2027, 5, 29)).state == SuspensionState.REQUESTED


def test_earlier_suspensions_count_towards_the_limit(way: DotePath) -> None:
    perform(running(way).end, by=way.world.anna, on=BACK, rechecked=True)
    with pytest.raises(Refused, match="149 are left"):
        asked(way, date(2027, 1, 10), date(2027, 6, 30))


def test_the_approver_sees_to_the_limit_too(way: DotePath) -> None:
    suspension = asked(way)
    days = {"starts_on": FIRST, "ends_on": date(2027, 8, 1)}
    assert "are left" in refusal(suspension.approve, by=way.world.bruno, on=ASKED, **days)
    days = {"starts_on": ASKED - timedelta(days=1), "ends_on": LAST}
    assert "today or later" in refusal(suspension.approve, by=way.world.bruno, on=ASKED, **days)
    days = {"starts_on": LAST, "ends_on": FIRST}
    assert "ends after it begins" in refusal(
        suspension.approve, by=way.world.bruno, on=ASKED, **days
    )


def test_a_refusal_says_why_and_the_dote_goes_on(way: DotePath) -> None:
    suspension = asked(way)
    assert "Write why" in refusal(suspension.refuse, by=way.world.bruno, on=ASKED)
    perform(suspension.refuse, by=way.world.bruno, on=ASKED, note="The journey is of a week.")
    assert way.fresh().state == DoteState.ACTIVE
    assert asked(way).state == SuspensionState.REQUESTED


def test_only_an_active_dote_is_suspended(world: World) -> None:
    way = path(world)
    way.award()
    with pytest.raises(Refused, match="Active"):
        asked(way)


def test_the_office_can_ask_for_a_check_and_another_decides(way: DotePath) -> None:
    suspension = asked(way, by="anna")
    assert suspension.by_office
    said = refusal(suspension.approve, by=way.world.anna, on=ASKED, starts_on=FIRST, ends_on=LAST)
    assert "Approver" in said


def test_the_database_keeps_a_suspension_s_facts_together(way: DotePath) -> None:
    suspension = approved(way)
    assert broken(suspension, ends_on=FIRST - timedelta(days=1)) == "suspension_days_in_order"
    assert broken(suspension, reason="") == "suspension_has_a_reason"
    assert broken(suspension, approved_on=None) == "suspension_runs_when_approved"
    assert broken(suspension, due_on=None) == "suspension_runs_when_approved"
    early = FIRST - timedelta(days=1)
    assert broken(suspension, resumed_on=early) == "suspension_resumes_after_its_first_day"
    assert broken(way.fresh(), state="suspended") == "dote_suspended_has_its_day"
    month = months(way)[0]
    assert broken(month, state="skipped") == "dote_month_cut_for_a_reason"
