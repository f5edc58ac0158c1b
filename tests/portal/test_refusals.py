"""A refusal says what happened, what was kept, who can help, and by which reference."""

import re
from http import HTTPStatus

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from portal import errors
from portal.keys import new_key
from tests.dote_path import path
from tests.portal.visits import signed_in
from tests.world import World

REFERENCE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")


def whole(text: str, header: str) -> None:
    """Check that a page of refusal is whole."""
    assert text.count("<h1>") == 1
    assert REFERENCE.search(text), "a reference by which the log line is found"
    assert header in text, "the very reference of the answer"
    assert "hanged" in text or "done" in text, "what was kept"
    assert "help" in text.lower() or "free number" in text, "who can help"


def test_every_refusal_is_whole(world: World) -> None:
    way = path(world)
    dote = way.submit()
    step = reverse("step", args=["dote.dote", dote.pk, "take_charge"])
    anna = signed_in(world.anna)
    answers = [
        (anna.get("/non-esiste/"), HTTPStatus.NOT_FOUND),
        (anna.get(reverse("trail")), HTTPStatus.FORBIDDEN),
        (signed_in(world.samir).get(reverse("officer_desk")), HTTPStatus.FORBIDDEN),
        (signed_in(world.dario).get(reverse("dote", args=[dote.pk])), HTTPStatus.NOT_FOUND),
        (signed_in(world.samir).get("/mia/niente/"), HTTPStatus.NOT_FOUND),
    ]
    sent = {"key": new_key(), "version": dote.last_seq - 1, "no_conflict": "on"}
    answers.append((anna.post(step, sent), HTTPStatus.CONFLICT))
    for answer, status in answers:
        assert answer.status_code == status
        whole(answer.content.decode(), answer.headers["X-Request-Id"])


def test_a_stale_form_gives_back_what_was_written(world: World) -> None:
    dote = path(world).submit()
    step = reverse("step", args=["dote.dote", dote.pk, "take_charge"])
    note = "Seen at the desk with her sister."
    sent = {"key": new_key(), "version": dote.last_seq - 1, "no_conflict": "on", "note": note}
    answer = signed_in(world.anna).post(step, sent)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert note in answer.content.decode()


def test_a_closed_step_keeps_what_was_written_and_names_who_can_help(world: World) -> None:
    dote = path(world).take_charge()
    step = reverse("step", args=["dote.dote", dote.pk, "declare_eligible"])
    sent = {"key": new_key(), "version": dote.last_seq, "checklist": ["permit_valid"]}
    answer = signed_in(world.bruno).post(step, sent | {"note": "Only the permit so far."})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    text = answer.content.decode()
    assert "Only the permit so far." in text
    assert "Can open it:" in text


def test_who_was_signed_out_while_writing_finds_the_words_again(world: World) -> None:
    dote = path(world).submit()
    step = reverse("step", args=["dote.dote", dote.pk, "take_charge"])
    answer = Client().post(step, {"note": "A long explanation.", "key": "K" * 26})
    assert answer.status_code == HTTPStatus.FORBIDDEN
    text = answer.content.decode()
    assert "A long explanation." in text
    assert "K" * 26 not in text
    assert f"next={step}" in text
    assert Client().post(step, {"no_conflict": "on"}).status_code == HTTPStatus.FOUND


@pytest.mark.parametrize("name", ["password", "new_password1", "code", "csrfmiddlewaretoken"])
def test_a_secret_that_was_typed_is_never_shown_again(name: str) -> None:
    request = RequestFactory().post("/", {name: "long enough to show", "note": "my words"})
    assert errors.typed_text(request) == ["my words"]


def test_an_expired_form_gives_back_what_was_written(world: World) -> None:
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    sent = {"note": "What I wanted to say."}
    answer = strict.post(reverse("language"), sent, headers={"accept-language": "en"})
    assert answer.status_code == HTTPStatus.FORBIDDEN
    whole(answer.content.decode(), answer.headers["X-Request-Id"])
    assert "What I wanted to say." in answer.content.decode()
