"""A dote from application to cleared months, with state, event and books at each step."""

from accounting.models import PartBalance
from audit.models import Event
from dote.states import DoteState, MonthState
from tests.dote_path import path
from tests.world import World


def test_samir_is_carried_from_his_application_to_cleared_months(world: World) -> None:
    way = path(world)
    months = way.cleared_months()
    assert [month.state for month in months] == [MonthState.LIQUIDATED] * 4
    dote = way.fresh()
    assert dote.state == DoteState.ACTIVE
    assert dote.awarded_cents == 1_500_00
    last = Event.objects.filter(stream=dote.label).order_by("-seq").first()
    assert last is not None
    assert (dote.trail_seq, dote.trail_head) == (last.seq, last.hash)
    assert sum(b.f4 for b in PartBalance.objects.filter(root=dote.label)) == 1_500_00
