"""What a dote refuses, each time with a sentence that says what is missing and who can help."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounting.models import Position
from dote.models import Dote
from dote.states import DoteState
from lifecycle.engine import begin, obstacles, perform
from lifecycle.errors import Refused
from lifecycle.proposals import approve, propose
from people import case_files
from people.models import Consent
from people.roles import Role
from programme.models import Call, UnitCost
from tests.dote_path import APPLIED, AWARDED, ELIGIBLE, PLANNED, SIGNED, TAKEN, path
from tests.world import World


def refusal(step: Any, **told: Any) -> str:
    """Do a step that must be refused, and return what people read."""
    with pytest.raises(Refused) as refused:
        perform(step, **told)
    assert all(each.who for each in refused.value.obstacles)
    return str(refused.value)


def award_obstacles(way: Any, **told: Any) -> list[str]:
    """Return why anna cannot propose the award."""
    found = obstacles(way.fresh().award, by=way.world.anna, on=AWARDED, **told)
    return [each.sentence for each in found]


def test_nobody_applies_outside_the_window(world: World) -> None:
    Call.objects.filter(pk=world.call.pk).update(window=Call.Window.CLOSED)
    world.call.refresh_from_db()
    with pytest.raises(Refused, match="does not take applications"):
        path(world).open()


def test_nobody_applies_before_reading_the_privacy_notice(world: World) -> None:
    read = Consent.objects.as_system().get(
        participant=world.person("samir"), kind=Consent.Kind.PRIVACY_NOTICE
    )
    operator = world.actor(world.marta, Role.OPERATOR)
    case_files.withdraw_consent(read, by=operator, on=read.given_on)
    with pytest.raises(Refused, match="privacy notice"):
        path(world).open()


def test_an_operator_submits_only_for_whoever_delegated_them(world: World) -> None:
    way = path(world, "amina")
    way.open()
    for kind in ("permit", "referral"):
        way.keep(kind, way.dote, on=APPLIED)
    assert "not delegated" in refusal(way.dote.submit, by=world.marta, on=APPLIED)
    assert perform(way.dote.submit, by=world.amina, on=APPLIED).state == DoteState.SUBMITTED


def test_a_person_has_one_open_dote_on_an_operation(world: World) -> None:
    way = path(world)
    first = way.submit()
    second = path(world)
    second.open()
    for kind in ("permit", "referral"):
        second.keep(kind, second.dote, on=APPLIED)
    said = refusal(second.dote.submit, by=world.samir, on=APPLIED)
    assert first.reference in said


def test_nobody_opens_an_application_for_somebody_else(world: World) -> None:
    with pytest.raises(Refused) as refused:
        begin(
            Dote,
            by=world.amina,
            on=APPLIED,
            call=world.call,
            operation=world.operation,
            partner=world.puglia,
            participant=world.person("samir"),
        )
    assert refused.value.forbidden


def test_an_officer_with_a_conflict_leaves_the_file_to_another(world: World) -> None:
    dote = path(world).submit()
    said = refusal(dote.take_charge, by=world.anna, on=TAKEN, no_conflict=False)
    assert "conflict of interest" in said


def test_eligibility_wants_every_point_confirmed(world: World) -> None:
    dote = path(world).take_charge()
    said = refusal(dote.declare_eligible, by=world.bruno, on=ELIGIBLE, checklist=["target_group"])
    assert "permit_valid?" in said


def test_a_plan_is_not_started_without_a_budget_for_every_service(world: World) -> None:
    way = path(world)
    way.declare_eligible()
    offer = world.call.offers.get(code="RENT")
    offer.fund = world.fami
    offer.save()
    said = refusal(way.dote.start_plan, by=world.marta, on=PLANNED)
    assert "no budget for" in said


def test_the_ceiling_of_the_budget_line_is_not_passed(world: World) -> None:
    way = path(world, cents=2_999_99)
    way.declare_eligible()
    with pytest.raises(Refused, match=r"2\.999,99"):
        perform(way.dote.start_plan, by=world.marta, on=PLANNED)
    assert way.fresh().state == DoteState.ELIGIBLE
    assert set(Position.objects.values_list("available_cents", flat=True)) == {2_999_99}


def test_an_award_wants_a_priced_plan(world: World) -> None:
    way = path(world)
    way.start_plan()
    assert award_obstacles(way) == ["There is no priced plan yet."]


def test_an_award_wants_the_plan_signed_by_both(world: World) -> None:
    from people import plans
    from tests.world import a_plan

    way = path(world)
    way.start_plan()
    operator = world.actor(world.marta, Role.OPERATOR)
    way.price(plans.draft(world.case_file("samir"), a_plan(), by=operator, on=PLANNED))
    assert any("not signed by both" in said for said in award_obstacles(way))


def test_a_service_does_not_pass_its_ceiling_or_its_months(world: World) -> None:
    way = path(world)
    way.draft_plan(rent_months=13, work_months=2)
    said = " ".join(award_obstacles(way))
    assert "3.250,00" in said
    assert "lasts 13 months" in said


def test_services_lie_within_the_days_on_which_the_operation_may_spend(world: World) -> None:
    way = path(world)
    way.draft_plan()
    operation = way.dote.operation
    operation.eligible_to = date(2026, 11, 30)
    operation.save()
    assert sum("may spend" in said for said in award_obstacles(way)) == 2


def test_no_award_without_cup(world: World) -> None:
    way = path(world)
    way.draft_plan()
    operation = way.dote.operation
    operation.cup = ""
    operation.save()
    assert any("no CUP" in said for said in award_obstacles(way))


def test_a_price_that_no_longer_holds_stops_the_award(world: World) -> None:
    way = path(world)
    price = UnitCost.objects.create(
        code="X",
        description="Rent, old price (invented)",
        unit="month",
        amount=250,
        valid_from=date(2024, 1, 1),
        valid_to=date(2025, 12, 31),
        legal_act="Invented",
    )
    world.call.offers.filter(code="RENT").update(unit_cost=price)
    way.draft_plan()
    assert any("does not hold on this day" in said for said in award_obstacles(way))


def test_eligibility_is_checked_again_on_the_day_of_the_award(world: World) -> None:
    way = path(world)
    plan = way.draft_plan()
    with pytest.raises(Refused, match="still eligible"):
        propose(way.fresh().award, by=world.anna, on=AWARDED, plan=plan.pk, rechecked=False)


def test_the_pact_is_signed_within_its_term(world: World) -> None:
    way = path(world)
    dote = way.award()
    late = dote.sign_by + timedelta(days=1)
    said = refusal(dote.sign, by=world.samir, on=late, means="own_account")
    assert "was to be signed by" in said


def test_a_signature_at_the_desk_has_a_witness_other_than_the_operator(world: World) -> None:
    way = path(world)
    dote = way.award()
    assert "witness" in refusal(dote.sign, by=world.marta, on=SIGNED, means="pen")
    own = f"people.user:{world.marta.pk}"
    assert "another person" in refusal(
        dote.sign, by=world.marta, on=SIGNED, means="pen", witness=own
    )
    other = f"people.user:{world.anna.pk}"
    signed = perform(dote.sign, by=world.marta, on=SIGNED, means="pen", witness=other)
    assert signed.state == DoteState.ACTIVE


@pytest.mark.slow
def test_two_officers_cannot_award_the_last_euro_twice(world: World) -> None:
    first, second = path(world, cents=6_000_00), path(world, "amina")
    first.start_plan()
    second.start_plan()
    assert set(Position.objects.values_list("available_cents", flat=True)) == {0}
    plan = first.price(world.signed_plan("samir", on=PLANNED))
    proposal = propose(first.fresh().award, by=world.anna, on=AWARDED, plan=plan.pk, rechecked=True)
    approve(proposal, by=world.bruno, on=AWARDED)
    assert first.fresh().awarded_cents == 1_500_00
    assert sum(Position.objects.values_list("available_cents", flat=True)) == 4_500_00
