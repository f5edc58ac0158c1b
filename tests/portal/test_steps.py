"""Any step of any machine through one page: what it shows, what it refuses, what it keeps."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from audit.models import Event
from dote.models import Dote
from people.models import User
from portal.keys import new_key
from tests.dote_path import DotePath
from tests.portal.visits import signed_in
from tests.world import World


@pytest.fixture
def dote(world: World) -> Dote:
    return DotePath(world).submit()


def page(dote: Dote, command: str = "take_charge") -> str:
    return reverse("step", args=["dote.dote", dote.pk, command])


def send(user: User, dote: Dote, command: str = "take_charge", **typed: object) -> HttpResponse:
    """Send the form as the page showed it."""
    body = {"key": new_key(), "version": dote.last_seq, "note": ""} | typed
    answer: HttpResponse = signed_in(user).post(page(dote, command), body)
    return answer


def fresh(dote: Dote) -> Dote:
    return Dote.objects.as_system().get(pk=dote.pk)


def test_the_page_shows_the_step_with_key_and_version(world: World, dote: Dote) -> None:
    answer = signed_in(world.anna).get(page(dote))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert f'name="version" value="{dote.last_seq}"' in text
    assert 'name="key"' in text
    assert dote.reference in text


def test_showing_the_page_changes_nothing(world: World, dote: Dote) -> None:
    before = Event.objects.filter(stream=dote.label).count()
    signed_in(world.anna).get(page(dote))
    assert Event.objects.filter(stream=dote.label).count() == before


def test_an_officer_takes_a_case_in_charge(world: World, dote: Dote) -> None:
    answer = send(world.anna, dote, no_conflict="on")
    assert answer.status_code == 302
    assert fresh(dote).state != dote.state


def test_sent_twice_the_step_happens_once(world: World, dote: Dote) -> None:
    key = new_key()
    first = send(world.anna, dote, key=key, no_conflict="on")
    second = send(world.anna, dote, key=key, no_conflict="on")
    assert (first.status_code, second.status_code) == (302, 302)
    done = Event.objects.filter(stream=dote.label, action="take_charge")
    assert done.count() == 1


def test_the_same_key_with_another_request_is_a_conflict(world: World, dote: Dote) -> None:
    key = new_key()
    send(world.anna, dote, key=key, no_conflict="on")
    answer = send(world.anna, dote, key=key, no_conflict="on", note="something else")
    assert answer.status_code == 409


def test_a_stale_page_shows_what_changed_and_keeps_what_was_typed(world: World, dote: Dote) -> None:
    answer = send(
        world.anna, dote, version=dote.last_seq - 1, note="my own words", no_conflict="on"
    )
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "my own words" in text
    assert fresh(dote).state == dote.state


def test_an_officer_of_another_region_does_not_learn_that_the_case_exists(
    world: World, dote: Dote
) -> None:
    assert signed_in(world.dario).get(page(dote)).status_code == 404
    assert send(world.dario, dote).status_code == 404


def test_who_may_see_the_case_but_not_take_the_step_is_told_who_may(
    world: World, dote: Dote
) -> None:
    answer = signed_in(world.bruno).get(page(dote))
    assert answer.status_code == 403
    assert "Grant officer" in answer.content.decode() or "Istruttore" in answer.content.decode()
    assert send(world.bruno, dote).status_code == 403


def test_a_closed_step_says_why_and_keeps_what_was_typed(world: World, dote: Dote) -> None:
    send(world.anna, dote, no_conflict="on")
    moved = fresh(dote)
    answer = send(world.anna, moved, note="once more", no_conflict="on")
    assert answer.status_code == 422
    assert "once more" in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["people.user/x", "dote.nothing/x", "nonsense/x", "dote.dote/x"]
)
def test_an_address_that_names_no_case_is_not_found(address: str, world: World) -> None:
    answer = signed_in(world.anna).get(f"/pratiche/{address}/passi/take_charge/")
    assert answer.status_code == 404


def test_a_step_that_the_machine_does_not_have_is_not_found(world: World, dote: Dote) -> None:
    assert signed_in(world.anna).get(page(dote, "delete")).status_code == 404
    assert signed_in(world.anna).get(page(dote, "save")).status_code == 404


@pytest.mark.parametrize(
    "body", [{}, {"key": "short", "version": "1"}, {"key": "a" * 22, "version": "x"}]
)
def test_a_form_without_its_key_is_not_understood(
    body: dict[str, str], world: World, dote: Dote
) -> None:
    assert signed_in(world.anna).post(page(dote), body).status_code == 400


def test_a_stranger_is_sent_to_sign_in(world: World, dote: Dote) -> None:
    answer = Client().get(page(dote))
    assert answer.headers["Location"].startswith(reverse("account_login"))
