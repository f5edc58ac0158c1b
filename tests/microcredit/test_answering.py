"""A loan answers the side procedures: integration, adverse notice, refusal, appeal."""

from __future__ import annotations

from datetime import date

import pytest

from accounting.models import PartBalance
from documents.models import DocumentRequest
from lifecycle.engine import begin, obstacles, perform
from lifecycle.errors import Refused
from lifecycle.models import AdverseNotice, Appeal, IntegrationItem, IntegrationRequest
from lifecycle.proposals import approve, propose
from microcredit.models import Loan
from microcredit.states import LoanState
from people.models import User
from tests.lifecycle.procedures.asking import thing
from tests.loan_path import LoanPath, path
from tests.world import World

NOTICED, HEARD, REFUSED = date(2026, 10, 17), date(2026, 10, 20), date(2026, 10, 26)
APPEALED, UPHELD = date(2026, 11, 10), date(2026, 11, 20)
REASONS = ["permit_not_valid"]


def asked(way: LoanPath) -> IntegrationRequest:
    """Have anna ask for a document."""
    by, on, case = way.world.anna, NOTICED, way.loan.label
    request = begin(IntegrationRequest, by=by, on=on, case_label=case)
    begin(
        IntegrationItem,
        by=by,
        on=on,
        note="The permit has ended",
        case_label=case,
        request=request,
        thing=thing("permit"),
        mandatory=True,
    )
    return perform(IntegrationRequest.objects.as_system().get(pk=request.pk).send, by=by, on=on)


def upheld(way: LoanPath) -> AdverseNotice:
    """Have the notice given, received, observed and upheld."""
    world, case = way.world, way.loan.label
    told = {"reasons": REASONS}
    notice = begin(
        AdverseNotice, by=world.anna, on=NOTICED, case_label=case, note="Ended in May", told=told
    )
    approve(propose(notice.notify, by=world.anna, on=NOTICED), by=world.bruno, on=NOTICED)
    assert way.fresh().state == LoanState.ADVERSE_NOTICE
    read = AdverseNotice.objects.as_system().get(pk=notice.pk)
    heard = perform(read.observe, by=world.samir, on=HEARD, note="Here is the receipt")
    return perform(heard.uphold, by=world.anna, on=REFUSED, note="It is of another permit")


def refused(way: LoanPath) -> Loan:
    """Have the loan refused after its notice."""
    upheld(way)
    return way.two("refuse", way.world.anna, REFUSED, reasons=REASONS)


def test_what_is_missing_is_asked_and_the_loan_waits(world: World) -> None:
    way = path(world)
    way.formal_ok()
    request = asked(way)
    assert way.fresh().state == LoanState.INTEGRATION
    perform(request.close_by_office, by=world.anna, on=HEARD, reason="not_needed_any_more")
    assert way.fresh().state == LoanState.UNDER_REVIEW
    assert way.do("formal_ok", world.anna, HEARD, formal_check=True).state == LoanState.ASSESSMENT
    assert [row.f2 for row in PartBalance.objects.filter(root=way.loan.label)] == [way.cents]


def test_an_application_taken_back_ends_what_was_asked(world: World) -> None:
    way = path(world)
    way.formal_ok()
    request = asked(way)
    way.do("withdraw", world.samir, HEARD)
    assert not IntegrationRequest.objects.as_system().get(pk=request.pk).is_open


def test_a_loan_is_refused_only_after_its_notice_and_for_its_reasons(world: World) -> None:
    way = path(world)
    way.propose()
    with pytest.raises(Refused, match="adverse notice first"):
        propose(way.fresh().refuse, by=world.anna, on=NOTICED, reasons=REASONS)
    upheld(way)
    assert way.fresh().state == LoanState.COMMITTEE
    with pytest.raises(Refused, match="Not in the adverse notice"):
        propose(way.loan.refuse, by=world.anna, on=REFUSED, reasons=["not_target_group"])
    loan = way.two("refuse", world.anna, REFUSED, reasons=REASONS)
    assert loan.state == LoanState.REJECTED
    assert [row.f2 for row in PartBalance.objects.filter(root=loan.label)] == [0]
    assert DocumentRequest.objects.as_system().filter(paper="loan_refusal").exists()


def test_a_notice_leads_back_to_where_it_was_given(world: World) -> None:
    way = path(world)
    way.take_charge()
    upheld(way)
    assert way.fresh().state == LoanState.UNDER_REVIEW
    with pytest.raises(Refused, match="drop it first"):
        way.do("formal_ok", world.anna, REFUSED, formal_check=True)


def test_after_an_appeal_other_members_decide(world: World) -> None:
    way = path(world)
    way.propose()
    way.vote()
    loan = refused(way)
    appeal = begin(
        Appeal,
        by=world.leo,
        on=APPEALED,
        case_label=loan.label,
        kind="court",
        against=loan.label,
        known_on=REFUSED,
        filed_on=APPEALED,
    )
    appeal = perform(appeal.admit, by=world.leo, on=APPEALED)
    approve(
        propose(appeal.uphold, by=world.leo, on=UPHELD, decision="TAR-12/2026"),
        by=world.paolo,
        on=UPHELD,
    )
    loan = way.fresh()
    assert (loan.state, loan.round, loan.ended_on) == (LoanState.COMMITTEE, 2, None)
    assert [row.f2 for row in PartBalance.objects.filter(root=loan.label)] == [way.cents]
    with pytest.raises(Refused, match="other members decide"):
        way.vote()


def test_a_participant_cannot_refuse_or_readmit(world: World) -> None:
    way = path(world)
    way.propose()
    people: list[User] = [world.samir, world.bruno, world.giulia]
    for user in people:
        for step in (way.fresh().refuse, way.loan.readmit):
            assert any(each.forbidden for each in obstacles(step, by=user, on=NOTICED))
