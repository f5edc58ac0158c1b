"""What stands in the way of a loan: law, household, committee, usury, days; each in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from accounting.models import PartBalance
from audit.triggers import refused_by
from lifecycle import timed
from lifecycle.errors import Refused
from lifecycle.proposals import approve, propose
from microcredit.facts import VoteFacts
from microcredit.states import LoanState
from tests.loan_path import APPLIED, APPROVED, PROPOSED, SIGNED, path
from tests.world import World

CONFLICT, AGAINST, FAVOUR = (
    VoteFacts.Choice.CONFLICT,
    VoteFacts.Choice.AGAINST,
    VoteFacts.Choice.FAVOUR,
)

REFUSALS = ("microcredit_version_rows", "microcredit_scheduleversion_event")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"cents": 10_000_01}, "lends from 300,00 € to 10.000,00 €"),
        ({"cents": 100_00}, "lends from"),
        ({"months": 61}, "6 to 60 instalments"),
        ({"purpose": "holiday"}, "Say what the loan is for"),
        ({"quote_accepted": False}, "Read what the loan costs"),
    ],
)
def test_a_request_outside_the_product_is_refused(
    world: World, asked: dict[str, object], sentence: str
) -> None:
    way = path(world)
    way.open()
    with pytest.raises(Refused, match=sentence):
        way.do("submit", world.users["samir"], APPLIED, **way.asked(**asked))
    assert way.fresh().state == LoanState.DRAFT


def test_the_law_refuses_what_a_product_would_allow(world: World) -> None:
    way = path(world)
    way.call.loan_products.update(max_amount=20_000, max_months=84)
    way.open()
    with pytest.raises(Refused, match="may not pass 10000") as refused:
        way.do("submit", world.users["samir"], APPLIED, **way.asked(cents=10_000_01, months=72))
    assert "60 months at most" in str(refused.value)


def test_winter_is_asked_too(world: World) -> None:
    way = path(world)
    way.assess(winter_income_cents=800_00)
    with pytest.raises(Refused, match="A winter month leaves 50,00 €"):
        way.do("propose", world.anna, PROPOSED)


@pytest.mark.slow
def test_an_override_wants_its_reasons_and_two_people(world: World) -> None:
    way = path(world)
    way.assess(winter_income_cents=800_00)
    with pytest.raises(Refused, match="Write why"):
        way.do("propose", world.anna, PROPOSED, override=True)
    loan = way.do(
        "propose", world.anna, PROPOSED, override=True, note="The employer houses them in winter."
    )
    way.vote()
    proposal = way.decide()
    assert loan.overridden
    approve(proposal, by=world.bruno, on=APPROVED)
    assert way.fresh().state == LoanState.COMMITTEE
    approve(proposal, by=world.paolo, on=APPROVED)
    assert way.fresh().state == LoanState.APPROVED


@pytest.mark.parametrize(
    ("votes", "sentence"),
    [
        ((FAVOUR, FAVOUR), "2 members have voted; 3 are needed"),
        ((FAVOUR, FAVOUR, CONFLICT), "2 members have voted; 3 are needed"),
        ((FAVOUR, AGAINST, AGAINST), "there is no majority"),
    ],
)
def test_the_committee_decides_with_quorum_and_majority(
    world: World, votes: tuple[str, ...], sentence: str
) -> None:
    way = path(world)
    way.propose()
    way.vote(*votes)
    with pytest.raises(Refused, match=sentence):
        way.decide()


@pytest.mark.slow
def test_a_member_in_conflict_does_not_bring_the_decision(world: World) -> None:
    way = path(world)
    way.propose()
    way.vote(CONFLICT, FAVOUR, FAVOUR)
    with pytest.raises(Refused, match="Only a member who has voted"):
        way.decide()


@pytest.mark.slow
def test_sent_back_the_votes_count_no_more(world: World) -> None:
    way = path(world)
    way.propose()
    way.vote()
    way.do("send_back", world.users["mira"], PROPOSED, reason="amount_too_high")
    way.write(cents=2_000_00)
    loan = way.do("propose", world.anna, PROPOSED)
    assert (loan.round, loan.proposed_cents) == (2, 2_000_00)
    with pytest.raises(Refused, match="0 members have voted"):
        way.decide(cents=2_000_00)


def test_no_more_is_approved_than_proposed(world: World) -> None:
    way = path(world)
    way.propose()
    way.vote()
    with pytest.raises(Refused, match="At most what was proposed"):
        way.decide(cents=3_000_01)


@pytest.mark.slow
def test_less_approved_frees_the_rest(world: World) -> None:
    way = path(world)
    loan = way.approve(cents=2_500_00)
    [balance] = PartBalance.objects.filter(root=loan.label)
    assert (balance.f2, balance.f3) == (0, 2_500_00)


@pytest.mark.slow
def test_a_loan_with_interest_needs_a_rate_to_be_held_against(world: World) -> None:
    way = path(world)
    way.call.loan_products.update(annual_rate_pct="6", usury_category="UNKNOWN")
    way.propose()
    way.vote()
    with pytest.raises(Refused, match="No average rate is on record"):
        way.decide()


@pytest.mark.slow
def test_an_offer_that_nobody_signs_lapses_and_frees_its_money(world: World) -> None:
    way = path(world)
    loan = way.approve()
    last = loan.sign_by
    assert last == APPROVED + timedelta(days=60)
    assert timed.tick(on=last) == []
    done = timed.tick(on=last + timedelta(days=1))
    assert [each.command for each in done] == ["lapse_unsigned"]
    assert way.fresh().state == LoanState.LAPSED
    assert not any(b.f3 for b in PartBalance.objects.filter(root=loan.label))


@pytest.mark.slow
def test_tranches_make_the_loan(world: World) -> None:
    way = path(world)
    way.approve()
    for tranches in ([1_000_00, 1_000_00], [1_000_00, 1_000_00, 1_000_00], [0, 3_000_00]):
        with pytest.raises(Refused, match="tranches"):
            way.do("sign", world.users["samir"], SIGNED, means="own_account", tranches=tranches)


def test_one_loan_at_a_time(world: World) -> None:
    path(world).submit()
    way = path(world)
    way.open()
    with pytest.raises(Refused, match="already has a loan under way"):
        way.do("submit", world.users["samir"], APPLIED, **way.asked())


@pytest.mark.slow
def test_the_rows_of_a_plan_never_change_even_by_sql(world: World) -> None:
    loan = path(world).sign()
    assert loan.live_version is not None
    changed = "UPDATE microcredit_scheduleversion SET rows = '[]' WHERE id = %s"
    with (
        pytest.raises(DatabaseError) as refused,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(changed, [loan.live_version.pk])
    assert refused_by(refused.value) in REFUSALS


@pytest.mark.slow
def test_finance_proposes_and_another_approves_each_payment_out(world: World) -> None:
    way = path(world)
    loan = way.sign()
    way.keep("loan_contract", on=SIGNED)
    proposal = propose(
        loan.disburse_first, by=world.giulia, on=date(2026, 10, 26), conditions_met=True
    )
    with pytest.raises(Refused):
        approve(proposal, by=world.giulia, on=date(2026, 10, 26))
