"""Complaints on their pages: made by telephone, looked into at the desk, answered in time."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from lifecycle.models import Complaint
from lifecycle.procedures.complaint.states import ComplaintState
from tests.portal.asking import day_of, opened, send, text_of
from tests.portal.visits import signed_in
from tests.world import World

DAY = date(2026, 11, 18)
WORDS = "I have waited for my rent since September"


def one() -> Complaint:
    return Complaint.objects.as_system().get()


def label(user: Any) -> str:
    return f"people.user:{user.pk}"


def made(world: World, kind: str = "delay") -> Complaint:
    """Have samir complain, from the telephone."""
    with day_of(DAY):
        done = send(world.samir, "make_complaint", kind=kind, note=WORDS)
        assert done.status_code == 302, text_of(done)
    return one()


def step(user: Any, command: str, **told: Any) -> int:
    row = one()
    with day_of(DAY):
        return send(
            user, "step", "lifecycle.complaint", row.pk, command, row=row, **told
        ).status_code


def test_samir_complains_by_telephone_and_follows_it_to_the_answer(world: World) -> None:
    row = made(world)
    assert (row.state, row.partner) == (ComplaintState.NEW, world.puglia)
    with day_of(DAY):
        assert reverse("own_complaints") in opened(world.samir, "participant_home")
        assert reverse("own_complaint", args=[row.pk]) in opened(world.samir, "own_complaints")
        page = opened(world.samir, "own_complaint", row.pk)
        assert WORDS in page
        assert "18/12/2026" in page
        assert row.reference in opened(world.bruno, "procedures")
        assert WORDS in opened(world.bruno, "complaint", row.pk)
    assert step(world.bruno, "assign", handler=label(world.anna)) == 302
    assert step(world.anna, "begin_work") == 302
    assert step(world.anna, "answer", note="") == 422
    assert step(world.anna, "answer", note="The receipt of October was missing") == 302
    with day_of(DAY):
        assert "receipt of October" not in opened(world.samir, "own_complaint", row.pk)
    assert step(world.anna, "close") == 403
    assert step(world.bruno, "close") == 302
    with day_of(DAY):
        assert "receipt of October" in opened(world.samir, "own_complaint", row.pk)
        assert "We have answered your complaint" in opened(world.samir, "own_messages")
        assert row.reference not in opened(world.bruno, "complaints")
        assert row.reference in text_of(
            signed_in(world.bruno).get(reverse("complaints") + "?chiuse=1")
        )


def test_a_complaint_says_what_happened_and_what_was_chosen_stays(world: World) -> None:
    with day_of(DAY):
        answer = send(world.samir, "make_complaint", kind="privacy", note="")
    assert answer.status_code == 422
    assert '<option value="privacy" selected>' in text_of(answer)
    assert not Complaint.objects.as_system().exists()


def test_a_sensitive_complaint_is_in_the_list_of_the_legal_office_alone(world: World) -> None:
    row = made(world, "conduct")
    with day_of(DAY):
        for user in (world.anna, world.bruno, world.marta, world.carla):
            assert row.reference not in opened(user, "complaints")
            assert signed_in(user).get(reverse("complaint", args=[row.pk])).status_code == 404
        assert row.reference in opened(world.leo, "complaints")
        page = opened(world.leo, "step", "lifecycle.complaint", row.pk, "assign")
    assert "Leo (invented)" in page
    assert "Anna (invented)" not in page


def test_marta_takes_a_complaint_for_samir_and_nino_finds_nothing_of_it(world: World) -> None:
    person = world.person("samir")
    told = {"kind": "service", "note": WORDS, "against": label(world.anna)}
    with day_of(DAY):
        done = send(world.marta, "take_complaint", person.pk, **told)
        assert done.headers["Location"] == reverse("person", args=[person.pk])
        row = one()
        assert row.against == label(world.anna)
        for user in (world.anna, world.nino, world.dario):
            assert row.reference not in opened(user, "complaints")
        assert (
            signed_in(world.nino).get(reverse("take_complaint", args=[person.pk])).status_code
            == 404
        )


def test_amina_does_not_read_samirs_complaint(world: World) -> None:
    row = made(world)
    address = reverse("own_complaint", args=[row.pk])
    assert signed_in(world.amina).get(address).status_code == 404


@pytest.mark.parametrize("name", ["complaints", "procedures"])
def test_a_late_complaint_is_marked(world: World, name: str) -> None:
    made(world)
    with day_of(date(2026, 12, 20)):
        assert ">-2<" in opened(world.bruno, name).replace("\u2212", "-")
