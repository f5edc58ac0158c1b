"""Nobody approves what they proposed, and large amounts need as many people as their band says."""

import pytest

from dote.states import DoteState
from lifecycle.engine import perform
from lifecycle.errors import Refused, Stale
from lifecycle.models import Approval, Proposal
from lifecycle.proposals import approve, propose, send_back
from people import mandates
from people.models import User
from people.roles import Role
from programme.models import ApprovalBand
from tests.dote_path import AWARDED, PLANNED, path
from tests.world import World


def test_an_award_is_proposed_by_one_and_approved_by_another(world: World) -> None:
    way = path(world)
    proposal = way.propose_award()
    approve(proposal, by=world.bruno, on=AWARDED)
    dote = way.fresh()
    assert dote.state == DoteState.AWARDED
    assert dote.proposed_by == f"people.user:{world.anna.pk}"
    assert dote.awarded_by == f"people.user:{world.bruno.pk}"
    assert Proposal.objects.get().state == "executed"


def test_an_award_without_proposal_is_refused(world: World) -> None:
    way = path(world)
    plan = way.draft_plan()
    with pytest.raises(Refused) as refused:
        perform(way.fresh().award, by=world.anna, on=AWARDED, plan=plan.pk, rechecked=True)
    assert "Approver" in str(refused.value)


def test_the_proposer_cannot_approve(world: World) -> None:
    proposal = path(world).propose_award()
    with pytest.raises(Refused) as refused:
        approve(proposal, by=world.anna, on=AWARDED)
    assert refused.value.forbidden
    assert not Approval.objects.exists()


def test_an_approver_of_another_region_cannot_approve(world: World) -> None:
    proposal = path(world).propose_award()
    with pytest.raises(Refused):
        approve(proposal, by=world.sara, on=AWARDED)


def test_an_approver_of_another_operation_cannot_approve(world: World) -> None:
    proposal = path(world).propose_award()
    elsewhere = User.objects.create_user("zeno@example.invalid", name="Zeno (invented)")
    mandates.assign(
        elsewhere, Role.APPROVER, operation=world.finished_operation, starts_on=AWARDED,
        act_reference="Invented act 5/2026", by=world.actor(world.elena, Role.ADMINISTRATOR),
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        approve(proposal, by=elsewhere, on=AWARDED)
    assert {obstacle.code for obstacle in refused.value.obstacles} == {"wrong_person"}


@pytest.mark.slow
def test_above_the_band_two_people_approve_and_not_one_twice(world: World) -> None:
    ApprovalBand.objects.filter(call=world.call, upto_cents=5_000_00).update(upto_cents=1_000_00)
    way = path(world)
    proposal = way.propose_award()
    approve(proposal, by=world.bruno, on=AWARDED)
    assert way.fresh().state == DoteState.PLANNING
    with pytest.raises(Refused) as refused:
        approve(proposal, by=world.bruno, on=AWARDED)
    assert "already approved" in str(refused.value)
    approve(proposal, by=world.paolo, on=AWARDED)
    assert way.fresh().state == DoteState.AWARDED


def test_a_proposal_dies_when_its_case_has_changed(world: World) -> None:
    way = path(world)
    proposal = way.propose_award()
    perform(way.fresh().withdraw, by=world.samir, on=AWARDED)
    with pytest.raises((Stale, Refused)):
        approve(proposal, by=world.bruno, on=AWARDED)
    assert way.fresh().state == DoteState.WITHDRAWN


def test_a_newer_plan_stops_the_approval_of_the_older_one(world: World) -> None:
    way = path(world)
    proposal = way.propose_award()
    way.price(world.signed_plan("samir", on=PLANNED))
    with pytest.raises(Refused) as refused:
        approve(proposal, by=world.bruno, on=AWARDED)
    assert "newer version" in str(refused.value)


def test_a_proposal_goes_back_with_its_reason_and_can_be_made_again(world: World) -> None:
    way = path(world)
    proposal = way.propose_award()
    with pytest.raises(Refused):
        send_back(proposal, by=world.bruno, on=AWARDED, note=" ")
    send_back(proposal, by=world.bruno, on=AWARDED, note="The rent contract is not registered")
    plan = way.dote.plans.as_system().get()
    propose(way.fresh().award, by=world.anna, on=AWARDED, plan=plan.pk, rechecked=True)
    assert sorted(Proposal.objects.values_list("state", flat=True)) == ["open", "sent_back"]


def test_a_decision_waits_for_approval_only_once(world: World) -> None:
    way = path(world)
    way.propose_award()
    plan = way.dote.plans.as_system().get()
    with pytest.raises(Refused) as refused:
        propose(way.fresh().award, by=world.anna, on=AWARDED, plan=plan.pk, rechecked=True)
    assert "waiting for approval" in str(refused.value)
