"""An application for a grant, page by page, as a phone without script sends it."""

from typing import Any

from django.urls import reverse

from programme.models import Call
from startup_grants.models import Fideiussione, Grant
from startup_grants.states import GrantState
from tests.grant_path import APPLIED, SIGNED, GrantPath, fresh
from tests.portal.asking import day_of, opened, pdf, send, text_of
from tests.portal.visits import signed_in
from tests.world import World

PAGES: dict[str, dict[str, Any]] = {
    "idea": {"answer": "Repair of bicycles"},
    "market": {"answer": "Nobody in the valley"},
    "bilancio": {"works": "5000", "equipment": "15.000,00", "running": "5000"},
    "risorse": {"own": "5.000,00"},
    "aiuti": {
        "members": "00743110157",
        "on_1": "02/12/2024",
        "cents_1": "1.000,00",
        "cor_1": "1111",
        "complete": "on",
    },
}


def begun(world: World) -> Grant:
    """Have samir choose the call and begin."""
    GrantPath(world).publish()
    page = opened(world.samir, "own_grants")
    assert "Start-up grants 2026" in page
    answer = send(world.samir, "own_grants", call=Call.objects.get(measure="grant").pk)
    grant = Grant.objects.as_system().get()
    assert answer.headers["Location"] == reverse("grant_plan", args=[grant.pk, "idea"])
    return grant


def test_samir_writes_his_plan_page_by_page_and_sends_it(world: World) -> None:
    with day_of(APPLIED):
        grant = begun(world)
        for page, typed in PAGES.items():
            answer = send(world.samir, "grant_plan", grant.pk, page, **typed)
            assert answer.status_code == 302, text_of(answer)
        review = opened(world.samir, "grant_plan", grant.pk, "riepilogo")
        assert "Nobody in the valley" in review
        assert "25.000,00" in review
        assert "20.000,00" in review
        assert "02/12/2024 · 1.000,00 € · 1111" in review
        assert (
            signed_in(world.amina).get(reverse("grant_plan", args=[grant.pk, "idea"])).status_code
            == 404
        )
        answer = send(
            world.samir, "step", "startup_grants.grant", grant.pk, "submit", row=fresh(grant)
        )
        assert answer.status_code == 302
    grant = fresh(grant)
    assert (grant.state, grant.requested_cents) == (GrantState.SUBMITTED, 20_000_00)
    plan = grant.plans.as_system().latest("number")
    assert (plan.number, plan.content_hash) == (5, grant.plan_hash)
    assert plan.declared["members"] == ["00743110157"]


def test_the_server_shows_the_caps_as_the_budget_is_saved(world: World) -> None:
    with day_of(APPLIED):
        grant = begun(world)
        over = PAGES["bilancio"] | {"works": "9000", "stay": "1"}
        answer = send(world.samir, "grant_plan", grant.pk, "bilancio", **over)
        assert answer.headers["Location"].endswith("/bilancio/")
        page = opened(world.samir, "grant_plan", grant.pk, "bilancio")
        assert "8.700,00" in page, "30 % of 29,000"
        wrong = send(world.samir, "grant_plan", grant.pk, "bilancio", works="1e3")
        assert wrong.status_code == 422
        assert "1e3" in text_of(wrong), "what was typed stays"


def test_half_an_aid_and_a_number_that_is_none_are_told_beside_the_field(world: World) -> None:
    with day_of(APPLIED):
        grant = begun(world)
        half = {"members": "12345678901", "on_1": "02/12/2024", "complete": "on"}
        wrong = send(world.samir, "grant_plan", grant.pk, "aiuti", **half)
    assert wrong.status_code == 422
    assert "12345678901" in text_of(wrong)
    assert fresh(grant).plans.as_system().count() == 0


def test_samir_presents_a_guarantee_by_phone(world: World) -> None:
    way = GrantPath(world)
    grant = way.sign()
    typed = {
        "file": pdf(),
        "policy": "POL-77",
        "guarantor": "IVASS-A001",
        "cents": "8.000,00",
        "expires_on": "30/06/2028",
    }
    with day_of(SIGNED):
        page = opened(world.samir, "own_grant", grant.pk)
        assert reverse("present_guarantee", args=[grant.pk]) in page
        answer = send(world.samir, "present_guarantee", grant.pk, **typed)
    assert answer.status_code == 302, text_of(answer)
    found = Fideiussione.objects.as_system().get()
    assert (found.policy, found.cents) == ("POL-77", 8_000_00)
