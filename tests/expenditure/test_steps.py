"""Items and claims, carried from a payment to a transmitted claim and back."""

import pytest

from accounting.models import Entry, Movement, PartBalance
from audit.models import Event
from documents.models import DocumentRequest
from expenditure.harvest import enter, harvest
from expenditure.models import Claim, Item, Snapshot
from expenditure.states import ClaimState, ItemState
from lifecycle.engine import obstacles, perform
from lifecycle.errors import Refused
from lifecycle.proposals import approve, propose
from people.actors import system_actor
from tests.expenditure.spending import HARVESTED, PAID, TODAY, Spending


def fresh(row: Item | Claim) -> Item | Claim:
    return type(row).objects.as_system().get(pk=row.pk)


def stages(item: Item) -> tuple[int, int]:
    """Return what the part of an item has paid and claimed, in cents."""
    balance = PartBalance.objects.get(part=item.part_label)
    return balance.f5, balance.f6


def test_the_harvest_makes_one_item_of_each_payment_and_is_idempotent(spending: Spending) -> None:
    paid = [spending.paid(), spending.paid()]
    spending.cleared()
    items = harvest(on=HARVESTED)
    assert {item.payable_id for item in items} == {payable.pk for payable in paid}
    assert {item.state for item in items} == {ItemState.DRAFT}
    assert harvest(on=HARVESTED) == []


def test_an_item_knows_of_its_payment_what_bank_and_journal_say(spending: Spending) -> None:
    item = spending.entered()
    assert (item.paid_on, item.value_on, item.booked_on) == (PAID, PAID, PAID)
    assert item.bank_reference.startswith("CRO")
    assert item.reference.startswith("VSP-2026-")
    assert item.cup == spending.world.operation.cup


def test_a_cancelled_item_is_not_harvested_again_but_can_be_entered(spending: Spending) -> None:
    item = spending.entered()
    perform(item.cancel, by=spending.world.giulia, on=HARVESTED, reason="declared_elsewhere")
    assert harvest(on=HARVESTED) == []
    again = enter(item.payable, by=spending.world.giulia, on=HARVESTED)
    assert again.state == ItemState.DRAFT


def test_giulia_does_not_complete_what_she_entered_by_hand(spending: Spending) -> None:
    item = enter(spending.paid(), by=spending.world.giulia, on=HARVESTED)
    found = obstacles(item.complete, by=spending.world.giulia, on=HARVESTED)
    assert [obstacle.code for obstacle in found] == ["same_officer"]


def test_a_ready_item_can_be_reopened_and_corrected(spending: Spending) -> None:
    item = perform(spending.ready().reopen, by=spending.world.giulia, on=TODAY)
    assert item.state == ItemState.DRAFT
    assert item.completed_on is None


@pytest.mark.slow
def test_transmitting_claims_every_row_in_the_books(spending: Spending) -> None:
    items = [spending.ready(250_00), spending.ready(130_50)]
    claim = spending.transmitted(*items)
    assert claim.state == ClaimState.SUBMITTED
    assert claim.declared_cents == 380_50
    assert [stages(item) for item in items] == [(0, 250_00), (0, 130_50)]
    clm = Movement.objects.filter(entry__event_stream=claim.label, entry__posting="CLM")
    assert sum(clm.values_list("cents", flat=True)) == 380_50


@pytest.mark.slow
def test_a_transmitted_row_keeps_its_number_and_its_first_claim(spending: Spending) -> None:
    items = [spending.ready(), spending.ready()]
    claim = spending.transmitted(*items)
    rows = [fresh(item) for item in items]
    assert sorted(row.row_number for row in rows) == [1, 2]
    assert {row.origin_id for row in rows} == {claim.pk}
    events = Event.objects.filter(stream=items[0].label, action="declare")
    assert events.count() == 1


def test_transmitting_asks_for_papers_and_freezes_the_rows(spending: Spending) -> None:
    claim = spending.transmitted(spending.ready())
    asked = DocumentRequest.objects.as_system().filter(subject=claim.label)
    assert sorted(request.paper for request in asked) == ["claim", "claim_transmitted"]
    snapshot = Snapshot.objects.as_system().get(claim=claim)
    assert snapshot.rows_hash == claim.rows_hash
    assert len(snapshot.rows) == 1
    assert snapshot.manifest[0][2] == "receipt"


@pytest.mark.slow
def test_a_withdrawn_claim_gives_its_items_back_and_keeps_where_they_were(
    spending: Spending,
) -> None:
    item = spending.ready()
    claim = spending.transmitted(item)
    proposal = propose(claim.withdraw, by=spending.world.giulia, on=TODAY)
    approve(proposal, by=spending.world.bruno, on=TODAY)
    assert fresh(claim).state == ClaimState.WITHDRAWN
    back = fresh(item)
    assert (back.state, back.claim_id, back.row_number) == (ItemState.READY, None, None)
    assert back.origin_id == claim.pk
    assert stages(item) == (250_00, 0)


@pytest.mark.slow
def test_what_was_withdrawn_can_be_claimed_again_for_the_same_period(spending: Spending) -> None:
    item = spending.ready()
    claim = spending.transmitted(item)
    approve(
        propose(claim.withdraw, by=spending.world.giulia, on=TODAY),
        by=spending.world.bruno,
        on=TODAY,
    )
    again = spending.transmitted(fresh(item))
    assert fresh(item).origin_id == claim.pk
    assert again.declared_cents == 250_00


def test_a_cancelled_claim_lets_its_items_go(spending: Spending) -> None:
    item = spending.ready()
    claim = spending.claim()
    spending.include(claim, item)
    perform(claim.cancel, by=spending.world.giulia, on=TODAY)
    assert fresh(item).state == ItemState.READY


def test_an_edit_voids_the_precheck(spending: Spending) -> None:
    claim = perform(spending.prechecked(spending.ready()).edit, by=spending.world.giulia, on=TODAY)
    assert (claim.state, claim.rows_hash, claim.prechecked_by) == (ClaimState.DRAFT, "", "")


def test_a_signature_can_be_taken_back_before_transmission(spending: Spending) -> None:
    claim = perform(spending.signed(spending.ready()).unsign, by=spending.world.bruno, on=TODAY)
    assert (claim.state, claim.signed_by) == (ClaimState.DRAFT, "")


def test_bruno_who_signed_does_not_transmit(spending: Spending) -> None:
    claim = spending.signed(spending.ready())
    found = obstacles(claim.transmit, by=spending.world.bruno, on=TODAY)
    assert [obstacle.code for obstacle in found] == ["same_officer"]


def test_giulia_cannot_sign_what_she_prepared(spending: Spending) -> None:
    claim = spending.prechecked(spending.ready())
    with pytest.raises(Refused) as refused:
        perform(claim.sign, by=spending.world.giulia, on=TODAY)
    assert refused.value.forbidden


def test_an_item_taken_out_after_the_precheck_is_seen_at_the_signature(spending: Spending) -> None:
    items = [spending.ready(), spending.ready()]
    claim = spending.prechecked(*items)
    perform(fresh(items[0]).exclude, by=spending.world.giulia, on=TODAY)
    found = obstacles(claim.sign, by=spending.world.bruno, on=TODAY)
    assert [obstacle.code for obstacle in found] == ["rows_as_prechecked"]


def test_a_nil_claim_is_transmitted_without_rows(spending: Spending) -> None:
    claim = spending.transmitted(claim=spending.claim(kind="nil"))
    assert (claim.state, claim.row_count, claim.declared_cents) == (ClaimState.SUBMITTED, 0, 0)


def test_nothing_is_half_done_when_the_books_refuse(spending: Spending) -> None:
    item = spending.ready()
    claim = spending.signed(item)
    spending.take_from_books(item)
    with pytest.raises(Refused):
        perform(claim.transmit, by=spending.world.giulia, on=TODAY)
    assert fresh(claim).state == ClaimState.SIGNED
    assert not Snapshot.objects.as_system().filter(claim=claim).exists()
    assert not Entry.objects.filter(event_stream=claim.label).exists()
    assert not Event.objects.filter(stream=claim.label, action="transmit").exists()


def test_the_system_enters_and_declares_but_does_not_complete(spending: Spending) -> None:
    found = obstacles(spending.entered().complete, by=system_actor(), on=TODAY)
    assert [obstacle.code for obstacle in found] == ["wrong_person"]
