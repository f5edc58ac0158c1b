"""The pages of the side procedures: who asks, who answers, and what each of them sees."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from dote.states import DoteState
from lifecycle.models import IntegrationItem, IntegrationRequest
from lifecycle.procedures.integration.states import ItemState, RequestState
from programme.models import Reason
from tests.dote_path import DotePath, path
from tests.lifecycle.procedures.asking import ASKED, drafted, fresh, item, sent, thing
from tests.portal.asking import day_of, opened, pdf, send
from tests.portal.visits import signed_in
from tests.world import World


@pytest.fixture
def way(world: World) -> Iterator[DotePath]:
    way = path(world)
    way.take_charge()
    with day_of(ASKED):
        yield way


@pytest.mark.slow
def test_anna_asks_for_what_is_missing_from_the_page_of_the_case(
    world: World, way: DotePath
) -> None:
    page = opened(world.anna, "dote", way.dote.pk)
    address = reverse("open_procedure", args=["dote.dote", way.dote.pk, "integrationrequest"])
    assert f'href="{address}"' in page
    answer = send(world.anna, "open_procedure", "dote.dote", way.dote.pk, "integrationrequest")
    request = IntegrationRequest.objects.as_system().get()
    assert answer.headers["Location"] == reverse(
        "procedure", args=["integrationrequest", request.pk]
    )
    told = {"thing": thing("permit").pk, "mandatory": "on", "note": "page two is missing"}
    where = ("add_part", "integrationrequest", request.pk, "integrationitem")
    assert send(world.anna, *where, **told).status_code == 302
    page = opened(world.anna, "procedure", "integrationrequest", request.pk)
    assert "page two is missing" in page
    send(world.anna, "step", "lifecycle.integrationrequest", request.pk, "send", row=fresh(request))
    assert way.fresh().state == DoteState.INTEGRATION
    assert "Request for integration: Sent" in opened(world.anna, "dote", way.dote.pk)


def test_the_same_thing_is_not_asked_twice_and_what_was_typed_stays(
    world: World, way: DotePath
) -> None:
    request = drafted(way, "permit")
    told = {"thing": thing("permit").pk, "note": "once more"}
    where = ("add_part", "integrationrequest", request.pk, "integrationitem")
    answer = send(world.anna, *where, **told)
    assert answer.status_code == 422
    assert "already asked for" in answer.content.decode()
    assert "once more" in answer.content.decode()
    assert IntegrationItem.objects.as_system().count() == 1


@pytest.mark.slow
def test_samir_reads_what_is_asked_why_and_until_when_and_answers(
    world: World, way: DotePath
) -> None:
    request = sent(way, "permit", "household")
    home = opened(world.samir, "participant_home")
    assert reverse("own_request", args=[request.pk]) in home
    assert "2 more things from you" in home
    page = opened(world.samir, "own_request", request.pk)
    assert "Residence permit" in page
    assert "why permit" in page
    assert "23/10/2026" in page
    row = item(request, "permit")
    send(world.samir, "answer_item", row.pk, row=row, file=pdf())
    assert item(request, "permit").state == ItemState.ANSWERED
    row = item(request, "household")
    send(world.samir, "answer_item", row.pk, row=row, words="I live alone")
    page = opened(world.samir, "own_request", request.pk)
    assert "I have completed it" in page
    done = send(
        world.samir,
        "step",
        "lifecycle.integrationrequest",
        request.pk,
        "complete",
        row=fresh(request),
    )
    assert done.headers["Location"] == reverse("own_request", args=[request.pk])
    assert fresh(request).state == RequestState.ANSWERED
    assert way.fresh().state == DoteState.UNDER_REVIEW


def test_a_form_without_a_file_says_what_is_missing_and_keeps_nothing(
    world: World, way: DotePath
) -> None:
    row = item(sent(way, "permit"), "permit")
    answer = send(world.samir, "answer_item", row.pk, row=row)
    assert answer.status_code == 422
    assert "Add the file" in answer.content.decode()
    assert item(row.request, "permit").state == ItemState.ASKED


def test_what_is_being_prepared_is_not_shown_to_samir(world: World, way: DotePath) -> None:
    request = drafted(way, "permit")
    answer = signed_in(world.samir).get(reverse("own_request", args=[request.pk]))
    assert answer.status_code == 404
    common = reverse("own_procedure", args=["integrationrequest", request.pk])
    assert signed_in(world.samir).get(common).status_code == 404


def test_amina_finds_nothing_of_samirs_request(world: World, way: DotePath) -> None:
    request = sent(way, "permit")
    for name, args in (
        ("own_request", [request.pk]),
        ("own_procedure", ["integrationrequest", request.pk]),
        ("answer_item", [item(request, "permit").pk]),
    ):
        assert signed_in(world.amina).get(reverse(name, args=args)).status_code == 404


def test_the_clock_is_the_same_for_anna_and_for_samir(world: World, way: DotePath) -> None:
    request = sent(way, "permit")
    hers = opened(world.anna, "procedure", "integrationrequest", request.pk)
    his = opened(world.samir, "own_procedure", "integrationrequest", request.pk)
    for words in ("Procedure begun on", "06/10/2026", "The clock stands still"):
        assert words in hers
        assert words in his


@pytest.mark.slow
def test_the_terms_of_the_office_come_the_nearest_first(world: World, way: DotePath) -> None:
    sent(way, "permit")
    page = opened(world.anna, "procedures")
    assert "23/10/2026" in page
    assert way.dote.reference in page
    assert way.dote.reference not in opened(world.dario, "procedures")


def test_what_the_timer_will_do_tomorrow_is_announced_today(world: World, way: DotePath) -> None:
    request = sent(way, "permit")
    assert request.due_on is not None
    with day_of(request.due_on):
        page = opened(world.anna, "procedures")
    assert "Requests for integration that expire" in page


def test_the_reasons_of_an_adverse_notice_are_read_in_words(world: World, way: DotePath) -> None:
    where = ("open_procedure", "dote.dote", way.dote.pk, "adversenotice")
    code = Reason.objects.for_use("refusal").values_list("code", flat=True)[0]
    answer = send(world.anna, *where, reasons=[code])
    page = signed_in(world.anna).get(answer.headers["Location"]).content.decode()
    assert Reason.objects.get(pk=code).title_in("en") in page
    assert code not in page
