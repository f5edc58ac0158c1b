"""An operator writes the new plan of a variation; offices and person read before beside after."""

from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from dote.models import PricedPlan
from dote.states import LineState, MonthState
from lifecycle.engine import begin, perform
from lifecycle.errors import Refused
from lifecycle.models import Variation
from lifecycle.procedures.variation.states import VariationState
from lifecycle.proposals import approve, propose
from tests.dote_path import DotePath, path
from tests.portal.asking import day_of, opened, send, text_of
from tests.portal.visits import signed_in
from tests.world import World

DAY = date(2026, 11, 10)
LATER = date(2027, 1, 8)


@pytest.fixture
def way(world: World) -> DotePath:
    """Return samir's path with a signed pact: rent 2 × 250, internship 2 × 500."""
    way = path(world)
    way.sign()
    return way


def begun(way: DotePath, on: date = DAY) -> Variation:
    return begin(Variation, by=way.world.marta, on=on, case_label=way.fresh().label)


def as_it_stands(way: DotePath) -> dict[str, Any]:
    """Return what the form shows before anybody types."""
    told: dict[str, Any] = {}
    for line in way.lines():
        told[f"line_months_{line.pk}"] = line.months_count
        if line.state != LineState.RUNNING:
            told[f"line_monthly_{line.pk}"] = f"{line.monthly_cents // 100},00"
            told[f"line_starts_{line.pk}"] = f"{line.starts_on:%d/%m/%Y}"
            told[f"line_agreement_{line.pk}"] = line.agreement_id
    return told


def line(way: DotePath, code: str) -> Any:
    return next(each for each in way.lines() if each.offer.code == code)


def write(way: DotePath, variation: Variation, **changed: Any) -> HttpResponse:
    told = as_it_stands(way) | changed
    told = {name: value for name, value in told.items() if value is not None}
    return send(way.world.marta, "draft_variation", variation.pk, **told)


def test_marta_changes_a_service_and_everybody_reads_before_beside_after(way: DotePath) -> None:
    world, variation, rent = way.world, begun(way), line(way, "RENT")
    world.signed_plan("samir", on=DAY)
    with day_of(DAY):
        page = opened(world.marta, "procedure", "variation", variation.pk)
        assert reverse("draft_variation", args=[variation.pk]) in page
        page = opened(world.marta, "draft_variation", variation.pk)
        assert "Room below the ceiling" in page
        assert "4.500,00 €" in page
        done = write(way, variation, **{f"line_months_{rent.pk}": 4})
        assert done.status_code == 302
        page = opened(world.marta, "procedure", "variation", variation.pk)
        assert "2 × 250,00 €" in page
        assert "4 × 250,00 €" in page
        assert "2.000,00 €" in page
    plan = PricedPlan.objects.as_system().order_by("-number")[0]
    variation = perform(variation.submit, by=world.marta, on=DAY, draft=plan.label)
    variation = perform(variation.take, by=world.anna, on=DAY)
    approve(propose(variation.approve, by=world.anna, on=DAY), by=world.bruno, on=DAY)
    with day_of(DAY):
        page = opened(world.samir, "own_procedure", "variation", variation.pk)
        assert "4 × 250,00 €" in page
    variation = Variation.objects.as_system().get()
    perform(variation.sign, by=world.samir, on=DAY, means="own_account")
    assert line(way, "RENT").months_count == 4


def test_a_service_is_left_out_and_another_is_added(way: DotePath) -> None:
    variation, rent, work = begun(way), line(way, "RENT"), line(way, "WORK")
    way.world.signed_plan("samir", on=DAY)
    offer = rent.offer_id
    with day_of(DAY):
        done = write(
            way,
            variation,
            **{
                f"line_end_{work.pk}": "on",
                f"months_{offer}": 1,
                f"monthly_{offer}": "300,00",
                f"starts_{offer}": "01/12/2026",
                f"agreement_{offer}": way.world.rental.pk,
            },
        )
    assert done.status_code == 302
    rows = PricedPlan.objects.as_system().order_by("-number")[0].services
    assert [(row.line_id, row.cents) for row in rows] == [(rent.pk, 500_00), ("", 300_00)]


def test_no_line_goes_below_what_is_paid_claimed_or_checked(way: DotePath) -> None:
    way.start_lines()
    rent = line(way, "RENT")
    for month in way.months():
        if month.line_id == rent.pk:
            way.report(month)
    variation = begun(way, LATER)
    with day_of(LATER):
        page = opened(way.world.marta, "draft_variation", variation.pk)
        assert f"line_monthly_{rent.pk}" not in page
        answer = write(way, variation, **{f"line_months_{rent.pk}": 1})
    assert answer.status_code == 422
    assert "500,00 € of it is paid, claimed or being checked" in text_of(answer)
    assert all(month.state != MonthState.CALLED_OFF for month in way.months())


def test_what_was_typed_stays_when_the_plan_cannot_be(way: DotePath) -> None:
    variation, rent = begun(way), line(way, "RENT")
    with day_of(DAY):
        answer = write(way, variation, **{f"line_starts_{rent.pk}": "31/02/2027"})
    assert answer.status_code == 422
    assert 'value="31/02/2027"' in text_of(answer)


def test_a_second_variation_is_refused_while_one_is_open(way: DotePath) -> None:
    begun(way)
    with pytest.raises(Refused, match="already open on this case"):
        begun(way)


def test_only_the_office_that_writes_it_finds_the_page(way: DotePath) -> None:
    variation = begun(way)
    address = reverse("draft_variation", args=[variation.pk])
    assert signed_in(way.world.nino).get(address).status_code == 404
    assert signed_in(way.world.anna).get(address).status_code == 403
    perform(variation.withdraw, by=way.world.marta, on=DAY)
    assert signed_in(way.world.marta).get(address).status_code == 404
    assert Variation.objects.as_system().get().state == VariationState.WITHDRAWN
