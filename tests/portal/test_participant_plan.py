"""The person reads and signs the plan, and says what messages they have read."""

from http import HTTPStatus

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from audit.models import Event
from lifecycle.models import Notice
from people import plans
from people.models import ActionPlanVersion, User
from people.plans import Means
from people.roles import Role
from portal.keys import new_key
from portal.models import MessagesRead
from tests import cast
from tests.dote_path import path
from tests.portal.visits import signed_in
from tests.world import TODAY, World
from tests.world import a_plan as a_plan_of


@pytest.fixture
def version(world: World) -> ActionPlanVersion:
    """Have marta write samir's plan, which nobody has signed."""
    file = world.case_file("samir")
    operator = world.actor(file.case_manager, Role.OPERATOR)
    return plans.draft(file, a_plan_of(), by=operator, on=TODAY)


def page(user: User, version: ActionPlanVersion, language: str = "en") -> str:
    client = signed_in(user)
    client.cookies["django_language"] = language
    answer = client.get(reverse("own_plan", args=[version.pk]))
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


def sign(client: Client, version: ActionPlanVersion, **typed: str) -> int:
    sent = {"key": new_key(), "version": "", "fingerprint": version.content_hash} | typed
    return client.post(reverse("own_plan", args=[version.pk]), sent).status_code


def fresh(version: ActionPlanVersion) -> ActionPlanVersion:
    return ActionPlanVersion.objects.as_system().get(pk=version.pk)


GOOD = {"agree": "on", "password": cast.PASSWORD}


def test_samir_reads_his_plan_and_signs_it_alone(world: World, version: ActionPlanVersion) -> None:
    text = page(world.samir, version)
    for goal in plans.read(version).goals:
        assert goal in text
    assert sign(signed_in(world.samir), version, **GOOD) == HTTPStatus.FOUND
    signed = fresh(version)
    assert signed.participant_signed_by == Means.OWN
    assert signed.operator_signed_on is None
    assert "Now your operator signs" in page(world.samir, version)
    told = Event.objects.filter(action="plan.signed_by_participant").latest("id")
    assert told.actor == f"people.user:{world.samir.pk}"


@pytest.mark.parametrize("language", ["it", "en", "fr", "ar"])
def test_the_plan_is_signed_in_four_languages(
    language: str, world: World, version: ActionPlanVersion
) -> None:
    text = page(world.samir, version, language)
    word = {"it": "Firma il piano", "en": "Sign the plan", "fr": "Signer le plan"}
    assert word.get(language, "وقّع الخطة") in text


@pytest.mark.parametrize(
    "typed", [{}, {"agree": "on", "password": "wrong"}, {"password": cast.PASSWORD}]
)
def test_without_tick_and_password_no_plan_is_signed(
    typed: dict[str, str], world: World, version: ActionPlanVersion
) -> None:
    assert sign(signed_in(world.samir), version, **typed) == HTTPStatus.UNPROCESSABLE_ENTITY
    assert fresh(version).participant_signed_on is None


def test_other_words_than_those_shown_are_not_signed(
    world: World, version: ActionPlanVersion
) -> None:
    sent = GOOD | {"fingerprint": "0" * 64}
    assert sign(signed_in(world.samir), version, **sent) == HTTPStatus.CONFLICT
    assert fresh(version).participant_signed_on is None


def test_a_plan_is_signed_once(world: World, version: ActionPlanVersion) -> None:
    samir = signed_in(world.samir)
    assert sign(samir, version, **GOOD) == HTTPStatus.FOUND
    assert sign(samir, version, **GOOD) == HTTPStatus.UNPROCESSABLE_ENTITY


def test_nobody_else_reads_or_signs_it(world: World, version: ActionPlanVersion) -> None:
    amina = signed_in(world.amina)
    address = reverse("own_plan", args=[version.pk])
    assert amina.get(address).status_code == HTTPStatus.NOT_FOUND
    assert sign(amina, version, **GOOD) == HTTPStatus.NOT_FOUND
    assert signed_in(world.marta).get(address).status_code == HTTPStatus.FORBIDDEN


def test_an_operator_cannot_sign_as_the_person_in_their_account(
    world: World, version: ActionPlanVersion
) -> None:
    marta = signed_in(world.marta)
    for means in (Means.OWN, Means.OTP):
        sent = {"key": new_key(), "person": "1", "means": means.value}
        marta.post(reverse("plan", args=[version.pk]), sent)
    assert fresh(version).participant_signed_on is None


def test_who_has_an_application_signs_with_its_code(
    world: World, version: ActionPlanVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    TOTP.activate(world.samir, "JBSWY3DPEHPK3PXP")
    monkeypatch.setattr(TOTP, "validate_code", lambda self, code: code == "123456")
    samir = signed_in(world.samir)
    assert sign(samir, version, **GOOD) == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sign(samir, version, agree="on", code="000000") == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sign(samir, version, agree="on", code="123 456") == HTTPStatus.FOUND
    assert fresh(version).participant_signed_by == Means.OTP


def test_the_home_page_asks_for_the_signature(world: World, version: ActionPlanVersion) -> None:
    home = signed_in(world.samir).get(reverse("participant_home")).content.decode()
    assert reverse("own_plan", args=[version.pk]) in home


def test_before_the_plan_the_page_says_who_writes_it(world: World) -> None:
    answer = signed_in(world.samir).get(reverse("own_plans"))
    assert b"There is no plan yet" in answer.content


def test_my_dote_says_first_what_comes_next(world: World) -> None:
    way = path(world)
    way.award()
    text = signed_in(world.samir).get(reverse("own_dote", args=[way.dote.pk])).content.decode()
    assert text.index('class="task-sentence"') < text.index('id="where"')
    assert reverse("own_pact", args=[way.dote.pk]) in text


def test_messages_are_new_until_the_person_says_to_have_read_them(world: World) -> None:
    way = path(world)
    way.take_charge()
    samir = signed_in(world.samir)
    address = reverse("own_messages")
    before = samir.get(address)
    assert before.context["newest"]
    assert "message-new" in before.content.decode()
    samir.post(address, {"newest": before.context["newest"]})
    assert "message-new" not in samir.get(address).content.decode()
    assert "message-new" not in samir.get(reverse("participant_home")).content.decode()


def test_a_message_that_came_meanwhile_stays_new(world: World) -> None:
    way = path(world)
    way.submit()
    samir = signed_in(world.samir)
    shown = samir.get(reverse("own_messages")).context["newest"]
    way2 = Notice.objects.get(pk=shown)
    later = Notice.objects.create(
        id="7" + shown[1:],  # identifiers are in the order of time
        stream=way2.stream,
        event_seq=way2.event_seq,
        participant=way2.participant,
        template="dote_taken_in_charge",
        language="it",
        on=TODAY,
    )
    samir.post(reverse("own_messages"), {"newest": shown})
    notices = samir.get(reverse("own_messages")).context["notices"]
    assert [each.pk for each in notices if each.is_new] == [later.pk]


def test_nobody_marks_anybody_elses_messages(world: World) -> None:
    path(world).submit()
    samirs = Notice.objects.latest("id")
    signed_in(world.amina).post(reverse("own_messages"), {"newest": samirs.pk})
    signed_in(world.amina).post(reverse("own_messages"), {"newest": "zzz"})
    assert not MessagesRead.objects.exists()
