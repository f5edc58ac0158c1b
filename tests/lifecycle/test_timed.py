"""What time brings: announced before, done once, and never what is not due."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command

from accounting.models import PartBalance, Position
from audit.models import Event
from dote.states import DoteState
from lifecycle import timed
from tests.dote_path import APPLIED, path
from tests.world import World


def test_a_pact_that_nobody_signs_lapses_and_its_money_is_free_again(world: World) -> None:
    way = path(world)
    dote = way.award()
    assert dote.sign_by is not None
    assert timed.tick(on=dote.sign_by) == []
    late = dote.sign_by + timedelta(days=1)
    assert [subject.pk for _step, subject in timed.announced(on=late)] == [dote.pk]
    (outcome,) = timed.tick(on=late)
    assert outcome.refused == ""
    assert way.fresh().state == DoteState.LAPSED
    assert not PartBalance.objects.filter(root=dote.label, f3__gt=0).exists()
    assert set(Position.objects.values_list("available_cents", flat=True)) == {100_000_00}


def test_the_timer_run_twice_changes_nothing(world: World) -> None:
    way = path(world)
    dote = way.award()
    assert dote.sign_by is not None
    late = dote.sign_by + timedelta(days=1)
    timed.tick(on=late)
    events = Event.objects.count()
    assert timed.tick(on=late) == []
    assert Event.objects.count() == events


def test_a_draft_is_given_up_after_the_days_of_its_call(world: World) -> None:
    way = path(world)
    way.open()
    out = StringIO()
    call_command("tick", on=APPLIED + timedelta(days=91), stdout=out)
    assert way.fresh().state == DoteState.CANCELLED
    assert "1 timed steps" in out.getvalue()


def test_the_system_acts_in_its_own_name(world: World) -> None:
    way = path(world)
    way.open()
    timed.tick(on=APPLIED + timedelta(days=91))
    event = Event.objects.get(stream=way.dote.label, action="cancel")
    assert (event.actor, event.role) == ("system", "system")
