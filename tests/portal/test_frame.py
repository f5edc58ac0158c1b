"""What every page carries: headers, languages, leaving quickly, errors with a reference."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import reverse

from audit import clock
from audit.models import Event
from audit.trail import Draft, record_in_stream
from portal import errors, health
from tests.portal.visits import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db


def test_pages_allow_nothing_inline_and_nothing_from_elsewhere() -> None:
    policy = Client().get(reverse("privacy")).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_pages_of_who_is_signed_in_are_kept_in_no_cache(world: World) -> None:
    answer = signed_in(world.anna).get(reverse("privacy"))
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_an_arabic_reader_gets_the_page_right_to_left() -> None:
    text = Client(headers={"accept-language": "ar"}).get(reverse("privacy")).content.decode()
    assert '<html lang="ar" dir="rtl">' in text
    assert "bootstrap-italia.rtl.min.css" in text


def test_a_participant_keeps_the_language_that_was_chosen(world: World) -> None:
    client = signed_in(world.samir)
    client.post(reverse("language"), {"language": "ar", "next": reverse("privacy")})
    world.samir.refresh_from_db()
    assert world.samir.language == "ar"
    assert 'lang="ar"' in client.get(reverse("privacy")).content.decode()


def test_an_officer_is_never_shown_a_language_that_staff_pages_lack(world: World) -> None:
    client = signed_in(world.anna)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    assert 'lang="it"' in client.get(reverse("privacy")).content.decode()


def test_the_language_row_leads_nowhere_outside() -> None:
    answer = Client().post(
        reverse("language"), {"language": "en", "next": "https://example.invalid/"}
    )
    assert answer.headers["Location"] == reverse("start")


def test_leaving_quickly_signs_out_and_tells_nothing(world: World) -> None:
    client = signed_in(world.samir)
    answer = client.post(reverse("leave_now"))
    assert "Percorsi" not in answer.content.decode()
    assert answer.headers["Clear-Site-Data"]
    assert "_auth_user_id" not in client.session
    stream = Event.objects.filter(stream=f"auth:{world.samir.pk}")
    assert "signin.left_quickly" in stream.values_list("action", flat=True)


def test_a_page_that_is_not_there_says_so_with_a_reference() -> None:
    answer = Client().get("/non-esiste/")
    assert answer.status_code == 404
    assert answer.headers["X-Request-Id"] in answer.content.decode()


def test_a_failure_answers_without_database_or_session() -> None:
    answer = errors.failed(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "reference" in answer.content.decode() or "riferimento" in answer.content.decode()


def test_the_health_page_names_each_part(world: World) -> None:
    answer = Client().get(reverse("salute"), headers={"accept": "application/json"})
    assert answer.status_code == 200
    parts = {"database", "triggers", "worker", "tick", "seal", "balances", "pango"}
    assert set(answer.json()) == parts


def test_the_health_page_says_when_the_last_seal_is_too_old(world: World) -> None:
    from audit import seals

    seals.seal()
    assert health.seal().is_well
    with clock.fixed(clock.now() + timedelta(hours=1), "test"):
        record_in_stream(
            Draft(actor="system", role="system", action="test", subject="a.b:1"), stream="a.b:1"
        )
        assert not health.seal().is_well
        seals.seal()
        assert health.seal().is_well


def test_without_triggers_the_system_is_not_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audit.triggers.census", lambda connection: ["one is missing"])
    assert Client().get(reverse("salute")).status_code == 503


def test_the_privacy_notice_exists_in_four_languages() -> None:
    pages = {
        code: Client(headers={"accept-language": code}).get(reverse("privacy")).content
        for code in ("it", "en", "fr", "ar")
    }
    assert len(set(pages.values())) == 4
