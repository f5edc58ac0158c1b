"""What the engine promises of every step: once, by the right person, on what they saw."""

import pytest

from audit.models import Event
from dote.models import Dote
from dote.states import DoteState
from lifecycle.engine import obstacles, perform
from lifecycle.errors import KeyReused, Refused, Stale
from lifecycle.notes import read
from lifecycle.steps import CalledDirectly, step
from people.roles import Role
from tests.dote_path import APPLIED, ELIGIBLE, REPORTED, TAKEN, path
from tests.world import World


def events(dote: Dote) -> int:
    """Count the events of a dote."""
    return Event.objects.filter(stream=dote.label).count()


def test_a_transition_called_directly_raises(world: World) -> None:
    dote = path(world).submit()
    with pytest.raises(CalledDirectly):
        dote.take_charge(None)
    assert Dote.objects.as_system().get(pk=dote.pk).state == DoteState.SUBMITTED


def test_an_officer_of_another_region_cannot_take_the_file(world: World) -> None:
    dote = path(world).submit()
    with pytest.raises(Refused) as refused:
        perform(dote.take_charge, by=world.dario, on=TAKEN, no_conflict=True)
    assert refused.value.forbidden
    assert "Grant officer" in str(refused.value)


def test_a_step_is_refused_with_every_reason_and_who_can_help(world: World) -> None:
    dote = path(world).open()
    found = obstacles(dote.submit, by=world.samir, on=APPLIED)
    sentences = [obstacle.sentence for obstacle in found]
    assert len(sentences) == 2
    assert all("missing" in sentence for sentence in sentences)
    assert all(obstacle.who for obstacle in found)


def test_a_refused_step_leaves_nothing_behind(world: World) -> None:
    dote = path(world).open()
    before = events(dote)
    with pytest.raises(Refused):
        perform(dote.submit, by=world.samir, on=APPLIED, key="k1")
    fresh = Dote.objects.as_system().get(pk=dote.pk)
    assert (fresh.state, fresh.trail_seq, events(dote)) == (DoteState.DRAFT, 1, before)


def test_a_double_click_happens_once_and_gives_the_same_answer(world: World) -> None:
    dote = path(world).submit()
    first = perform(dote.take_charge, by=world.anna, on=TAKEN, key="k2", no_conflict=True)
    before = events(dote)
    again = perform(dote.take_charge, by=world.anna, on=TAKEN, key="k2", no_conflict=True)
    assert (again.pk, again.state) == (first.pk, first.state)
    assert events(dote) == before


def test_a_key_that_comes_back_with_another_request_is_refused(world: World) -> None:
    dote = path(world).submit()
    perform(dote.take_charge, by=world.anna, on=TAKEN, key="k3", no_conflict=True)
    with pytest.raises(KeyReused):
        perform(dote.take_charge, by=world.anna, on=ELIGIBLE, key="k3", no_conflict=True)


def test_a_stale_page_is_told_what_has_changed(world: World) -> None:
    way = path(world)
    shown = way.submit().last_seq
    dote = way.do("take_charge", world.anna, TAKEN, no_conflict=True)
    with pytest.raises(Stale) as stale:
        perform(dote.declare_eligible, by=world.bruno, on=ELIGIBLE, version=shown, checklist=[])
    assert [event.action for event in stale.value.events] == ["take_charge"]


def test_nobody_confirms_what_they_did_last_themselves(world: World) -> None:
    dote = path(world).take_charge()
    with pytest.raises(Refused) as refused:
        perform(dote.declare_eligible, by=world.anna, on=ELIGIBLE, checklist=[])
    assert "another officer" in str(refused.value)


def test_what_people_write_is_encrypted_and_the_event_holds_a_commitment(world: World) -> None:
    dote = path(world).submit()
    words = "Samir comes back on Monday with his brother"
    perform(dote.take_charge, by=world.anna, on=TAKEN, note=words, no_conflict=True)
    event = Event.objects.filter(stream=dote.label).order_by("-seq")[0]
    assert "Samir" not in event.content
    assert '"note":"lifecycle.note:' in event.content
    note = event.content.split('"note":"')[1].split('"')[0]
    assert read(note) == words


@pytest.mark.slow
def test_a_text_in_a_fact_is_refused_since_events_hold_codes_only(world: World) -> None:
    month = path(world).cleared_months(rent_months=1, work_months=1)[0]
    with pytest.raises(TypeError):
        perform(month.take_back, by=world.giulia, on=REPORTED, reason="The amount is wrong")


def test_a_fact_that_the_step_does_not_know_is_refused(world: World) -> None:
    dote = path(world).submit()
    with pytest.raises(TypeError):
        perform(dote.take_charge, by=world.anna, on=TAKEN, no_conflict=True, amount=3)


@pytest.mark.parametrize("name", ["by", "on", "key", "version", "note", "value_on"])
def test_no_fact_bears_the_name_of_what_every_step_is_told(name: str) -> None:
    with pytest.raises(ValueError, match="every step"):
        step("X1", source="a", target="b", by=[Role.OPERATOR], label="X", facts={name: str})(
            lambda self, act: None
        )
