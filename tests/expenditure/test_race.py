"""People at one claim in the same instant: what is claimed is claimed once, and whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError

from accounting.models import Movement, PartBalance
from audit.triggers import refused_by
from expenditure.harvest import harvest
from expenditure.models import Claim, Item
from expenditure.states import ClaimState, ItemState
from lifecycle.engine import perform
from lifecycle.errors import Refused
from lifecycle.proposals import approve, propose
from tests.expenditure.spending import HARVESTED, TODAY, Spending
from tests.treasury.race import run

RACES = 6


def attempt(*steps: Callable[[], Any]) -> Callable[[], bool]:
    """Return an attempt at several steps that says whether all of them happened."""

    def tried() -> bool:
        try:
            for each in steps:
                each()
        except Refused:
            return False
        except IntegrityError as error:
            if not (refused_by(error) or "").startswith("expenditure_"):
                raise
            return False
        return True

    return tried


def again(row: Any) -> Any:
    return type(row).objects.as_system().get(pk=row.pk)


def whole(claim: Claim, items: list[Item]) -> None:
    """Check that books, claim and items tell the same story, whoever was first."""
    claim = again(claim)
    inside = [item for item in map(again, items) if item.claim_id == claim.pk]
    moved = Movement.objects.filter(entry__event_stream=claim.label, entry__posting="CLM")
    if claim.state == ClaimState.SUBMITTED:
        assert sum(moved.values_list("cents", flat=True)) == claim.declared_cents
        assert sum(item.declared_cents for item in inside) == claim.declared_cents
        assert sorted(item.row_number for item in inside) == list(range(1, len(inside) + 1))
    else:
        assert not moved.exists()
    for item in items:
        claimed = PartBalance.objects.get(part=item.part_label).f6
        stands = claim.state == ClaimState.SUBMITTED and again(item).claim_id == claim.pk
        assert claimed == (item.declared_cents if stands else 0)


@pytest.mark.slow
def test_a_claim_is_transmitted_once(committed: Spending) -> None:
    item = committed.ready()
    claim = committed.signed(item)
    people = (committed.world.giulia, committed.world.paolo)
    found = run(
        [tuple(attempt(lambda by=by: perform(claim.transmit, by=by, on=TODAY)) for by in people)]
    )
    assert (found.doubled, found.none) == (0, 0)
    whole(claim, [item])


@pytest.mark.slow
def test_an_item_leaves_before_the_transmission_or_not_at_all(committed: Spending) -> None:
    world = committed.world
    for _number in range(RACES):
        items = [committed.ready(), committed.ready()]
        claim = committed.prechecked(*items)

        def transmit(claim: Claim = claim) -> None:
            perform(
                perform(claim.sign, by=world.bruno, on=TODAY).transmit, by=world.giulia, on=TODAY
            )

        leaving = again(items[0])
        run(
            [
                (
                    attempt(transmit),
                    attempt(lambda row=leaving: perform(row.exclude, by=world.giulia, on=TODAY)),
                )
            ]
        )
        whole(claim, items)
        clear_away(committed, claim)


@pytest.mark.slow
def test_an_item_enters_before_the_precheck_or_not_at_all(committed: Spending) -> None:
    world = committed.world
    for _number in range(RACES):
        items = [committed.ready(), committed.ready()]
        claim = committed.claim()
        committed.include(claim, items[0])

        def check(claim: Claim = claim) -> None:
            perform(claim.precheck, by=world.giulia, on=TODAY)

        def enter(claim: Claim = claim, item: Item = items[1]) -> None:
            perform(item.include, by=world.giulia, on=TODAY, claim=claim.pk)

        run([(attempt(check), attempt(enter))])
        inside = Item.objects.as_system().filter(claim=claim)
        assert again(claim).state == ClaimState.PRECHECKED
        signed = attempt(lambda claim=claim: perform(claim.sign, by=world.bruno, on=TODAY))()
        assert signed == (again(claim).row_count == inside.count())
        clear_away(committed, claim)


@pytest.mark.slow
def test_two_harvests_make_one_item_of_each_payment(committed: Spending) -> None:
    paid = [committed.paid() for _number in range(RACES)]
    run([(attempt(lambda: harvest(on=HARVESTED)), attempt(lambda: harvest(on=HARVESTED)))])
    items = Item.objects.as_system().filter(payable__in=paid)
    assert items.count() == RACES
    assert {item.state for item in items} == {ItemState.DRAFT}


def clear_away(spending: Spending, claim: Claim) -> None:
    """Bring the claim to where the next one of the same period can be opened."""
    world, claim = spending.world, again(claim)
    if claim.state == ClaimState.SIGNED:
        claim = perform(claim.unsign, by=world.bruno, on=TODAY)
    if claim.state == ClaimState.PRECHECKED:
        claim = perform(claim.edit, by=world.giulia, on=TODAY)
    if claim.state == ClaimState.DRAFT:
        perform(claim.cancel, by=world.giulia, on=TODAY)
    if claim.state == ClaimState.SUBMITTED:
        approve(propose(claim.withdraw, by=world.giulia, on=TODAY), by=world.bruno, on=TODAY)
