"""Where the call wants it, other funders are asked before the award, and their answer is kept."""

from datetime import timedelta

import pytest

from dote.states import DoteState
from lifecycle.errors import Refused
from lifecycle.proposals import approve, propose
from programme.models import CallTerm
from tests.dote_path import AWARDED, DotePath, path
from tests.world import World


@pytest.fixture
def way(world: World) -> DotePath:
    way = path(world)
    CallTerm.objects.create(
        call=world.call, name="outside_check_days", value=30, unit="days", source="Invented act"
    )
    return way


@pytest.mark.slow
def test_no_award_without_an_answer_of_these_days(world: World, way: DotePath) -> None:
    plan = way.draft_plan()
    way.fresh()
    way.keep("double_funding_answer", way.dote, on=AWARDED - timedelta(days=31))
    told = {"plan": plan.pk, "rechecked": True}
    with pytest.raises(Refused) as caught:
        propose(way.dote.award, by=world.anna, on=AWARDED, **told)
    assert [each.code for each in caught.value.obstacles] == ["outside_was_asked"]
    way.keep("double_funding_answer", way.dote, on=AWARDED - timedelta(days=30))
    approve(propose(way.dote.award, by=world.anna, on=AWARDED, **told), by=world.bruno, on=AWARDED)
    assert way.fresh().state == DoteState.AWARDED


def test_a_call_that_wants_no_answer_asks_for_none(world: World) -> None:
    way = path(world)
    assert way.award().state == DoteState.AWARDED
