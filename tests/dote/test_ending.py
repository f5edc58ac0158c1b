"""A path that ends before its time: what was performed is settled, the rest is free again."""

from datetime import date, timedelta

import pytest

from accounting.models import PartBalance
from dote.models import Dote
from dote.states import DoteState, LineState, MonthState
from lifecycle import timed
from lifecycle.engine import perform
from lifecycle.errors import Refused
from tests.dote_path import AWARDED, PLANNED, SERVICES, SIGNED, DotePath, path
from tests.world import World

LAST = date(2026, 11, 20)


@pytest.fixture
def way(world: World) -> DotePath:
    return path(world)


def codes(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [obstacle.code for obstacle in caught.value.obstacles]


def committed(dote: Dote) -> int:
    return sum(balance.f3 for balance in PartBalance.objects.filter(root=dote.label))


@pytest.mark.slow
def test_samir_finds_work_and_only_the_month_that_has_begun_counts(
    world: World, way: DotePath
) -> None:
    way.start_services(rent_months=2, work_months=2)
    before = committed(way.dote)
    way.do("end_early", world.anna, LAST, outcome="employment", last_on=LAST)
    assert (way.dote.state, way.dote.outcome) == (DoteState.COMPLETED, "employment")
    assert {line.state for line in way.lines()} == {LineState.INTERRUPTED}
    states = sorted(month.state for month in way.months())
    assert states == [MonthState.CALLED_OFF] * 2 + [MonthState.OPEN] * 2
    called_off = [month for month in way.months() if month.state == MonthState.CALLED_OFF]
    assert committed(way.dote) == before - sum(month.planned_cents for month in called_off)


def test_what_never_began_is_left_out(world: World, way: DotePath) -> None:
    way.sign()
    way.do("end_early", world.anna, LAST, outcome="moved_away", last_on=LAST)
    assert {line.state for line in way.lines()} == {LineState.NOT_PERFORMED}
    assert committed(way.dote) == 0


def test_the_month_that_took_place_is_still_paid_and_the_dote_closes(
    world: World, way: DotePath
) -> None:
    way.start_services(rent_months=2, work_months=2)
    way.do("end_early", world.anna, LAST, outcome="employment", last_on=LAST)
    for month in way.months():
        if month.state == MonthState.OPEN:
            assert way.clear(month).state == MonthState.LIQUIDATED


@pytest.mark.parametrize("outcome", ["", "death", "because"])
def test_an_early_end_has_one_of_its_reasons(world: World, way: DotePath, outcome: str) -> None:
    way.sign()
    with pytest.raises(Refused) as caught:
        way.do("end_early", world.anna, LAST, outcome=outcome, last_on=LAST)
    assert codes(caught) == ["a_reason_to_end_early"]


@pytest.mark.parametrize("last_on", [SIGNED - timedelta(days=1), LAST + timedelta(days=1)])
def test_the_last_day_lies_within_the_path(world: World, way: DotePath, last_on: date) -> None:
    way.sign()
    with pytest.raises(Refused) as caught:
        way.do("end_early", world.anna, LAST, outcome="training", last_on=last_on)
    assert codes(caught) == ["the_last_day_is_told"]


def test_a_death_wants_its_certificate(world: World, way: DotePath) -> None:
    way.start_services()
    with pytest.raises(Refused) as caught:
        way.do("end_for_death", world.anna, LAST, last_on=LAST)
    assert codes(caught) == ["the_death_is_certified"]
    way.keep("death_certificate", way.dote, on=LAST)
    way.do("end_for_death", world.anna, LAST, last_on=LAST)
    assert (way.dote.state, way.dote.outcome) == (DoteState.COMPLETED, "death")


def test_a_death_before_the_pact_frees_all_money(world: World, way: DotePath) -> None:
    way.award()
    way.keep("death_certificate", way.dote, on=AWARDED)
    way.do("lapse_for_death", world.anna, AWARDED)
    assert way.dote.state == DoteState.LAPSED
    assert committed(way.dote) == 0


def test_nobody_is_given_up_before_three_attempts_by_two_means(world: World, way: DotePath) -> None:
    way.start_plan()
    late = PLANNED + timedelta(days=61)
    first = PLANNED.isoformat()
    for attempts, heard, objections in (
        (["phone:oggi"], True, 1),
        ([f"phone:{first}"], True, 2),
        ([f"phone:{first}"] * 3, True, 1),
        ([f"phone:{late}", f"visit:{late}", f"letter:{late}"], True, 1),
        ([f"phone:{first}", f"visit:{first}", f"letter:{first}"], False, 1),
    ):
        with pytest.raises(Refused) as caught:
            way.do("lapse_unreachable", world.anna, late, attempts=attempts, operator_heard=heard)
        assert len(caught.value.obstacles) == objections, attempts
    told = [f"phone:{first}", f"visit:{first}", f"letter:{first}"]
    way.do("lapse_unreachable", world.anna, late, attempts=told, operator_heard=True)
    assert way.dote.state == DoteState.LAPSED
    assert not PartBalance.objects.filter(root=way.dote.label, f2__gt=0).exists()


def test_a_path_that_nobody_ends_is_ended_after_the_days_of_grace(
    world: World, way: DotePath
) -> None:
    way.start_services(rent_months=1, work_months=1)
    last = max(line.ends_on for line in way.lines()) + timedelta(days=30)
    assert {outcome.command for outcome in timed.tick(on=last)} == {"remind"}
    done = timed.tick(on=last + timedelta(days=1))
    assert [outcome.refused for outcome in done] == [""]
    assert way.fresh().outcome == "time_over"
    assert {line.state for line in way.lines()} == {LineState.INTERRUPTED}
    assert {month.state for month in way.months()} == {MonthState.OPEN}


@pytest.mark.slow
def test_a_month_that_nobody_reports_expires_and_opens_again_once(
    world: World, way: DotePath
) -> None:
    way.start_services(rent_months=3, work_months=3)
    first = way.months()[0]
    late = first.ends_on + timedelta(days=61)
    done = [each for each in timed.tick(on=late) if each.command == "expire"]
    assert len(done) == 2
    expired = next(month for month in way.months() if month.pk == first.pk)
    assert expired.state == MonthState.EXPIRED
    opened = perform(expired.open_again, by=world.anna, on=late, reason="illness")
    assert opened.state == MonthState.OPEN
    assert [each for each in timed.tick(on=late) if each.subject == first.label] == []
    again = late + timedelta(days=61)
    timed.tick(on=again)
    expired = next(month for month in way.months() if month.pk == first.pk)
    with pytest.raises(Refused) as caught:
        perform(expired.open_again, by=world.bruno, on=again, reason="illness")
    assert caught.value.forbidden


def test_marta_interrupts_one_service_alone(world: World, way: DotePath) -> None:
    rent, work = way.start_services(rent_months=2, work_months=2)
    with pytest.raises(Refused) as caught:
        perform(rent.interrupt, by=world.marta, on=LAST, last_on=SERVICES - timedelta(days=1))
    assert codes(caught) == ["it_has_begun_by_then"]
    perform(rent.interrupt, by=world.marta, on=LAST, last_on=LAST)
    assert {line.pk: line.state for line in way.lines()} == {
        rent.pk: LineState.INTERRUPTED,
        work.pk: LineState.RUNNING,
    }
