"""Signing in: password, second factor, lock-out, and what the trail keeps of it."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from audit.models import Event
from people.models import User
from tests import cast
from tests.portal.visits import signed_in
from tests.world import World


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


def try_password(client: Client, user: User, password: str = cast.PASSWORD) -> int:
    answer = client.post(reverse("account_login"), {"login": user.email, "password": password})
    return answer.status_code


def acts(user: User) -> list[str]:
    stream = Event.objects.filter(stream=f"auth:{user.pk}").order_by("seq")
    return list(stream.values_list("action", flat=True))


def code_for(secret: str, *, later: int = 0) -> str:
    """Return the code that the telephone shows so many half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def enrol(client: Client) -> str:
    page = client.get(reverse("mfa_activate_totp"))
    secret: str = page.context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    return secret


def test_a_participant_signs_in_with_a_password(world: World) -> None:
    client = Client()
    assert try_password(client, world.samir) == 302
    assert client.session["_auth_user_id"] == world.samir.pk
    assert acts(world.samir) == ["signin.done"]


def test_an_officer_cannot_work_before_linking_a_telephone(world: World) -> None:
    client = Client()
    try_password(client, world.anna)
    answer = client.get(reverse("components"))
    assert answer.headers["Location"] == reverse("mfa_activate_totp")


def test_an_officer_links_a_telephone_and_works(world: World) -> None:
    client = Client()
    try_password(client, world.anna)
    enrol(client)
    assert client.get(reverse("components")).status_code == 200
    assert acts(world.anna) == ["signin.done", "signin.enrolled"]


def test_the_secret_of_the_second_factor_is_not_readable_in_the_database(world: World) -> None:
    client = Client()
    try_password(client, world.anna)
    secret = enrol(client)
    kept = Authenticator.objects.get(user=world.anna, type="totp")
    assert secret not in str(kept.data)


def test_the_picture_to_scan_is_a_file_of_its_own(world: World) -> None:
    client = Client()
    try_password(client, world.anna)
    page = client.get(reverse("mfa_activate_totp"))
    picture = client.get(reverse("second_factor_picture"))
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert b"style=" not in picture.content
    assert "data:image" not in page.content.decode()


def test_with_a_linked_telephone_the_password_alone_opens_nothing(world: World) -> None:
    client = Client()
    try_password(client, world.anna)
    enrol(client)
    client.post(reverse("account_logout"))
    again = Client()
    try_password(again, world.anna)
    assert "_auth_user_id" not in again.session
    secret = signed_in_secret(world.anna)
    answer = again.post(reverse("mfa_authenticate"), {"code": code_for(secret, later=1)})
    assert answer.status_code == 302
    assert again.session["_auth_user_id"] == world.anna.pk


@pytest.mark.slow
def test_no_code_opens_twice_nor_an_older_one_after_it(world: World) -> None:
    first = Client()
    try_password(first, world.anna)
    secret = enrol(first)
    used = code_for(secret, later=1)
    assert opens(world.anna, used)
    cache.clear()  # half a minute has passed: allauth has forgotten, and would still take it
    assert not opens(world.anna, used)
    assert not opens(world.anna, code_for(secret))
    assert not opens(world.anna, code_for(secret, later=-1))
    assert not opens(world.anna, code_for(secret, later=2))


def opens(user: User, code: str) -> bool:
    """Say whether password and code open a session on another device."""
    client = Client()
    try_password(client, user)
    client.post(reverse("mfa_authenticate"), {"code": code})
    return "_auth_user_id" in client.session


def signed_in_secret(user: User) -> str:
    from allauth.mfa.utils import decrypt

    return decrypt(Authenticator.objects.get(user=user, type="totp").data["secret"])


@pytest.mark.slow
def test_wrong_passwords_are_recorded_and_then_close_the_account_to_strangers(
    world: World,
) -> None:
    stranger = Client()
    answers = [try_password(stranger, world.samir, "wrong") for _ in range(12)]
    assert answers[:9] == [200] * 9
    assert answers[-1] == 429
    assert try_password(stranger, world.samir) == 429
    assert acts(world.samir).count("signin.failed") + acts(world.samir).count("signin.locked") == 10


@pytest.mark.slow
def test_an_attacker_cannot_lock_the_owner_out_of_a_known_device(world: World) -> None:
    owner = Client()
    try_password(owner, world.samir)
    owner.post(reverse("account_logout"))
    stranger = Client()
    for _ in range(12):
        try_password(stranger, world.samir, "wrong")
    assert try_password(stranger, world.samir) == 429
    assert try_password(owner, world.samir) == 302


def test_the_table_of_attempts_holds_no_address(world: World) -> None:
    from axes.models import AccessAttempt

    try_password(Client(), world.samir, "wrong")
    kept = AccessAttempt.objects.get()
    assert world.samir.email not in str(kept.__dict__)


def test_signing_out_is_recorded(world: World) -> None:
    client = signed_in(world.samir)
    client.post(reverse("account_logout"))
    assert acts(world.samir) == ["signin.out"]


def test_nobody_makes_an_account_alone() -> None:
    assert Client().get("/accesso/signup/").status_code == 404


@pytest.mark.parametrize(
    "name", ["account_login", "account_reauthenticate", "mfa_index", "mfa_activate_totp"]
)
def test_no_page_of_the_sign_in_package_shows_through(name: str, world: World) -> None:
    client = signed_in(world.samir) if name != "account_login" else Client()
    text = client.get(reverse(name)).content.decode()
    assert "site-header" in text
    assert "Remember Me" not in text
    assert "placeholder=" not in text
