"""A transmitted item is corrected in the pages: found by the control, deducted by finance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from expenditure.models import Claim, Correction, Item
from expenditure.states import CorrectionState
from lifecycle.engine import begin
from portal.keys import new_key
from tests.portal.claimed import LAST, TODAY, Claimed, later
from tests.portal.visits import signed_in
from tests.world import World


@pytest.fixture(autouse=True)
def _later(settings: Any, tmp_path: Path, world: World) -> Iterator[None]:
    settings.PERCORSI_STORE = tmp_path / "store"
    with later():
        yield


@pytest.fixture
def item(world: World) -> Item:
    """Return an item of samir's in a transmitted claim."""
    Claimed(world).transmitted()
    return Item.objects.as_system().get(declared_cents=250_00)


FINDING = {"cents": "250,00", "source": "first_level", "error": "4.9", "act": "CTR 7/2027"}


def noted(world: World, item: Item, **changed: str) -> Any:
    return signed_in(world.rita).post(
        reverse("note_finding", args=[item.pk]),
        FINDING | {"key": new_key(), "version": "", "note": ""} | changed,
    )


def step(command: str, row: Correction) -> str:
    return reverse("step", args=["expenditure.correction", row.pk, command])


def test_the_control_notes_a_finding_on_the_page_of_the_item(world: World, item: Item) -> None:
    page = reverse("item", args=[item.pk])
    form = reverse("note_finding", args=[item.pk])
    assert form in signed_in(world.rita).get(page).content.decode()
    assert form not in signed_in(world.giulia).get(page).content.decode()
    assert noted(world, item).status_code == HTTPStatus.FOUND
    row = Correction.objects.as_system().get()
    assert (row.cents, row.state) == (250_00, CorrectionState.FOUND)
    said = signed_in(world.vera).get(page).content.decode()
    assert row.reference in said
    assert step("confirm", row) in said


def test_a_finding_above_the_item_says_how_much_is_left(world: World, item: Item) -> None:
    answer = noted(world, item, cents="250,01")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "250,00" in answer.content.decode()
    assert not Correction.objects.as_system().exists()


def test_finance_deducts_it_from_the_page_of_the_next_claim(world: World, item: Item) -> None:
    noted(world, item)
    row = Correction.objects.as_system().get()
    body = {"key": new_key(), "version": str(row.last_seq), "note": ""}
    assert signed_in(world.vera).post(step("confirm", row), body).status_code == HTTPStatus.FOUND
    claim = begin(
        Claim, by=world.giulia, on=TODAY, operation=world.operation, partner=world.puglia,
        fund=world.esf, period_start=LAST + timedelta(days=1), period_end=TODAY,
    )  # fmt: skip
    page, giulia = reverse("claim", args=[claim.pk]), signed_in(world.giulia)
    assert step("deduct", row) in giulia.get(page).content.decode()
    row = Correction.objects.as_system().get()
    body = {"key": new_key(), "version": str(row.last_seq), "note": "", "claim": claim.pk}
    assert giulia.post(step("deduct", row), body).status_code == HTTPStatus.FOUND
    said = giulia.get(page).content.decode()
    assert "−250,00" in said or "-250,00" in said
    assert step("take_out", row) in said
