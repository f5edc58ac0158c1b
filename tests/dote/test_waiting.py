"""When the money is short people wait, in a published order that everybody can check."""

from datetime import date, timedelta

import pytest

from dote.states import DoteState
from dote.waiting import place_of, waiting_with
from lifecycle import timed
from lifecycle.errors import Refused
from people import mandates
from people.languages import Language
from people.models import User
from people.roles import Role
from tests import cast
from tests.dote_path import ELIGIBLE, PLANNED, DotePath, path
from tests.world import START, World

CALLED = date(2026, 10, 14)


def codes(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [obstacle.code for obstacle in caught.value.obstacles]


@pytest.fixture
def samir(world: World) -> DotePath:
    """Bring samir to eligible, with too little money for a whole dote."""
    way = path(world, "samir", cents=1_000_00)
    way.declare_eligible()
    return way


@pytest.fixture
def amina(world: World, samir: DotePath) -> DotePath:
    """Bring amina, who applied after samir, to eligible."""
    way = path(world, "amina")
    way.declare_eligible()
    return way


@pytest.fixture
def second_officer(world: World) -> User:
    """Return another grant officer of Puglia."""
    user = User.objects.create_user(
        "olga@example.invalid", cast.PASSWORD, name="Olga (invented)", language=Language.ENGLISH
    )
    mandates.assign(
        user,
        Role.GRANT_OFFICER,
        partner=world.puglia,
        starts_on=START,
        act_reference="Invented act 3/2026",
        by=world.actor(world.elena, Role.ADMINISTRATOR),
    )
    return user


def more_money(world: World) -> None:
    for line in (world.rent_line, world.work_line):
        world.appropriate(5_000_00, line=line, fund=world.esf)


def test_samir_waits_and_knows_his_place(world: World, samir: DotePath) -> None:
    samir.do("queue", world.anna, ELIGIBLE)
    assert samir.dote.state == DoteState.WAITLISTED
    assert place_of(samir.dote) == 1


def test_nobody_waits_while_there_is_money(world: World, samir: DotePath) -> None:
    more_money(world)
    with pytest.raises(Refused) as caught:
        samir.do("queue", world.anna, ELIGIBLE)
    assert codes(caught) == ["money_is_short"]


def test_the_order_is_that_of_the_applications(
    world: World, samir: DotePath, amina: DotePath
) -> None:
    amina.do("queue", world.anna, ELIGIBLE)
    samir.do("queue", world.anna, ELIGIBLE)
    order = [row.reference for row in waiting_with(samir.dote)]
    assert order == [samir.dote.reference, amina.dote.reference]
    assert (place_of(samir.dote), place_of(amina.dote)) == (1, 2)


def test_who_is_called_up_confirms_and_goes_on(
    world: World, samir: DotePath, second_officer: User
) -> None:
    samir.do("queue", world.anna, ELIGIBLE)
    with pytest.raises(Refused) as caught:
        samir.do("call_up", second_officer, CALLED)
    assert codes(caught) == ["money_is_there"] * 2
    more_money(world)
    with pytest.raises(Refused) as caught:
        samir.do("confirm", world.samir, CALLED, unchanged=True)
    assert codes(caught) == ["it_is_their_turn"]
    with pytest.raises(Refused) as caught:
        samir.do("call_up", world.anna, CALLED)
    assert codes(caught) == ["same_officer"]
    samir.do("call_up", second_officer, CALLED)
    assert samir.dote.confirm_by == CALLED + timedelta(days=15)
    with pytest.raises(Refused) as caught:
        samir.do("confirm", world.samir, CALLED, unchanged=False)
    assert codes(caught) == ["the_data_still_hold"]
    samir.do("confirm", world.samir, CALLED, unchanged=True)
    assert samir.dote.state == DoteState.ELIGIBLE
    assert samir.do("start_plan", world.marta, CALLED).state == DoteState.PLANNING


def test_nobody_confirms_after_the_last_day(
    world: World, samir: DotePath, second_officer: User
) -> None:
    samir.do("queue", world.anna, ELIGIBLE)
    more_money(world)
    samir.do("call_up", second_officer, CALLED)
    assert samir.dote.confirm_by is not None
    late = samir.dote.confirm_by + timedelta(days=1)
    with pytest.raises(Refused) as caught:
        samir.do("confirm", world.samir, late, unchanged=True)
    assert codes(caught) == ["it_is_their_turn"]
    assert timed.tick(on=samir.dote.confirm_by) == []
    assert [outcome.refused for outcome in timed.tick(on=late)] == [""]
    assert samir.fresh().state == DoteState.LAPSED
    assert timed.tick(on=late) == []


def test_who_comes_later_does_not_overtake_those_who_wait(
    world: World, samir: DotePath, amina: DotePath, second_officer: User
) -> None:
    samir.do("queue", world.anna, ELIGIBLE)
    more_money(world)
    with pytest.raises(Refused) as caught:
        amina.do("start_plan", world.marta, PLANNED)
    assert codes(caught) == ["nobody_waits_before"]
    assert samir.dote.reference in str(caught.value)
    amina.do("queue", world.anna, ELIGIBLE)
    with pytest.raises(Refused) as caught:
        amina.do("call_up", second_officer, CALLED)
    assert codes(caught) == ["nobody_waits_before"]
    with pytest.raises(Refused) as caught:
        amina.do("call_up", second_officer, CALLED, reason="a_friend")
    assert codes(caught) == ["nobody_waits_before"]
    amina.do("call_up", second_officer, CALLED, reason="urgent_protection")
    assert amina.dote.called_on == CALLED
