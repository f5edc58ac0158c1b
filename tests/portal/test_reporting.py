"""Claims, items and statements in the pages, asked as a browser asks them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounting.models import Movement
from audit.models import Event
from documents.models import IssuedExport
from expenditure.models import Claim, Item
from expenditure.states import ClaimState, ItemState
from lifecycle.engine import perform
from portal.keys import new_key
from programme.models import Operation
from tests import batch_path
from tests.dote_path import path
from tests.portal.claimed import TODAY, Claimed, later
from tests.portal.visits import signed_in
from tests.world import World


@pytest.fixture(autouse=True)
def _later(settings: Any, tmp_path: Path, world: World) -> Iterator[None]:
    settings.PERCORSI_STORE = tmp_path / "store"
    with later():
        yield


@pytest.fixture
def claimed(world: World) -> Claimed:
    return Claimed(world)


def said(client: Client, address: str) -> str:
    """Open a page and return what it says."""
    page = client.get(address)
    assert page.status_code == HTTPStatus.OK
    return page.content.decode()


def opening(world: World, **changed: str) -> dict[str, str]:
    """Return the form of a claim of Puglia on the ESF, as giulia fills it in."""
    filled = {
        "key": new_key(),
        "version": "",
        "operation": world.operation.pk,
        "partner": world.puglia.pk,
        "fund": world.esf.pk,
        "kind": "interim",
        "period_start": "01/11/2026",
        "period_end": "28/02/2027",
    }
    return filled | changed


def test_giulia_opens_a_claim(world: World) -> None:
    answer = signed_in(world.giulia).post(reverse("open_claim"), opening(world))
    claim = Claim.objects.as_system().get()
    assert answer.headers["Location"] == reverse("claim", args=[claim.pk])


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        ("31/12/2026", "01/12/2026", "The period ends before it begins."),
        ("01/11/2001", "28/02/2027", "Eligibility runs from"),
        ("31/11/2026", "28/02/2027", "This day does not exist"),
    ],
)
@pytest.mark.slow
def test_wrong_dates_are_a_sentence_and_what_was_typed_stays(
    world: World, start: str, end: str, sentence: str
) -> None:
    told = opening(world, period_start=start, period_end=end)
    answer = signed_in(world.giulia).post(reverse("open_claim"), told)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in answer.content.decode()
    assert f'value="{start}"' in answer.content.decode()
    assert not Claim.objects.as_system().exists()


def test_a_double_click_opens_one_claim(world: World) -> None:
    giulia, told = signed_in(world.giulia), opening(world)
    first, second = (giulia.post(reverse("open_claim"), told) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Claim.objects.as_system().count() == 1


@pytest.mark.slow
def test_giulia_puts_many_items_in_and_each_has_its_own_result(claimed: Claimed) -> None:
    first, second = claimed.ready()
    claim = claimed.open()
    told = {
        "item": [first.pk, second.pk],
        f"key-{first.pk}": new_key(),
        f"version-{first.pk}": first.last_seq,
        f"key-{second.pk}": new_key(),
        f"version-{second.pk}": "1",  # a page from before it was completed
    }
    giulia = signed_in(claimed.world.giulia)
    page = giulia.post(reverse("include_items", args=[claim.pk]), told, follow=True)
    assert "1 item is in the claim now." in page.content.decode()
    assert f"{second.reference}: It changed" in page.content.decode()
    states = set(Item.objects.as_system().values_list("reference", "state"))
    assert states == {
        (first.reference, ItemState.DECLARED),
        (second.reference, ItemState.READY),
    }


@pytest.mark.slow
def test_the_page_says_what_is_missing_and_who_can_supply_it(claimed: Claimed) -> None:
    claim = claimed.filled()
    Operation.objects.filter(pk=claim.operation_id).update(cup="")
    page = said(signed_in(claimed.world.giulia), reverse("claim", args=[claim.pk]))
    assert "cup_present" in page
    assert "The operation has no CUP yet." in page
    assert "Can help: Programme manager, Finance officer" in page


def test_giulia_takes_a_row_out_by_its_link(claimed: Claimed) -> None:
    claim = claimed.filled()
    item = claimed.items()[0]
    address = reverse("step", args=["expenditure.item", item.pk, "exclude"])
    giulia = signed_in(claimed.world.giulia)
    assert address in said(giulia, reverse("claim", args=[claim.pk]))
    assert giulia.get(address).status_code == HTTPStatus.OK
    giulia.post(address, {"key": new_key(), "version": item.last_seq})
    assert Item.objects.as_system().get(pk=item.pk).state == ItemState.READY


@pytest.mark.slow
def test_a_claim_has_one_sum_on_screen_in_its_statement_and_in_the_journal(
    claimed: Claimed,
) -> None:
    claim = claimed.transmitted()
    giulia = signed_in(claimed.world.giulia)
    file = giulia.post(reverse("issue_statement", args=[claim.pk]), {"format": "json"})
    told = json.loads(file.content)
    keys = [column["key"] for column in told["columns"]]
    stated = sum(row[keys.index("declared_cents")] for row in told["rows"])
    booked = Movement.objects.filter(entry__posting="CLM", entry__event_stream=claim.label)
    assert stated == sum(booked.values_list("cents", flat=True)) == claim.declared_cents == 750_00
    page = said(giulia, reverse("claim", args=[claim.pk]))
    assert page.count("750,00") >= 3
    assert "Claimed in the journal (CLM)" in page


def test_the_file_is_in_the_register_with_its_hash_and_issuing_is_recorded(
    claimed: Claimed,
) -> None:
    claim = claimed.transmitted()
    giulia = signed_in(claimed.world.giulia)
    file = giulia.post(reverse("issue_statement", args=[claim.pk]), {"format": "csv"})
    digest = hashlib.sha256(file.content).hexdigest()
    assert digest in said(giulia, reverse("claim", args=[claim.pk]))
    assert Event.objects.filter(action="documents.export_issued").count() == 1
    again = giulia.post(reverse("issue_statement", args=[claim.pk]), {"format": "csv"})
    assert again.content == file.content
    assert Event.objects.filter(action="documents.export_copied").count() == 1


def test_a_claim_in_preparation_has_no_statement_and_says_why(claimed: Claimed) -> None:
    claim = claimed.open()
    giulia = signed_in(claimed.world.giulia)
    answer = giulia.post(reverse("issue_statement", args=[claim.pk]), {"format": "xlsx"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "is not transmitted: it has no statement yet." in answer.content.decode()
    assert not IssuedExport.objects.as_system().exists()


@pytest.mark.slow
def test_whoever_pays_for_sicily_does_not_learn_of_a_claim_of_puglia(claimed: Claimed) -> None:
    claim = claimed.transmitted()
    sara = signed_in(claimed.world.sara)
    assert claim.reference not in said(sara, reverse("claims"))
    assert claimed.items()[0].reference not in said(sara, reverse("items"))
    for name in ("claim", "issue_statement", "companion"):
        address = reverse(name, args=[claim.pk])
        answer = sara.get(address) if name == "claim" else sara.post(address, {"format": "csv"})
        assert answer.status_code == HTTPStatus.NOT_FOUND
    item = reverse("item", args=[claimed.items()[0].pk])
    assert sara.get(item).status_code == HTTPStatus.NOT_FOUND


def test_a_controller_reads_a_claim_and_cannot_include(claimed: Claimed) -> None:
    claim = claimed.open()
    rita = signed_in(claimed.world.rita)
    assert said(rita, reverse("claim", args=[claim.pk]))
    answer = rita.post(reverse("include_items", args=[claim.pk]), {"item": "x"})
    assert answer.status_code == HTTPStatus.FORBIDDEN


@pytest.mark.slow
def test_giulia_takes_payments_up_as_the_timer_does_and_completes_them(world: World) -> None:
    way = path(world)
    way.cleared_months(rent_months=1, work_months=1)
    batch_path.executed(world, batch_path.payables())
    giulia = signed_in(world.giulia)
    page = giulia.post(reverse("harvest"), follow=True).content.decode()
    assert "2 payments were taken up" in page
    again = giulia.post(reverse("harvest"), follow=True).content.decode()
    assert "0 payments were taken up" in again
    item = Item.objects.as_system().order_by("id").first()
    assert item is not None
    address = reverse("step", args=["expenditure.item", item.pk, "complete"])
    told = {"key": new_key(), "version": item.last_seq}
    assert giulia.post(address, told).status_code == HTTPStatus.FOUND
    entered = Event.objects.get(subject=item.label, action="enter")
    assert entered.role == "system"
    assert json.loads(entered.content)["facts"]["told"] == {
        "asked_by": f"people.user:{world.giulia.pk}"
    }


def test_an_item_shows_every_rule_with_its_answer(claimed: Claimed) -> None:
    item = claimed.paid()[0]
    page = said(signed_in(claimed.world.giulia), reverse("item", args=[item.pk]))
    assert page.count("In order") == 13


def test_a_correction_of_an_item_keeps_what_was_typed(claimed: Claimed) -> None:
    item = claimed.paid()[0]
    address = reverse("step", args=["expenditure.item", item.pk, "complete"])
    told = {"key": new_key(), "version": item.last_seq, "declared_cents": "1_000"}
    answer = signed_in(claimed.world.giulia).post(address, told)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'value="1_000"' in answer.content.decode()


@pytest.mark.slow
def test_the_claim_takes_the_same_queries_for_one_row_and_for_three(claimed: Claimed) -> None:
    giulia = signed_in(claimed.world.giulia)
    claim = claimed.filled(rent=2, work=2)
    page, counts = reverse("claim", args=[claim.pk]), []
    for number, item in enumerate(claimed.items()[1:]):
        address = reverse("step", args=["expenditure.item", item.pk, "exclude"])
        giulia.post(address, {"key": new_key(), "version": item.last_seq})
        counts += [queries(giulia, page)] if number != 1 else []
    assert len(set(counts)) == 1


@pytest.mark.slow
def test_the_list_of_items_takes_the_same_queries_whatever_its_length(claimed: Claimed) -> None:
    giulia = signed_in(claimed.world.giulia)
    claimed.paid(rent=2, work=2)
    all_of_them = queries(giulia, reverse("items"))
    first = claimed.items()[0]
    perform(first.complete, by=claimed.world.giulia, on=TODAY)
    assert queries(giulia, f"{reverse('items')}?state=draft") == all_of_them


def queries(client: Client, address: str) -> int:
    """Return how many statements a page takes."""
    with CaptureQueriesContext(connection) as made:
        assert client.get(address).status_code == HTTPStatus.OK
    return len(made)


def test_a_list_is_downloaded_as_it_is_filtered(claimed: Claimed) -> None:
    claimed.transmitted()
    carla = signed_in(claimed.world.carla)
    told = {"format": "json", "state": ClaimState.DRAFT}
    assert json.loads(carla.post(reverse("download", args=["claims"]), told).content)["rows"] == []
    all_of_them = carla.post(reverse("download", args=["claims"]), {"format": "json"})
    assert len(json.loads(all_of_them.content)["rows"]) == 1


def test_the_auditor_reads_statements_with_their_totals(claimed: Claimed) -> None:
    claim = claimed.transmitted()
    page = said(signed_in(claimed.world.carla), reverse("statements"))
    assert claim.reference in page
    assert "750,00" in page


def test_a_copy_from_the_register_is_the_same_file_and_is_recorded(claimed: Claimed) -> None:
    claim = claimed.transmitted()
    file = claimed.issue(claim, "json")
    row = IssuedExport.objects.as_system().get()
    carla = signed_in(claimed.world.carla)
    copy = carla.post(reverse("hand_over", args=[row.pk]))
    assert copy.content == file
    assert Event.objects.filter(action="documents.export_copied").count() == 1
    assert "Handed over again" in said(carla, reverse("issued_export", args=[row.pk]))


def test_an_export_about_what_nobody_can_see_is_not_there(world: World) -> None:
    for reference in ("DOT-2026-000002", "B-2026-999999"):
        body = {"batch": reference, "format": "csv"}
        answer = signed_in(world.giulia).post("/scarica/payments/", body)
        assert answer.status_code == 404
