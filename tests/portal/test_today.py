"""Where offices without a queue start: what waits for them, and the rules that they read."""

from django.test import Client
from django.urls import reverse

from people.models import Mandate
from people.roles import Role
from tests.batch_path import approved, payables
from tests.dote_path import path
from tests.portal.visits import signed_in
from tests.world import World


def start(client: Client) -> str:
    """Return the page that the visitor starts on."""
    return client.get(reverse("start"), follow=True).content.decode()


def holder(world: World, role: Role) -> Client:
    return signed_in(Mandate.objects.filter(role=role).order_by("user__email")[0].user)


def test_finance_starts_with_what_is_to_be_paid(world: World) -> None:
    way = path(world)
    way.start_services()
    way.clear(way.months()[0])
    text = start(signed_in(world.giulia))
    assert "Payments ready for a batch" in text
    assert reverse("payables") in text


def test_treasury_starts_with_the_batch_to_release_and_nothing_else(world: World) -> None:
    assert "Nothing waits for you today" in start(signed_in(world.teo))
    way = path(world)
    way.start_services()
    way.clear(way.months()[0])
    batch = approved(world, payables())
    text = start(signed_in(world.teo))
    assert reverse("batch", args=[batch.pk]) in text
    assert "Batches to release" in text


def test_the_administrator_reads_each_term_with_its_source(world: World) -> None:
    client = holder(world, Role.ADMINISTRATOR)
    assert reverse("rules") in start(client)
    text = client.get(reverse("rules")).content.decode()
    assert "L. 241/1990 art. 2 par. 2" in text
    assert "Chosen by us" in text
    assert "procedure_days" not in text


def test_a_call_that_does_not_exist_has_no_rules(world: World) -> None:
    answer = holder(world, Role.ADMINISTRATOR).get(reverse("rules"), {"avviso": "NONE"})
    assert answer.status_code == 404


def test_whoever_sees_no_case_is_offered_no_search(world: World) -> None:
    assert reverse("search") not in start(holder(world, Role.ADMINISTRATOR))
    assert reverse("search") in start(signed_in(world.anna))
