"""Months that the person leaves out, and months that come late."""

from datetime import date

import pytest

from audit.models import Event
from dote.models import Month
from dote.states import MonthState
from lifecycle import timed
from lifecycle.engine import obstacles, perform
from lifecycle.errors import Refused
from lifecycle.models import Notice
from portal.casework.dote_panels import MONTH_TONES
from programme.models import CallTerm
from tests.dote_path import DotePath, path
from tests.portal.asking import day_of, opened, send
from tests.world import World

NOVEMBER = date(2026, 11, 10)


@pytest.fixture
def way(world: World) -> DotePath:
    """Return samir's path with a rent and an internship of four months from November."""
    way = path(world)
    way.start_services(rent_months=4, work_months=4)
    return way


def month(way: DotePath, code: str, number: int) -> Month:
    return next(m for m in way.months() if (m.line.offer.code, m.number) == (code, number))


def test_samir_leaves_a_month_out_and_it_is_made_up_at_the_end(way: DotePath) -> None:
    left = perform(month(way, "RENT", 2).pause, by=way.world.samir, on=NOVEMBER)
    assert (left.state, left.reason) == (MonthState.SKIPPED, "pause")
    notice = Notice.objects.get(template="month_paused")
    assert notice.context == {"month": 2}


def test_one_month_of_all_services_counts_once_and_two_are_all(way: DotePath) -> None:
    world = way.world
    for number in (2, 3):
        for code in ("RENT", "WORK"):
            perform(month(way, code, number).pause, by=world.samir, on=NOVEMBER)
    with pytest.raises(Refused, match="2 months can be left out: they are used up"):
        perform(month(way, "RENT", 4).pause, by=world.samir, on=NOVEMBER)


def test_how_many_is_a_term_of_the_call(way: DotePath) -> None:
    CallTerm.objects.create(
        call=way.world.call, name="pause_months", value=0, unit="months", source="Invented art. 3"
    )
    with pytest.raises(Refused, match="0 months can be left out"):
        perform(month(way, "RENT", 2).pause, by=way.world.samir, on=NOVEMBER)


def test_a_month_that_is_over_is_reported_and_not_left_out(way: DotePath) -> None:
    with pytest.raises(Refused, match="The month ended on 30/11/2026"):
        perform(month(way, "RENT", 1).pause, by=way.world.marta, on=date(2026, 12, 1))


def test_nobody_else_leaves_a_month_out(way: DotePath) -> None:
    row = month(way, "RENT", 2)
    for stranger in (way.world.anna, way.world.amina, way.world.giulia):
        assert obstacles(row.pause, by=stranger, on=NOVEMBER)[0].code == "wrong_person"


def test_a_month_is_left_out_from_the_page_of_the_month(way: DotePath) -> None:
    world, row = way.world, month(way, "WORK", 2)
    with day_of(NOVEMBER):
        assert "Leave this month out" in opened(world.samir, "own_month", row.pk)
        done = send(world.samir, "step", "dote.month", row.pk, "pause", row=row)
        assert done.status_code == 302
        assert "Leave this month out" not in opened(world.samir, "own_month", row.pk)
        assert "left out at the person" in opened(world.marta, "month", row.pk)


def test_whoever_is_late_is_reminded_once_and_can_still_report(way: DotePath) -> None:
    due, late = date(2026, 12, 15), date(2026, 12, 16)
    assert [each for each in timed.tick(on=due) if each.command == "remind"] == []
    assert len([each for each in timed.tick(on=late) if each.command == "remind"]) == 2
    events = Event.objects.count()
    assert timed.tick(on=late) == []
    assert Event.objects.count() == events
    notice = Notice.objects.filter(template="month_late").first()
    assert notice is not None
    assert notice.context == {"month": 1, "due_on": "2027-01-29"}
    reported = way.report(month(way, "RENT", 1))
    assert reported.state == MonthState.REPORTED
    event = Event.objects.filter(subject=reported.label, action="report").get()
    assert '"days_late":21' in event.content
    assert "by 21 days" in opened(way.world.anna, "month", reported.pk)


def test_a_month_in_any_state_has_a_badge_for_both() -> None:
    assert set(MONTH_TONES) == set(MonthState)
