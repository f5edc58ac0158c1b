"""The pages of start-up grants, asked as a browser asks them."""

from http import HTTPStatus
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from audit.labels import label
from documents.models import Invoice
from lifecycle.models import Proposal
from portal.keys import new_key
from startup_grants.models import Expense, Ranking, ScoreSheet
from startup_grants.states import GrantState, SheetState
from tests.documents.invoices import body, signed, xml
from tests.grant_path import CUP, POINTS, GrantPath, fresh
from tests.portal.visits import signed_in
from tests.world import World


def keys(row: Any = None) -> dict[str, Any]:
    """Return the key and version that a form carries."""
    return {"key": new_key(), "version": row.last_seq if row is not None else ""}


def step(row: Any, command: str) -> str:
    """Return the address of a step."""
    return reverse("step", args=[row._meta.label_lower, row.pk, command])


def said(client: Client, name: str, *args: str) -> str:
    """Open a page and return what it says."""
    page = client.get(reverse(name, args=args))
    assert page.status_code == HTTPStatus.OK
    return page.content.decode()


@pytest.mark.slow
def test_a_reader_scores_in_the_browser_and_the_other_reader_does_not_see_it(world: World) -> None:
    way = GrantPath(world)
    way.publish()
    grant = way.admit()
    sheets = [way.sheet(grant, reader) for reader in ("ada", "ugo")]
    ada, ugo = signed_in(world.ada), signed_in(world.ugo)
    assert grant.reference in said(ada, "readings_to_score")
    assert "Repair of bicycles" in said(ada, "grant", grant.pk)
    answer = ada.post(step(sheets[0], "sign_sheet"), keys(sheets[0]) | POINTS)
    assert answer.status_code == HTTPStatus.FOUND
    assert fresh(sheets[0]).state == SheetState.SCORED
    assert ugo.get(reverse("grant_part", args=["scoresheet", sheets[0].pk])).status_code == 404
    refused = ugo.post(step(sheets[0], "sign_sheet"), keys(sheets[0]) | POINTS)
    assert refused.status_code in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)


@pytest.mark.slow
def test_an_officer_gives_an_application_to_a_reader(world: World) -> None:
    way = GrantPath(world)
    way.publish()
    grant = way.admit()
    anna = signed_in(world.anna)
    told = keys() | {"reader": label(world.ada)}
    assert anna.post(reverse("assign_reader", args=[grant.pk]), told).status_code == 302
    again = anna.post(reverse("assign_reader", args=[grant.pk]), told | keys())
    assert again.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert ScoreSheet.objects.as_system().count() == 1


@pytest.mark.slow
def test_a_ranking_is_drawn_up_published_and_proposed_as_final_in_the_browser(
    world: World,
) -> None:
    way = GrantPath(world, changes={"observation_days": 0})
    way.publish()
    grant = way.score()
    anna, bruno = signed_in(world.anna), signed_in(world.bruno)
    assert anna.post(reverse("ranking", args=[way.call.pk]), keys()).status_code == 302
    ranking = Ranking.objects.as_system().get()
    page = said(anna, "ranking", way.call.pk)
    assert grant.reference in page
    assert ranking.rows_hash in page
    assert bruno.post(step(ranking, "publish"), keys(ranking)).status_code == 302
    assert fresh(ranking).published_on is not None
    assert grant.reference in said(bruno, "ranking", way.call.pk)


@pytest.mark.slow
def test_a_grant_is_proposed_and_approved_from_its_page(world: World) -> None:
    way = GrantPath(world)
    way.publish()
    grant = way.score()
    way.rank()
    grant = way.ready(way.cover(grant))
    anna = signed_in(world.anna)
    told = {"cents": "20.000,00", "cor": "26000417", "cup": CUP, "no_cumulation": "on"}
    answer = anna.post(step(grant, "award"), keys(grant) | told | {"durc_until": "01/03/2027"})
    assert answer.status_code == HTTPStatus.FOUND
    (proposal,) = Proposal.objects.filter(command="award")
    assert proposal.cents == 20_000_00
    bruno = signed_in(world.bruno)
    assert "300.000,00" in said(bruno, "grant", grant.pk)


@pytest.mark.slow
def test_samir_reads_his_tranches_and_presents_a_signed_invoice_once(world: World) -> None:
    way = GrantPath(world)
    grant = way.start(way.sign())
    tranche = way.tranche(grant, 2)
    samir = signed_in(world.samir)
    assert str(tranche) in said(samir, "own_grant", grant.pk)
    address = reverse("invoice", args=[tranche.pk])
    assert samir.get(address).status_code == HTTPStatus.OK

    def hand_in(content: bytes, name: str) -> Any:
        told = {"category": "equipment", "cents": "1.000,00"}
        file = SimpleUploadedFile(name, content)
        return samir.post(address, keys() | told | {"file": file})

    content = xml(body(cup=CUP))
    assert hand_in(signed(content), "f.xml.p7m").status_code == HTTPStatus.FOUND
    assert Expense.objects.as_system().get().cents == 1_000_00
    assert hand_in(content, "f.xml").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert hand_in(b"<?xml version='1.0'?><a/>", "g.xml").status_code == 422
    wrong = hand_in(xml(body(number="2", cup="A11B22000000001")), "h.xml")
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert Invoice.objects.as_system().count() == 1, "nothing is kept of what was refused"


@pytest.mark.slow
def test_an_officer_of_another_region_sees_no_grant_and_no_reader(world: World) -> None:
    way = GrantPath(world)
    way.publish()
    grant = way.admit()
    dario = signed_in(world.dario)
    assert grant.reference not in said(dario, "grants")
    assert dario.get(reverse("grant", args=[grant.pk])).status_code == HTTPStatus.NOT_FOUND
    assert dario.get(reverse("assign_reader", args=[grant.pk])).status_code == 404


@pytest.mark.slow
def test_the_committee_closes_a_score_with_its_minutes(world: World) -> None:
    way = GrantPath(world)
    way.publish()
    grant = way.admit()
    for reader in ("ada", "ugo"):
        way.read(grant, reader)
    ada = signed_in(world.ada)
    minutes = way.minutes()
    grant = fresh(grant)
    answer = ada.post(step(grant, "close_scores"), keys(grant) | {"minutes": minutes})
    assert answer.status_code == HTTPStatus.FOUND
    assert fresh(grant).state == GrantState.RANKED
