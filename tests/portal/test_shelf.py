"""Documents lie beside what is decided: framed by our own pages alone, opened by who may read."""

from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from audit.models import Event
from documents import evidence, worker
from documents.models import Document, Evidence
from tests.dote_path import TAKEN, DotePath, path
from tests.portal.visits import signed_in
from tests.world import World


def policy(client: Client, address: str) -> dict[str, str]:
    """Return the directives of a page's content security policy by name."""
    answer = client.get(address)
    assert answer.status_code == HTTPStatus.OK
    parts = answer.headers["Content-Security-Policy"].split(";")
    return {name: words for name, _, words in (part.strip().partition(" ") for part in parts)}


def a_file(way: DotePath) -> Evidence:
    """Return a document that was sent with the application."""
    found = Evidence.objects.as_system().filter(subject=way.dote.label).first()
    assert found is not None
    return found


@pytest.fixture
def way(world: World) -> DotePath:
    found = path(world)
    found.take_charge()
    return found


def test_our_own_pages_alone_may_frame_a_document(world: World, way: DotePath) -> None:
    anna = signed_in(world.anna)
    kept = a_file(way)
    answer = anna.get(reverse("evidence", args=[kept.pk]))
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    rules = policy(anna, reverse("evidence", args=[kept.pk]))
    assert rules["frame-ancestors"] == "'self'"
    assert rules["default-src"] == "'none'", "a file runs nothing"
    assert "script-src" not in rules


@pytest.mark.pdf
def test_a_paper_that_we_issued_lies_beside_the_facts_too(world: World, way: DotePath) -> None:
    worker.run_pending()
    paper = Document.objects.as_system().first()
    assert paper is not None
    assert policy(signed_in(world.anna), reverse("document", args=[paper.pk]))[
        "frame-ancestors"
    ] == ("'self'")


@pytest.mark.slow
def test_only_pages_beside_which_documents_lie_frame_anything(world: World, way: DotePath) -> None:
    anna = signed_in(world.anna)
    case = policy(anna, reverse("dote", args=[way.dote.pk]))
    step = policy(anna, reverse("step", args=["dote.dote", way.dote.pk, "take_charge"]))
    assert case["frame-src"] == step["frame-src"] == "'self'"
    assert case["frame-ancestors"] == "'none'", "nobody frames the case itself"
    for address in (reverse("officer_desk"), reverse("cases"), reverse("privacy")):
        assert policy(anna, address)["frame-src"] == "'none'"


def test_what_no_browser_shows_is_downloaded_and_framed_by_nobody(
    world: World, way: DotePath
) -> None:
    sheet = SimpleUploadedFile("list.csv", b"a;b\n1;2\n", content_type="text/csv")
    kept = evidence.keep(
        sheet,
        kind="permit",
        subject=way.dote,
        participant=way.dote.participant,
        by=way.operator,
        on=TAKEN,
    )
    answer = signed_in(world.anna).get(reverse("evidence", args=[kept.pk]))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.slow
def test_a_document_opens_from_the_address_of_the_case(world: World, way: DotePath) -> None:
    kept = a_file(way)
    anna = signed_in(world.anna)
    address = reverse("dote", args=[way.dote.pk])
    opened = anna.get(f"{address}?documento={kept.pk}").content.decode()
    source = f'src="{reverse("evidence", args=[kept.pk])}'
    assert source in opened
    assert source not in anna.get(address).content.decode(), "nothing is read unasked"
    assert source not in anna.get(f"{address}?documento=<script>").content.decode()


def test_opening_the_case_reads_no_document(world: World, way: DotePath) -> None:
    anna = signed_in(world.anna)
    before = Event.objects.filter(content__contains='"evidence"', action="person.read").count()
    anna.get(reverse("dote", args=[way.dote.pk]))
    after = Event.objects.filter(content__contains='"evidence"', action="person.read").count()
    assert after == before


def test_the_checklist_has_the_documents_beside_it(world: World, way: DotePath) -> None:
    bruno = signed_in(world.bruno)
    page = bruno.get(reverse("step", args=["dote.dote", way.dote.pk, "declare_eligible"]))
    said = page.content.decode()
    assert 'name="checklist"' in said
    assert 'target="reading"' in said


def test_a_participant_deciding_on_their_own_case_sees_no_office_documents(
    world: World, way: DotePath
) -> None:
    samir = signed_in(world.samir)
    page = samir.get(reverse("step", args=["dote.dote", way.dote.pk, "withdraw"]))
    assert page.status_code == HTTPStatus.OK
    assert 'target="reading"' not in page.content.decode()
