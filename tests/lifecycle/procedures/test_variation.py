"""What was granted changes line by line: examined as submitted, signed, and then in the books."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from accounting.models import PartBalance, Position
from audit.models import Event
from documents.models import DocumentRequest
from dote.models import PricedPlan
from dote.plan_rows import PlanRow
from dote.states import DoteState, LineState, MonthState
from lifecycle import timed
from lifecycle.engine import begin, perform
from lifecycle.errors import Refused
from lifecycle.models import IntegrationItem, IntegrationRequest, Variation
from lifecycle.procedures.variation.states import VariationState
from lifecycle.proposals import approve, propose
from programme.models import Agreement, RequestedThing
from tests.dote_path import SERVICES, SIGNED, DotePath, path
from tests.lifecycle.procedures.breaking import broken
from tests.lifecycle.procedures.printing import printed
from tests.world import World

DAY = date(2026, 11, 10)
SIGN_BY = DAY + timedelta(days=30)


def refusal(step: Any, **told: Any) -> str:
    """Do a step that must be refused, and return what people read."""
    with pytest.raises(Refused) as refused:
        perform(step, **told)
    return str(refused.value)


def begun(way: DotePath) -> Variation:
    """Have marta begin a variation."""
    return begin(Variation, by=way.world.marta, on=DAY, case_label=way.fresh().label)


def rows_of(way: DotePath) -> dict[str, PlanRow]:
    """Return the services as they stand, by code, as rows of another plan."""
    return {
        line.offer.code: PlanRow(
            offer_id=line.offer_id,
            agreement_id=line.agreement_id,
            months=line.months_count,
            monthly_cents=line.monthly_cents,
            starts_on=line.starts_on,
            line_id=line.pk,
        )
        for line in way.lines()
    }


def version(way: DotePath, *, signed: bool = True, **changes: PlanRow | None) -> PricedPlan:
    """Have marta price another version: rows changed, left out (None) or added by name."""
    rows = {code: row for code, row in (rows_of(way) | changes).items() if row is not None}
    last = way.dote.plans.as_system().order_by("-number")[0].plan_version
    words = way.world.signed_plan(way.who, on=DAY) if signed else last
    plain = [row.plain() for row in rows.values()]
    return begin(
        PricedPlan, by=way.world.marta, on=DAY, dote=way.dote, plan_version=words, rows=plain
    )


def submitted(way: DotePath, **changes: PlanRow | None) -> Variation:
    """Have marta submit a variation."""
    variation = begun(way)
    plan = version(way, **changes)
    return perform(variation.submit, by=way.world.marta, on=DAY, draft=plan.label)


def approved(way: DotePath, **changes: PlanRow | None) -> Variation:
    """Have anna propose and bruno approve it."""
    variation = perform(submitted(way, **changes).take, by=way.world.anna, on=DAY)
    approve(propose(variation.approve, by=way.world.anna, on=DAY), by=way.world.bruno, on=DAY)
    return fresh(variation)


def signed(way: DotePath, **changes: PlanRow | None) -> Variation:
    """Have samir sign it."""
    return perform(approved(way, **changes).sign, by=way.world.samir, on=DAY, means="own_account")


def fresh(variation: Variation) -> Variation:
    return Variation.objects.as_system().get(pk=variation.pk)


def committed(way: DotePath) -> dict[str, int]:
    """Return what is committed on each service, by code."""
    balances = {row.part: row.f3 for row in PartBalance.objects.filter(root=way.dote.label)}
    return {line.offer.code: balances.get(line.label, 0) for line in way.lines()}


@pytest.fixture
def way(world: World) -> DotePath:
    """Return samir's path with a signed pact: rent 2 × 250, internship 2 × 500."""
    way = path(world)
    way.sign()
    return way


def longer(way: DotePath, code: str, months: int) -> PlanRow:
    return replace(rows_of(way)[code], months=months)


def test_a_signed_variation_moves_lines_plan_and_money(way: DotePath) -> None:
    variation = approved(way, RENT=longer(way, "RENT", 4), WORK=longer(way, "WORK", 3))
    assert committed(way) == {"RENT": 500_00, "WORK": 1_000_00}, "nothing moves before it is signed"
    variation = perform(variation.sign, by=way.world.samir, on=DAY, means="own_account")
    assert variation.state == VariationState.EFFECTIVE
    assert committed(way) == {"RENT": 1_000_00, "WORK": 1_500_00}
    dote = way.fresh()
    assert (dote.state, dote.awarded_cents, dote.ends_on) == (
        DoteState.ACTIVE,
        2_500_00,
        date(2027, 2, 28),
    )
    assert {line.offer.code: line.months_count for line in way.lines()} == {"RENT": 4, "WORK": 3}
    states = list(PricedPlan.objects.as_system().order_by("number").values_list("state", flat=True))
    assert states == ["superseded", "plan_awarded"]
    free = sum(Position.objects.values_list("available_cents", flat=True))
    assert free == 200_000_00 - 2_500_00


def test_the_paper_shows_before_beside_after(way: DotePath) -> None:
    approved(way, RENT=longer(way, "RENT", 4))
    paper = DocumentRequest.objects.as_system().get(paper="variation")
    said = printed(paper, "it")
    for words in ("2 × 250,00", "4 × 250,00", "1.500,00", "2.000,00"):
        assert words in said
    assert "Before" in printed(paper, "en")


def test_a_service_is_added_and_another_left_out(way: DotePath) -> None:
    rent = replace(rows_of(way)["RENT"], line_id="", months=1, starts_on=date(2027, 1, 1))
    signed(way, WORK=None, MORE=rent)
    states = sorted((line.offer.code, line.state) for line in way.lines())
    assert states == [
        ("RENT", LineState.PLANNED),
        ("RENT", LineState.PLANNED),
        ("WORK", LineState.NOT_PERFORMED),
    ]
    total = sum(row.f3 for row in PartBalance.objects.filter(root=way.dote.label))
    assert total == 750_00 == way.fresh().awarded_cents


def test_a_running_service_gets_more_months_and_gives_back_its_last_ones(world: World) -> None:
    way = path(world)
    way.start_services()
    signed(way, RENT=longer(way, "RENT", 3), WORK=longer(way, "WORK", 1))
    assert committed(way) == {"RENT": 750_00, "WORK": 500_00}
    months = {
        code: [m for m in way.months() if m.line.offer.code == code] for code in ("RENT", "WORK")
    }
    assert [month.state for month in months["RENT"]] == ["open", "open", "open"]
    assert [month.state for month in months["WORK"]] == ["open", "called_off"]
    assert months["RENT"][2].starts_on == date(2027, 1, 1)
    for month in (*months["RENT"], months["WORK"][0]):
        assert way.clear(month).state == MonthState.LIQUIDATED
    assert sum(row.f3 for row in PartBalance.objects.filter(root=way.dote.label)) == 0


def test_no_line_goes_below_what_was_performed(world: World) -> None:
    way = path(world)
    way.start_services(rent_months=3)
    for month in [month for month in way.months() if month.line.offer.code == "RENT"][:2]:
        way.clear(month)
    variation = begun(way)
    plan = version(way, RENT=longer(way, "RENT", 1))
    said = refusal(variation.submit, by=world.marta, on=DAY, draft=plan.label)
    assert "500,00" in said
    assert "realised" in said
    assert fresh(variation).state == VariationState.DRAFT


def test_a_running_service_stays_in_the_plan_at_its_price(world: World) -> None:
    way = path(world)
    way.start_services()
    variation = begun(way)
    dearer = replace(rows_of(way)["RENT"], monthly_cents=300_00)
    plan = version(way, RENT=dearer, WORK=None)
    said = refusal(variation.submit, by=world.marta, on=DAY, draft=plan.label)
    assert "only its months can change" in said
    assert "keep it in the plan, or interrupt it" in said


def test_the_total_never_passes_the_ceiling(way: DotePath) -> None:
    variation = begun(way)
    plan = version(way, RENT=longer(way, "RENT", 12), WORK=longer(way, "WORK", 7))
    said = refusal(variation.submit, by=way.world.marta, on=DAY, draft=plan.label)
    assert "6.500,00" in said
    assert "above the ceiling of 6.000,00" in said


def test_nothing_is_submitted_that_changes_nothing(way: DotePath) -> None:
    variation = begun(way)
    plan = version(way)
    assert "Nothing changes" in refusal(
        variation.submit, by=way.world.marta, on=DAY, draft=plan.label
    )
    other = "dote.pricedplan:01J00000000000000000000000"
    assert "not one of the case" in refusal(
        variation.submit, by=way.world.marta, on=DAY, draft=other
    )


def test_what_changes_rights_wants_the_new_action_plan_signed(way: DotePath) -> None:
    variation = begun(way)
    from people import plans
    from people.roles import Role
    from tests.world import a_plan

    operator = way.world.actor(way.world.marta, Role.OPERATOR)
    unsigned = plans.draft(way.world.case_file("samir"), a_plan(), by=operator, on=DAY)
    rows = rows_of(way) | {"RENT": longer(way, "RENT", 3)}
    plan = begin(
        PricedPlan,
        by=way.world.marta,
        on=DAY,
        dote=way.dote,
        plan_version=unsigned,
        rows=[row.plain() for row in rows.values()],
    )
    said = refusal(variation.submit, by=way.world.marta, on=DAY, draft=plan.label)
    assert "not signed by both" in said


def test_a_second_variation_waits_for_the_first(way: DotePath) -> None:
    submitted(way, RENT=longer(way, "RENT", 3))
    with pytest.raises(Refused, match="already open"):
        begun(way)


def test_the_plan_is_not_edited_while_it_is_examined(way: DotePath) -> None:
    with pytest.raises(Refused, match="or for a variation"):
        version(way, RENT=longer(way, "RENT", 3))
    variation = submitted(way, RENT=longer(way, "RENT", 3))
    with pytest.raises(Refused, match="not edited meanwhile"):
        version(way, RENT=longer(way, "RENT", 5))
    perform(variation.withdraw, by=way.world.samir, on=DAY)
    begun(way)
    assert version(way, RENT=longer(way, "RENT", 5)).number == 3


def test_a_little_moved_between_lines_is_approved_by_two_officers(way: DotePath) -> None:
    rows = rows_of(way)
    changes = {
        "RENT": replace(rows["RENT"], monthly_cents=325_00),
        "WORK": replace(rows["WORK"], monthly_cents=425_00),
    }
    variation = perform(submitted(way, **changes).take, by=way.world.anna, on=DAY)
    assert variation.minor
    assert "another officer" in refusal(variation.approve_minor, by=way.world.anna, on=DAY)
    perform(variation.approve_minor, by=way.world.bruno, on=DAY)
    perform(fresh(variation).sign, by=way.world.samir, on=DAY, means="own_account")
    assert committed(way) == {"RENT": 650_00, "WORK": 850_00}


def test_more_than_a_little_is_proposed_and_approved(way: DotePath) -> None:
    rows = rows_of(way)
    changes = {
        "RENT": replace(rows["RENT"], monthly_cents=326_00),
        "WORK": replace(rows["WORK"], monthly_cents=424_00),
    }
    variation = perform(submitted(way, **changes).take, by=way.world.anna, on=DAY)
    assert not variation.minor
    assert "10 %" in refusal(variation.approve_minor, by=way.world.bruno, on=DAY)
    with pytest.raises(Refused):
        approve(propose(variation.approve, by=way.world.anna, on=DAY), by=way.world.anna, on=DAY)


def test_another_provider_changes_no_rights_and_wants_no_signature(way: DotePath) -> None:
    world = way.world
    other = Agreement.objects.get(pk=world.rental.pk)
    other.pk, other.reference = None, "CONV-RENT-2"
    other = Agreement.objects.create(
        provider=world.rental.provider,
        partner=world.rental.partner,
        kind=world.rental.kind,
        reference="CONV-RENT-2",
        signed_on=world.rental.signed_on,
        valid_from=world.rental.valid_from,
        valid_to=world.rental.valid_to,
    )
    changed = replace(rows_of(way)["RENT"], agreement_id=other.pk)
    variation = begun(way)
    plan = version(way, signed=False, RENT=changed)
    variation = perform(variation.submit, by=world.marta, on=DAY, draft=plan.label)
    assert (variation.minor, variation.changes_rights) == (True, False)
    variation = perform(variation.take, by=world.anna, on=DAY)
    variation = perform(variation.approve_minor, by=world.bruno, on=DAY)
    variation = perform(variation.put_in_effect, by=world.anna, on=DAY)
    assert variation.state == VariationState.EFFECTIVE
    assert {line.agreement.reference for line in way.lines() if line.offer.code == "RENT"} == {
        "CONV-RENT-2"
    }
    assert committed(way) == {"RENT": 500_00, "WORK": 1_000_00}


def test_what_changes_rights_is_not_put_into_effect_without_the_person(way: DotePath) -> None:
    variation = approved(way, RENT=longer(way, "RENT", 3))
    assert "the person signs it" in refusal(variation.put_in_effect, by=way.world.anna, on=DAY)
    assert "witness" in refusal(variation.sign, by=way.world.marta, on=DAY, means="pen")


def test_what_nobody_signs_lapses_once(way: DotePath) -> None:
    variation = approved(way, RENT=longer(way, "RENT", 3))
    late = SIGN_BY + timedelta(days=1)
    assert timed.tick(on=SIGN_BY) == []
    assert [row.pk for _step, row in timed.announced(on=late)] == [variation.pk]
    said = refusal(variation.sign, by=way.world.samir, on=late, means="own_account")
    assert "was to be signed by" in said
    timed.tick(on=late)
    events = Event.objects.count()
    assert timed.tick(on=late) == []
    assert Event.objects.count() == events
    assert fresh(variation).state == VariationState.WITHDRAWN
    assert committed(way) == {"RENT": 500_00, "WORK": 1_000_00}


def test_a_month_cleared_after_the_approval_is_seen_when_it_is_signed(world: World) -> None:
    way = path(world)
    way.start_services(rent_months=2)
    variation = approved(way, RENT=longer(way, "RENT", 1))
    for month in [month for month in way.months() if month.line.offer.code == "RENT"]:
        way.clear(month)
    said = refusal(variation.sign, by=world.samir, on=DAY, means="own_account")
    assert "realised" in said
    assert committed(way)["RENT"] == 0


def test_an_officer_can_ask_for_what_is_missing(way: DotePath) -> None:
    world = way.world
    variation = perform(submitted(way, RENT=longer(way, "RENT", 3)).take, by=world.anna, on=DAY)
    request = begin(
        IntegrationRequest,
        by=world.anna,
        on=DAY,
        case_label=way.dote.label,
        about=variation.label,
    )
    begin(
        IntegrationItem,
        by=world.anna,
        on=DAY,
        case_label=way.dote.label,
        request=request,
        thing=RequestedThing.objects.get(code="permit"),
    )
    request = perform(request.send, by=world.anna, on=DAY)
    assert fresh(variation).state == VariationState.INTEGRATION
    perform(request.close_by_office, by=world.anna, on=DAY, reason="not_needed")
    assert fresh(variation).state == VariationState.IN_REVIEW
    assert way.fresh().state == DoteState.ACTIVE


def test_a_refusal_says_why_and_changes_nothing(way: DotePath) -> None:
    variation = perform(submitted(way, RENT=longer(way, "RENT", 3)).take, by=way.world.anna, on=DAY)
    assert "Write why" in refusal(variation.refuse, by=way.world.bruno, on=DAY)
    perform(variation.refuse, by=way.world.bruno, on=DAY, note="The room is let for two months.")
    assert committed(way) == {"RENT": 500_00, "WORK": 1_000_00}
    assert begun(way).state == VariationState.DRAFT


def test_only_an_active_dote_varies(world: World) -> None:
    way = path(world)
    way.award()
    with pytest.raises(Refused, match="Active"):
        begun(way)


def test_the_budget_line_has_to_have_the_money(world: World) -> None:
    way = path(world, cents=4_000_00)
    way.sign()
    other = path(world, "amina")
    other.start_plan()
    variation = approved(way, WORK=longer(way, "WORK", 3))
    said = refusal(variation.sign, by=world.samir, on=DAY, means="own_account")
    assert "500,00" in said
    assert way.fresh().awarded_cents == 1_500_00
    assert fresh(variation).state == VariationState.APPROVED


def test_the_database_keeps_a_variation_s_facts_together(way: DotePath) -> None:
    variation = approved(way, RENT=longer(way, "RENT", 3))
    assert broken(variation, comparison=[]) == "variation_submitted_with_its_table"
    assert broken(variation, version="") == "variation_submitted_with_its_table"
    assert broken(variation, after_cents=6_000_01) == "variation_within_the_ceiling"
    assert broken(variation, minor=True) == "variation_minor_keeps_the_total"
    assert broken(variation, due_on=None) == "variation_approved_with_its_term"
    early = {"state": "effective", "effective_on": DAY}
    assert broken(variation, **early) == "variation_signed_when_it_changes_rights"
    assert SERVICES > SIGNED
