"""The pages of those who carry a case, asked as a browser asks them."""

from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Event
from dote.models import Dote, Month
from dote.states import DoteState, MonthState
from lifecycle.cases import Tracked
from lifecycle.models import Proposal
from portal.keys import new_key
from tests.dote_path import CHECKLIST, path
from tests.portal.visits import signed_in
from tests.world import World


def step(row: Tracked, command: str) -> str:
    """Return the address of a step."""
    return reverse("step", args=[row._meta.label_lower, row.pk, command])


def keys(row: Tracked) -> dict[str, Any]:
    """Return the key and version that a form of this row carries."""
    return {"key": new_key(), "version": row.last_seq}


def text(client: Client, address: str) -> str:
    """Open a page and return what it says."""
    page = client.get(address)
    assert page.status_code == HTTPStatus.OK
    return page.content.decode()


@pytest.mark.slow
def test_an_approver_opens_a_case_that_waits_for_them(world: World) -> None:
    way = path(world)
    way.propose_award()
    said = text(signed_in(world.bruno), reverse("dote", args=[way.dote.pk]))
    assert "waits for approval" in said


def test_an_officer_takes_a_file_from_the_desk(world: World) -> None:
    dote = path(world).submit()
    anna = signed_in(world.anna)
    assert dote.reference in text(anna, reverse("officer_desk"))
    answer = anna.post(step(dote, "take_charge"), keys(dote) | {"no_conflict": "on"})
    assert answer.status_code == HTTPStatus.FOUND
    assert Dote.objects.as_system().get().state == DoteState.UNDER_REVIEW


def test_an_officer_of_another_region_does_not_learn_that_the_case_exists(world: World) -> None:
    dote = path(world).submit()
    dario = signed_in(world.dario)
    assert dote.reference not in text(dario, reverse("officer_desk"))
    assert dario.get(reverse("dote", args=[dote.pk])).status_code == HTTPStatus.NOT_FOUND
    assert dario.get(step(dote, "take_charge")).status_code == HTTPStatus.NOT_FOUND
    told = keys(dote) | {"no_conflict": "on"}
    assert dario.post(step(dote, "take_charge"), told).status_code == HTTPStatus.NOT_FOUND


def test_a_stale_page_answers_409_and_shows_what_changed(world: World) -> None:
    way = path(world)
    dote = way.submit()
    stale = keys(dote) | {"no_conflict": "on"}
    signed_in(world.anna).post(step(dote, "take_charge"), keys(dote) | {"no_conflict": "on"})
    answer = signed_in(world.anna).post(step(dote, "take_charge"), stale)
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "took the file in charge" in answer.content.decode()


def test_a_double_click_takes_the_file_once(world: World) -> None:
    dote = path(world).submit()
    anna, told = signed_in(world.anna), keys(dote) | {"no_conflict": "on"}
    first = anna.post(step(dote, "take_charge"), told)
    second = anna.post(step(dote, "take_charge"), told)
    assert (first.status_code, second.status_code) == (HTTPStatus.FOUND, HTTPStatus.FOUND)
    assert Event.objects.filter(stream=dote.label, action="take_charge").count() == 1


def test_eligibility_keeps_what_was_ticked_and_says_what_is_missing(world: World) -> None:
    dote = path(world).take_charge()
    told = keys(dote) | {"checklist": CHECKLIST[:1]}
    answer = signed_in(world.bruno).post(step(dote, "declare_eligible"), told)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    said = answer.content.decode()
    assert "permit_valid?" in said
    assert f'value="{CHECKLIST[0]}" checked' in said or "checked" in said


@pytest.mark.slow
def test_an_officer_proposes_and_an_approver_approves_on_the_pages(world: World) -> None:
    way = path(world)
    plan = way.draft_plan()
    dote = way.fresh()
    told = keys(dote) | {"plan": plan.pk, "rechecked": "on"}
    signed_in(world.anna).post(step(dote, "award"), told)
    proposal = Proposal.objects.get()
    bruno = signed_in(world.bruno)
    assert "1.500,00" in text(bruno, reverse("approvals"))
    bruno.post(reverse("approvals"), {"proposal": proposal.pk, f"key-{proposal.pk}": new_key()})
    assert way.fresh().state == DoteState.AWARDED


def test_the_proposer_does_not_find_an_approve_button(world: World) -> None:
    proposal = path(world).propose_award()
    anna = signed_in(world.anna)
    told = {"key": new_key(), "version": "", "approve": "1"}
    answer = anna.post(reverse("decide", args=[proposal.pk]), told)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert Proposal.objects.get().state == "open"


def test_a_proposal_is_sent_back_with_its_reason(world: World) -> None:
    proposal = path(world).propose_award()
    told = {"key": new_key(), "version": "", "send_back": "1", "note": "The contract is missing"}
    signed_in(world.bruno).post(reverse("decide", args=[proposal.pk]), told)
    assert Proposal.objects.get().state == "sent_back"


def test_an_operator_prices_the_plan_on_its_page(world: World) -> None:
    way = path(world)
    way.start_plan()
    world.signed_plan("samir", on=way.dote.planned_on)
    rent = world.call.offers.get(code="RENT")
    told = {
        "key": new_key(),
        "version": "",
        f"months_{rent.pk}": "2",
        f"monthly_{rent.pk}": "250,00",
        f"starts_{rent.pk}": "01/11/2026",
        f"agreement_{rent.pk}": world.rental.pk,
    }
    marta = signed_in(world.marta)
    answer = marta.post(reverse("draft_plan", args=[way.dote.pk]), told)
    assert answer.status_code == HTTPStatus.FOUND
    assert way.dote.plans.as_system().get().cents == 500_00


@pytest.mark.parametrize("amount", ["1_000", "NaN", "-250", "250,001", "٢٥٠"])
def test_an_amount_that_nobody_writes_is_refused_and_kept(world: World, amount: str) -> None:
    way = path(world)
    way.start_plan()
    rent = world.call.offers.get(code="RENT")
    told = {"key": new_key(), "version": "", f"monthly_{rent.pk}": amount}
    answer = signed_in(world.marta).post(reverse("draft_plan", args=[way.dote.pk]), told)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert amount in answer.content.decode()
    assert not way.dote.plans.as_system().exists()


@pytest.mark.slow
def test_a_month_is_checked_and_recognised_by_two_people_on_its_pages(world: World) -> None:
    way = path(world)
    way.start_services()
    month = way.report(way.months()[0])
    signed_in(world.anna).post(step(month, "check_month"), keys(month))
    month = Month.objects.as_system().get(pk=month.pk)
    refused = signed_in(world.anna).post(step(month, "approve"), keys(month))
    assert refused.status_code == HTTPStatus.FORBIDDEN
    signed_in(world.bruno).post(step(month, "approve"), keys(month))
    assert Month.objects.as_system().get(pk=month.pk).state == MonthState.APPROVED


def test_a_case_is_found_by_reference_name_and_fiscal_code(world: World) -> None:
    dote = path(world).submit()
    anna = signed_in(world.anna)
    for words in (dote.reference, "benali samir", "BNLSMR94C12Z330M"):
        answer = anna.post(reverse("search"), {"q": words})
        assert answer.status_code == HTTPStatus.FOUND, words
    assert "Nothing" in anna.post(reverse("search"), {"q": "nobody"}).content.decode()


def test_reading_a_case_is_recorded_before_the_page_goes_out(world: World) -> None:
    dote = path(world).submit()
    signed_in(world.anna).get(reverse("dote", args=[dote.pk]))
    event = Event.objects.get(stream=f"reading:{dote.participant_id}")
    assert event.actor == f"people.user:{world.anna.pk}"


@pytest.mark.slow
def test_finance_reads_a_pseudonym_and_no_name(world: World) -> None:
    dote = path(world).submit()
    said = text(signed_in(world.giulia), reverse("dote", args=[dote.pk]))
    assert dote.participant.pseudonym in said
    assert "Benali" not in said


def test_nobody_signs_for_a_person_on_the_officers_page(world: World) -> None:
    way = path(world)
    dote = way.award()
    for means in ("own_account", "pen"):
        answer = signed_in(world.samir).post(step(dote, "sign"), keys(dote) | {"means": means})
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert way.fresh().state == DoteState.AWARDED


@pytest.mark.slow
def test_an_approver_decides_on_the_case_itself(world: World) -> None:
    way = path(world)
    proposal = way.propose_award()
    bruno = signed_in(world.bruno)
    said = text(bruno, reverse("dote", args=[way.dote.pk]))
    assert reverse("decide", args=[proposal.pk]) in said
    assert reverse("decide", args=[proposal.pk]) not in text(
        signed_in(world.anna), reverse("dote", args=[way.dote.pk])
    )
