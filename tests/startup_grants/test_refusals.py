"""What a grant refuses, each by its own sentence and in the right moment."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from accounting.models import PartBalance
from lifecycle.engine import obstacles, perform
from lifecycle.errors import Refused
from lifecycle.proposals import approve, propose
from startup_grants.models import AidEntry, CallVersion, ScoreSheet
from startup_grants.states import CallState, GrantState, RankingState, VersionState
from tests.grant_call import PLAN, rules
from tests.grant_path import (
    ADVANCED,
    APPLIED,
    AWARDED,
    COVERED,
    FINAL,
    PUBLISHED,
    SCORED,
    SPENT,
    GrantPath,
    fresh,
)
from tests.world import World


def codes(refusal: pytest.ExceptionInfo[Refused]) -> set[str]:
    """Return the codes of the obstacles."""
    return {obstacle.code for obstacle in refusal.value.obstacles}


def test_a_published_call_changes_by_a_new_version_with_its_act_only(world: World) -> None:
    way = GrantPath(world)
    way.publish()
    grant = way.open()
    first = way.version
    with pytest.raises(DatabaseError), transaction.atomic():
        CallVersion.objects.as_system().filter(pk=first.pk).update(rules={})
    second = way.write(on=PUBLISHED, act="Invented act 9/2026", largest_cents=10_000_00)
    proposal = propose(way.fresh_call().correct, by=world.anna, on=PUBLISHED, wording=second.pk)
    approve(proposal, by=world.bruno, on=PUBLISHED)
    assert fresh(first).state == VersionState.SUPERSEDED
    assert fresh(second).state == VersionState.IN_FORCE
    assert way.fresh_call().state == CallState.PUBLISHED
    assert fresh(grant).rules.largest_cents == 30_000_00, "who applied stays under the older one"


def test_rules_that_contradict_themselves_are_not_written(world: World) -> None:
    way = GrantPath(world)
    way.prepare()
    for wrong in ({"tie_break": ["height"]}, {"tranches": ["advance"]}, {"categories": []}):
        with pytest.raises(Refused) as refusal:
            way.write(**wrong)
        assert codes(refusal) == {"the_rules_can_be_read"}
    assert rules(world)["procedure"] == "ranking"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (replace(PLAN, answers={"idea": "Bicycles"}), "every_section_is_answered"),
        (
            replace(
                PLAN,
                budget=(
                    {"category": "works", "cents": 9_000_00},
                    {"category": "equipment", "cents": 16_000_00},
                ),
            ),
            "the_budget_keeps_the_caps",
        ),
        (replace(PLAN, own_cents=4_999_99), "own_resources_are_declared"),
        (replace(PLAN, declared=None), "aid_had_before_is_declared"),
    ],
)
def test_an_application_is_handed_in_whole_or_not_at_all(
    world: World, content: Any, code: str
) -> None:
    way = GrantPath(world)
    way.publish()
    grant = way.open()
    way.save(grant, content)
    with pytest.raises(Refused) as refusal:
        perform(fresh(grant).submit, by=world.samir, on=APPLIED)
    assert codes(refusal) == {code}


def test_nobody_applies_after_the_window_and_a_plan_handed_in_no_longer_changes(
    world: World,
) -> None:
    way = GrantPath(world)
    way.publish()
    grant = way.submit()
    with pytest.raises(Refused) as refusal:
        way.save(grant)
    assert codes(refusal) == {"the_application_is_a_draft"}
    late = date(2026, 10, 16)
    assert obstacles(fresh(grant).withdraw, by=world.samir, on=late) == []


@pytest.mark.slow
def test_a_reader_with_a_conflict_leaves_for_good_and_cannot_close_the_score(
    world: World,
) -> None:
    way = GrantPath(world)
    way.publish()
    grant = way.admit()
    sheet = way.sheet(grant, "ada")
    perform(fresh(sheet).declare_conflict, by=world.ada, on=SCORED)
    for reader in ("ugo", "eva"):
        way.read(grant, reader)
    with pytest.raises(Refused) as refusal:
        way.sheet(grant, "ada")
    assert "the_reader_is_not_on_the_list_yet" in codes(refusal)
    minutes = way.minutes()
    with pytest.raises(Refused) as closing:
        perform(fresh(grant).close_scores, by=world.ada, on=SCORED, minutes=minutes)
    assert codes(closing) == {"free_of_conflicts"}
    closed = perform(fresh(grant).close_scores, by=world.ugo, on=SCORED, minutes=minutes)
    assert closed.state == GrantState.RANKED


@pytest.mark.slow
def test_two_readers_far_apart_wait_for_a_third_whose_sheet_counts(world: World) -> None:
    way = GrantPath(world)
    way.publish()
    grant = way.admit()
    way.read(grant, "ada")
    with pytest.raises(Refused) as early:
        way.read(grant, "ugo", skills="99")
    assert codes(early) == {"every_criterion_is_scored_within_its_points"}
    ugo = ScoreSheet.objects.as_system().get(reader=f"people.user:{world.ugo.pk}")
    points = {"skills": "8", "market": "10", "money": "10"}
    perform(fresh(ugo).sign_sheet, by=world.ugo, on=SCORED, points=points)
    minutes = way.minutes()
    with pytest.raises(Refused) as apart:
        perform(fresh(grant).close_scores, by=world.ada, on=SCORED, minutes=minutes)
    assert codes(apart) == {"the_readers_have_signed"}
    way.read(grant, "eva", skills="15")
    closed = perform(fresh(grant).close_scores, by=world.ada, on=SCORED, minutes=minutes)
    assert closed.score["total"] == "61.50"


@pytest.mark.slow
def test_a_score_below_the_threshold_ends_with_its_sheet(world: World) -> None:
    way = GrantPath(world)
    way.publish()
    grant = way.admit()
    for reader in ("ada", "ugo"):
        way.read(grant, reader, market="5", money="5")
    minutes = way.minutes()
    with pytest.raises(Refused) as refusal:
        perform(fresh(grant).close_scores, by=world.ada, on=SCORED, minutes=minutes)
    assert codes(refusal) == {"every_threshold_is_reached"}
    proposal = propose(fresh(grant).below_threshold, by=world.ada, on=SCORED, minutes=minutes)
    approve(proposal, by=world.bruno, on=SCORED)
    assert fresh(grant).state == GrantState.BELOW_THRESHOLD


@pytest.mark.slow
def test_a_withdrawal_outdates_the_ranking_and_the_next_is_scrolled_to(world: World) -> None:
    way = GrantPath(world, budget_cents=20_000_00)
    way.publish()
    first, second = way.score("samir"), way.score("amina", skills="12")
    ranking = way.rank()
    assert fresh(second).state == GrantState.WAITLISTED
    first = way.cover(first)
    perform(first.withdraw, by=world.samir, on=COVERED)
    assert fresh(ranking).state == RankingState.TO_UPDATE
    assert not PartBalance.objects.filter(root=first.label, f2__gt=0).exists()
    with pytest.raises(Refused) as outdated:
        way.cover(second, command="scroll")
    assert codes(outdated) == {"the_ranking_gives_cover"}
    way.rank(on=COVERED, final_on=AWARDED)
    assert fresh(ranking).state == RankingState.SUPERSEDED
    covered = way.cover(second, on=AWARDED, command="scroll")
    assert (covered.state, covered.ranked_cents) == (GrantState.PRE_GRANT, 20_000_00)


@pytest.mark.slow
def test_nobody_gets_cover_while_observations_can_still_be_made(world: World) -> None:
    way = GrantPath(world)
    way.publish()
    grant = way.score()
    with pytest.raises(Refused) as refusal:
        way.rank(final_on=FINAL - timedelta(days=10))
    assert codes(refusal) == {"the_time_for_observations_is_over"}
    with pytest.raises(Refused) as early:
        way.cover(grant)
    assert codes(early) == {"the_ranking_gives_cover"}


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"cor": "x"}, "the_aid_is_registered"),
        ({"cup": "J81"}, "cup_of_the_project"),
        ({"durc_until": AWARDED - timedelta(days=1)}, "the_contributions_are_in_order"),
        ({"no_cumulation": False}, "no_breach_of_cumulation"),
        ({"cents": 20_000_01}, "no_more_than_the_ranking_gave"),
    ],
)
@pytest.mark.slow
def test_a_grant_needs_its_codes_and_papers(world: World, told: dict[str, Any], code: str) -> None:
    way = GrantPath(world)
    way.publish()
    grant = way.score()
    way.rank()
    grant = way.ready(way.cover(grant))
    with pytest.raises(Refused) as refusal:
        way.propose_award(grant, **told)
    assert codes(refusal) == {code}


@pytest.mark.slow
def test_aid_had_before_leaves_room_for_less(world: World) -> None:
    aids = [{"number": "", "granted_on": "2024-12-02", "cents": 285_000_00, "cor": "1111"}]
    way = GrantPath(world)
    way.publish()
    declared = replace(PLAN, declared={"members": [], "aids": aids})
    grant = way.score(content=declared)
    way.rank()
    grant = way.ready(way.cover(grant))
    with pytest.raises(Refused) as refusal:
        way.propose_award(grant)
    assert codes(refusal) == {"there_is_room_for_small_aid"}
    (sentence,) = [each.sentence for each in refusal.value.obstacles]
    assert "15.000,00" in sentence
    assert "03/12/2027" in sentence, "what leaves the window next"


@pytest.mark.slow
def test_an_entry_of_small_aid_is_neither_changed_nor_erased(world: World) -> None:
    GrantPath(world).granted()
    for harm in (
        lambda: AidEntry.objects.as_system().update(cents=1),
        lambda: AidEntry.objects.as_system().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            harm()


@pytest.mark.slow
def test_an_advance_needs_a_guarantee_in_force_that_covers_it_and_lasts(world: World) -> None:
    way = GrantPath(world)
    grant = way.sign()
    tranche = way.tranche(grant, 1)
    with pytest.raises(Refused) as bare:
        way.ask(tranche, cents=8_000_00)
    assert codes(bare) == {"an_advance_is_guaranteed"}
    way.guarantee(grant, 8_000_00, until=ADVANCED + timedelta(days=30))
    with pytest.raises(Refused) as expiring:
        way.ask(tranche, cents=8_000_00)
    assert codes(expiring) == {"an_advance_is_guaranteed"}
    with pytest.raises(Refused) as large:
        way.ask(tranche, cents=8_000_01)
    assert "an_advance_keeps_its_percentage" in codes(large)


@pytest.mark.slow
def test_an_invoice_without_the_cup_or_above_its_total_is_not_presented(world: World) -> None:
    way = GrantPath(world)
    grant = way.start(way.sign())
    tranche = way.tranche(grant, 2)
    with pytest.raises(Refused) as bare:
        way.expense(tranche, way.invoice(grant, cup="A11B22000000001"))
    assert codes(bare) == {"the_invoice_bears_the_cup"}
    good = way.invoice(grant)
    way.expense(tranche, good, cents=1_000_00)
    with pytest.raises(Refused) as beyond:
        way.expense(way.tranche(grant, 3), good, cents=324_01)
    assert codes(beyond) == {"no_more_than_the_invoice_over_all_grants"}


@pytest.mark.slow
def test_a_tranche_against_costs_waits_for_the_start_and_for_its_invoices(world: World) -> None:
    way = GrantPath(world)
    grant = way.sign()
    with pytest.raises(Refused) as early:
        way.ask(way.tranche(grant, 2), on=SPENT)
    assert codes(early) == {"the_grant_can_be_paid", "costs_are_presented"}


@pytest.mark.slow
def test_an_officer_cannot_authorise_alone_what_was_approved(world: World) -> None:
    way = GrantPath(world)
    grant = way.sign()
    way.guarantee(grant, 8_000_00)
    tranche = way.ask(way.tranche(grant, 1), cents=8_000_00)
    perform(tranche.take, by=world.anna, on=ADVANCED)
    tranche = way.approve(tranche)
    with pytest.raises(Refused):
        perform(fresh(tranche).authorise, by=world.anna, on=ADVANCED)
    with pytest.raises(Refused) as unsigned:
        perform(fresh(tranche).clear, by=world.giulia, on=ADVANCED)
    assert codes(unsigned) == {"wrong_state"}


@pytest.mark.slow
def test_samir_reads_his_reader_nowhere_before_all_have_signed(world: World) -> None:
    way = GrantPath(world)
    way.publish()
    grant = way.admit()
    way.read(grant, "ada")
    way.sheet(grant, "ugo")
    seen = ScoreSheet.objects.visible_to(world.ugo, on=SCORED).filter(grant=grant)
    assert [sheet.reader for sheet in seen] == [f"people.user:{world.ugo.pk}"]
