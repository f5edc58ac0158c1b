"""A grant after its award: varied, extended, given up, taken back, kept stable, closed."""

from datetime import date, timedelta

import pytest

from accounting.check_books import findings
from accounting.models import PartBalance, Payable
from lifecycle.engine import begin, obstacles, perform
from lifecycle.errors import Refused
from lifecycle.models import Appeal, Recovery, Revocation
from lifecycle.proposals import approve, propose
from lifecycle.replay import differences
from startup_grants import closing, money, scoring_again
from startup_grants.models import AidEntry
from startup_grants.plans import PlanContent
from startup_grants.states import DutyState, GrantState, RankingState, TrancheState
from tests.grant_call import PLAN
from tests.grant_life import ACCEPTED, DEMANDED, FINISHED, SETTLED, GrantLife, smaller
from tests.grant_path import GRANT_CENTS, SCORED, SPENT, fresh
from tests.lifecycle.procedures.revoking import balances
from tests.world import World

OTHER = "00743110157"


def codes(refusal: pytest.ExceptionInfo[Refused]) -> set[str]:
    """Return the codes of the obstacles."""
    return {obstacle.code for obstacle in refusal.value.obstacles}


def sums(grant) -> tuple[int, int, int]:
    """Return what was paid, cut and released of a grant, in cents."""
    found = closing.accounts_of(fresh(grant))
    assert found.agree
    return found.paid, found.cut, found.released


def test_samir_keeps_his_enterprise_for_three_years_and_the_grant_is_closed(world: World) -> None:
    way = GrantLife(world)
    grant = way.settled()
    way.claimed(on=SETTLED)
    assert grant.state == GrantState.MONITORING
    assert sums(grant) == (19_200_00, 0, 800_00), "the economy is free since the final report"
    assert (grant.stable_until - grant.stable_from).days + 1 == 1096
    for year in (1, 2, 3):
        duty = way.duty(grant, year)
        with pytest.raises(Refused):
            perform(duty.fall_due, by=way.system, on=duty.due_on - timedelta(days=31))
        duty = way.declare(duty, on=duty.due_on)
        perform(duty.accept, by=world.anna, on=duty.due_on)
    with pytest.raises(Refused) as early:
        propose(fresh(grant).end_stability, by=world.anna, on=grant.stable_until)
    assert codes(early) == {"the_stability_period_is_over"}
    day = grant.stable_until + timedelta(days=1)
    approve(propose(fresh(grant).end_stability, by=world.anna, on=day), by=world.bruno, on=day)
    closed = fresh(grant)
    assert closed.state == GrantState.CLOSED
    assert sum(sums(closed)) == GRANT_CENTS
    assert findings() == []
    assert list(differences()) == []


def test_an_enterprise_that_stops_in_year_two_pays_back_day_by_day(world: World) -> None:
    way = GrantLife(world)
    grant = way.settled()
    first = way.declare(way.duty(grant, 1), on=way.duty(grant, 1).due_on)
    perform(first.accept, by=world.anna, on=first.due_on)
    second = way.declare(way.duty(grant, 2), on=way.duty(grant, 2).due_on, active=False)
    with pytest.raises(Refused) as stopped:
        perform(second.accept, by=world.anna, on=second.due_on)
    assert codes(stopped) == {"both_are_declared"}
    since = grant.stable_from + timedelta(days=548)
    found = perform(
        second.find_breach,
        by=world.anna,
        on=second.due_on,
        note="The shop is closed",
        breach_from=since,
    )
    assert (found.state, found.breach_days, found.recover_cents) == (
        DutyState.BREACH,
        548,
        9_600_00,
    )
    revocation = Revocation.objects.as_system().get(case_label=grant.label)
    assert (revocation.total, revocation.recover_cents) == (False, 9_600_00)
    way.carry(revocation, on=second.due_on)
    assert fresh(grant).state == GrantState.MONITORING
    recovery = way.recovered(grant, on=second.due_on + timedelta(days=10))
    assert recovery.settled_cents == 9_600_00
    assert recovery.settled_interest_cents > 0
    assert sums(grant) == (9_600_00, 9_600_00, 800_00)
    assert findings() == []


def test_a_grant_revoked_after_payment_is_recovered_and_closed_to_the_cent(world: World) -> None:
    way = GrantLife(world)
    grant = way.spent()
    before = balances()
    way.revoke(grant, on=FINISHED)
    assert fresh(grant).state == GrantState.REVOKED
    assert balances() != before
    assert closing.uncleared_advance(grant) == 8_000_00, "what costs had cleared is open again"
    with pytest.raises(Refused) as open_debt:
        propose(fresh(grant).close, by=world.giulia, on=DEMANDED, covar="123456")
    assert codes(open_debt) == {"no_guarantee_is_held", "nothing_open_elsewhere"}
    way.recovered(grant, on=DEMANDED)
    for guarantee in grant.guarantees.as_system():
        way.signed(propose(guarantee.release, by=world.anna, on=DEMANDED), DEMANDED)
    late = DEMANDED + timedelta(days=90)
    revocation = Revocation.objects.as_system().get(case_label=grant.label)
    perform(revocation.confirm, by=way.system, on=late)
    recovery = Recovery.objects.as_system().get(case_label=grant.label)
    perform(recovery.close, by=world.giulia, on=late) if recovery.is_open else None
    with pytest.raises(Refused) as unregistered:
        propose(fresh(grant).close, by=world.giulia, on=late, covar="x")
    assert codes(unregistered) == {"the_register_of_aid_knows"}
    way.signed(propose(fresh(grant).close, by=world.giulia, on=late, covar="123456"), late)
    assert fresh(grant).state == GrantState.CLOSED
    assert sums(grant) == (0, 19_200_00, 800_00)
    assert AidEntry.objects.as_system().get(grant=grant).cancelled_on == late
    assert findings() == []
    assert list(differences()) == []


def test_a_revocation_that_is_annulled_leaves_every_balance_as_it_was(world: World) -> None:
    way = GrantLife(world)
    grant = way.spent()
    before = balances()
    revocation = way.revoke(grant, on=FINISHED)
    proposal = propose(revocation.annul, by=world.leo, on=ACCEPTED, reason="error_found")
    approve(proposal, by=world.paolo, on=ACCEPTED)
    assert fresh(grant).state == GrantState.IN_EXECUTION
    assert balances() == before
    assert findings() == []


def test_what_is_given_up_after_an_advance_is_owed_back(world: World) -> None:
    way = GrantLife(world)
    grant = way.paid_advance()
    waived = perform_waiver(way, grant)
    assert waived.state == GrantState.WAIVED
    assert sums(grant) == (8_000_00, 0, 12_000_00)
    recovery = Recovery.objects.as_system().get(case_label=grant.label)
    assert (recovery.origin, recovery.principal_cents) == ("waiver", 8_000_00)
    way.recovered(grant, on=DEMANDED)
    assert sums(grant) == (0, 8_000_00, 12_000_00)
    assert findings() == []


def perform_waiver(way: GrantLife, grant):
    """Have samir give the grant up, with the days to think and a mediator."""
    from lifecycle.models import Waiver

    world = way.world
    found = begin(
        Waiver, by=world.samir, on=FINISHED, case_label=grant.label, told={"reason": "found_work"}
    )
    mediator = f"people.user:{way.second_officer().pk}"
    perform(found.check_free_will, by=world.marta, on=FINISHED, mediator=mediator, language="fr")
    perform(fresh(found).take_note, by=world.anna, on=FINISHED)
    late = FINISHED + timedelta(days=10)
    way.signed(propose(fresh(found).take_effect, by=world.anna, on=late), late)
    return fresh(grant)


def test_a_smaller_budget_frees_its_share_of_the_grant(world: World) -> None:
    way = GrantLife(world)
    grant = way.paid_advance()
    found = way.vary(grant, smaller())
    plan = fresh(grant).plans.as_system().latest("number")
    found = in_effect(way, found, plan)
    grant = fresh(grant)
    assert grant.total_cents == 20_000_00
    assert money.committed(grant) == 8_000_00, "16,000 of 20,000 are left, 8,000 of them are paid"
    assert sums(grant) == (8_000_00, 0, 4_000_00)
    assert findings() == []


def in_effect(way: GrantLife, found, plan):
    """Carry a variation to its effect."""
    world = way.world
    perform(found.submit, by=world.marta, on=SPENT, draft=plan.label)
    perform(fresh(found).take, by=world.anna, on=SPENT)
    way.signed(propose(fresh(found).approve, by=world.anna, on=SPENT), SPENT)
    return perform(fresh(found).sign, by=world.samir, on=SPENT, means="own_account")


def test_a_variation_of_the_words_is_scored_again_and_stays_above_the_last_one(
    world: World,
) -> None:
    way = GrantLife(world)
    grant = way.paid_advance()
    other = PlanContent(
        answers={**PLAN.answers, "idea": "Repair of boats"},
        budget=PLAN.budget,
        own_cents=PLAN.own_cents,
        declared=PLAN.declared,
    )
    found = way.vary(grant, other)
    plan = fresh(grant).plans.as_system().latest("number")
    with pytest.raises(Refused, match="scores it again"):
        perform(found.submit, by=world.marta, on=SPENT, draft=plan.label)
    minutes = way.minutes()
    poor = {"skills": "16", "market": "22", "money": "23"}
    perform(plan.score_again, by=world.ada, on=SPENT, points=poor, minutes=minutes)
    assert scoring_again.least_total(fresh(grant)) == 62
    with pytest.raises(Refused, match=r"61\.00"):
        perform(fresh(found).submit, by=world.marta, on=SPENT, draft=plan.label)
    good = poor | {"money": "24"}
    perform(fresh(plan).score_again, by=world.ada, on=SPENT, points=good, minutes=minutes)
    in_effect(way, fresh(found), fresh(plan))
    assert fresh(grant).plan_hash == plan.content_hash
    assert findings() == []


def test_an_upheld_appeal_sets_the_money_aside_and_outdates_the_ranking(world: World) -> None:
    way = GrantLife(world, budget_cents=40_000_00)
    way.publish()
    way.score("samir")
    low = way.admit("amina")
    for reader in ("ada", "ugo"):
        way.read(low, reader, market="5", money="5")
    proposal = propose(fresh(low).below_threshold, by=world.ada, on=SCORED, minutes=way.minutes())
    approve(proposal, by=world.bruno, on=SCORED)
    ranking = way.rank()
    appeal = begin(
        Appeal,
        by=world.amina,
        on=FINISHED,
        note="The market was read wrongly",
        case_label=low.label,
        against=low.label,
        kind="internal",
        filed_on=FINISHED,
        known_on=FINISHED,
    )
    perform(appeal.admit, by=world.leo, on=FINISHED, note="In good time")
    proposal = propose(fresh(appeal).uphold, by=world.leo, on=ACCEPTED, decision="D-1/2027")
    approve(proposal, by=world.paolo, on=ACCEPTED)
    low = fresh(low)
    assert low.state == GrantState.IN_EVALUATION
    assert money.set_aside(low) == 20_000_00
    assert fresh(ranking).state == RankingState.TO_UPDATE
    way.committee("ida")
    with pytest.raises(Refused) as again:
        way.sheet(low, "ada")
    assert "the_reader_is_not_on_the_list_yet" in codes(again)
    for reader in ("eva", "ida"):
        way.read(low, reader, skills="20")
    perform(fresh(low).close_scores, by=world.eva, on=ACCEPTED, minutes=way.minutes())
    way.rank(on=ACCEPTED, final_on=SETTLED + timedelta(days=10))
    covered = way.cover(low, on=SETTLED + timedelta(days=10))
    assert covered.ranked_cents == 20_000_00
    assert PartBalance.objects.get(root=low.label).f2 == 20_000_00, "not twice"


def test_a_balance_that_only_clears_the_advance_pays_nothing(world: World) -> None:
    way = GrantLife(world)
    grant = way.paid_advance()
    perform(way.tranche(grant, 2).renounce, by=world.samir, on=SPENT)
    balance = way.spend(grant, 3, 10_000_00, clear=False)
    assert (balance.approved_cents, balance.clears_cents) == (0, 8_000_00)
    way.signed(propose(fresh(balance).authorise, by=world.anna, on=SPENT), SPENT)
    with pytest.raises(Refused) as nothing:
        perform(fresh(balance).clear, by=world.giulia, on=SPENT)
    assert codes(nothing) == {"something_of_it_is_to_be_paid"}
    done = perform(fresh(balance).clear_unpaid, by=world.giulia, on=SPENT)
    assert done.state == TrancheState.PAID
    assert closing.uncleared_advance(fresh(grant)) == 0
    assert not Payable.objects.filter(part=balance.label).exists()
    assert findings() == []


def test_another_enterprise_takes_the_grant_over_with_its_aid(world: World) -> None:
    way = GrantLife(world)
    grant = way.settled()
    told = {
        "number": OTHER,
        "sector": "47.11",
        "place": "071024",
        "requirements": True,
        "debts_assumed": True,
    }
    with pytest.raises(Refused) as bare:
        propose(fresh(grant).transfer_company, by=world.anna, on=SETTLED, **told)
    assert codes(bare) == {"the_transfer_is_kept"}
    way.keep("transfer_deed", grant, on=SETTLED)
    way.signed(propose(fresh(grant).transfer_company, by=world.anna, on=SETTLED, **told), SETTLED)
    assert fresh(grant).enterprise == OTHER
    live = AidEntry.objects.as_system().get(grant=grant, cancelled_on=None)
    assert live.members == [OTHER]


def test_works_that_nobody_reports_end_by_themselves(world: World) -> None:
    way = GrantLife(world)
    grant = way.start(way.sign())
    assert grant.ends_on is not None
    assert obstacles(fresh(grant).expire_works, by=way.system, on=grant.ends_on)
    done = perform(fresh(grant).expire_works, by=way.system, on=grant.ends_on + timedelta(days=1))
    assert done.state == GrantState.FINAL_REPORTING
    back = perform(done.send_back, by=world.anna, on=date(2028, 1, 10), note="No report", days=30)
    assert (back.state, back.ends_on) == (GrantState.IN_EXECUTION, date(2028, 2, 9))
