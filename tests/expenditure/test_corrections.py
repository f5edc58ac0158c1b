"""Money that was claimed leaves its statement by a row below zero in a later one (E18 to E25)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from accounting import check_books
from accounting.models import Movement
from audit.trail import Draft, record
from documents.issuing import Order, issue
from expenditure.exports import booked_cents, transmission
from expenditure.models import Claim, Correction, Item, Snapshot
from expenditure.states import CorrectionState as S
from lifecycle.engine import begin, obstacles, obstacles_to_begin, perform
from lifecycle.errors import Refused
from lifecycle.proposals import approve, propose
from lifecycle.registries import claimed_money, open_matters
from people.actors import system_actor
from tests.expenditure.spending import PERIOD, TODAY, Spending
from tests.expenditure.test_database import inserted
from tests.expenditure.test_steps import fresh, stages

LATER = date(2026, 12, 20)
NEXT = {"period_start": date(2026, 11, 16), "period_end": date(2026, 12, 15)}


def found(spending: Spending, item: Item, cents: int = 250_00, **more: Any) -> Correction:
    """Have rita, of the control, note a finding."""
    values: dict[str, Any] = {
        "item": item, "cents": cents, "source": "first_level", "error": "4.9", "act": "CTR 7/2026",
    }  # fmt: skip
    done: Correction = begin(Correction, by=spending.world.rita, on=TODAY, **(values | more))
    return done


def corrected(spending: Spending, item: Item, cents: int = 250_00) -> Correction:
    """Have vera, her head, confirm it."""
    row: Correction = perform(
        found(spending, item, cents).confirm, by=spending.world.vera, on=TODAY
    )
    return row


def again(row: Correction) -> Correction:
    return Correction.objects.as_system().get(pk=row.pk)


def next_claim(spending: Spending) -> Claim:
    return spending.claim(**NEXT)


def carried(spending: Spending, claim: Claim) -> Claim:
    """Precheck, sign and transmit a claim when its period is over."""
    for command, who in (("precheck", "giulia"), ("sign", "bruno"), ("transmit", "giulia")):
        claim = perform(getattr(claim, command), by=spending.world.users[who], on=LATER)
    return claim


def deducted(spending: Spending, item: Item, cents: int = 250_00) -> tuple[Correction, Claim]:
    """Deduct a correction in the next claim, and transmit that."""
    row = corrected(spending, item, cents)
    claim = next_claim(spending)
    perform(row.deduct, by=spending.world.giulia, on=TODAY, claim=claim.pk)
    claim = carried(spending, claim)
    return again(row), claim


def transmitted(spending: Spending, cents: int = 250_00) -> Item:
    item = spending.ready(cents)
    spending.transmitted(item)
    row: Item = Item.objects.as_system().get(pk=item.pk)
    return row


def test_what_was_transmitted_leaves_by_a_row_below_zero_in_the_next_claim(
    spending: Spending,
) -> None:
    item = transmitted(spending)
    row, claim = deducted(spending, item)
    assert (row.state, row.row_number, row.withdrawn_in_id) == (S.WITHDRAWN, 1, claim.pk)
    assert claim.declared_cents == -250_00
    assert stages(item) == (250_00, 0)
    assert fresh(item).state == "declared"
    [cells] = Snapshot.objects.as_system().get(claim=claim).rows
    assert cells[1] == f"{item.reference}/R1"


def test_the_rest_of_the_item_stays_where_it_was(spending: Spending) -> None:
    item = transmitted(spending)
    deducted(spending, item, 100_00)
    assert stages(item) == (100_00, 150_00)


def test_the_statement_of_the_next_claim_agrees_with_the_journal(spending: Spending) -> None:
    item = transmitted(spending)
    row, more = corrected(spending, item, 100_00), spending.ready(80_00)
    claim = next_claim(spending)
    perform(row.deduct, by=spending.world.giulia, on=TODAY, claim=claim.pk)
    spending.include(claim, more)
    claim = carried(spending, claim)
    assert claim.declared_cents == booked_cents(transmission(claim)) == -20_00
    codes = Movement.objects.filter(entry__event_stream=claim.label)
    assert set(codes.values_list("entry__posting", "cents")) == {("CLM", 80_00), ("UCLM", 100_00)}
    issue(Order("statement", "json", {"claim": claim.reference}, by=system_actor()))
    assert list(check_books.findings()) == []


def test_money_is_taken_back_when_it_has_left_its_statement_and_not_before(
    spending: Spending,
) -> None:
    item = transmitted(spending)
    part = item.part_label
    assert "the control corrects it first" in claimed_money.about(part, 250_00)[0]
    assert claimed_money.about(part, 250_00, confirmed=True) != []
    row = corrected(spending, item)
    assert claimed_money.about(part, 250_00, confirmed=True) == []
    assert "has to be deducted" in claimed_money.about(part, 250_00)[0]
    claim = next_claim(spending)
    perform(row.deduct, by=spending.world.giulia, on=TODAY, claim=claim.pk)
    assert claimed_money.about(part, 250_00) != []
    carried(spending, claim)
    assert claimed_money.about(part, 250_00) == []


def test_a_correction_of_a_part_frees_that_part(spending: Spending) -> None:
    item = transmitted(spending)
    deducted(spending, item, 100_00)
    assert claimed_money.about(item.part_label, 100_00) == []
    assert claimed_money.about(item.part_label, 100_01) != []


def test_an_unfinished_correction_is_an_open_matter_of_its_case(spending: Spending) -> None:
    item = transmitted(spending)
    row = found(spending, item)
    assert any(row.reference in each for each in open_matters.about(item.case_label))
    perform(row.drop, by=spending.world.vera, on=TODAY, reason="in_order")
    assert open_matters.about(item.case_label) == []


def test_what_is_not_transmitted_is_not_corrected(spending: Spending) -> None:
    for item in (spending.ready(), spending.include(spending.claim(), spending.ready())[0]):
        with pytest.raises(Refused) as refused:
            found(spending, item)
        assert refused.value.obstacles[0].code == "the_item_was_transmitted"


def test_no_more_is_corrected_than_the_item_declares(spending: Spending) -> None:
    item = transmitted(spending)
    found(spending, item, 200_00)
    with pytest.raises(Refused, match="50,00"):
        found(spending, item, 50_01)
    found(spending, item, 50_00)


def smuggled(item: Item, **more: Any) -> Correction:
    """Give a correction the event that it would need, as somebody past the engine could."""
    values: dict[str, Any] = {
        "item": item, "number": 9, "cents": 1, "source": "olaf", "error": "4.9", "act": "x",
        "found_by": "people.user:x", "found_on": TODAY,
    }  # fmt: skip
    row = Correction(**(values | more))
    draft = Draft(
        actor="people.user:x", role="controller", action="find", subject=row.label, target="found"
    )
    head = Item._base_manager.get(pk=item.pk)
    with transaction.atomic():
        row.last_seq = record(draft, head=head).seq
        told = {"trail_seq": head.trail_seq, "trail_head": head.trail_head}
        Item._base_manager.filter(pk=item.pk).update(**told)
    return row


def test_the_database_refuses_a_correction_above_its_item(spending: Spending) -> None:
    item = transmitted(spending)
    found(spending, item, 200_00)
    assert inserted(smuggled(item, cents=50_01)) == "expenditure_correction_above_item"
    smuggled(item, cents=50_00).save(force_insert=True)


def test_the_database_refuses_a_correction_of_what_was_not_transmitted(
    spending: Spending,
) -> None:
    row = smuggled(spending.ready())
    assert inserted(row) == "expenditure_correction_of_transmitted"


def test_who_found_it_does_not_confirm_it(spending: Spending) -> None:
    row = found(spending, transmitted(spending))
    assert obstacles(row.confirm, by=spending.world.rita, on=TODAY)[0].forbidden
    with pytest.raises(DatabaseError), transaction.atomic():
        Correction._base_manager.filter(pk=row.pk).update(confirmed_by=row.found_by)


def test_finance_notes_no_finding_and_the_control_deducts_nothing(spending: Spending) -> None:
    item = transmitted(spending)
    row = Correction(item=item, cents=1, source="judge", error="4.9", act="x")
    told = obstacles_to_begin(row, by=spending.world.giulia, on=TODAY)
    assert told[0].forbidden
    done = corrected(spending, item)
    assert obstacles(done.deduct, by=spending.world.rita, on=TODAY, claim="")[0].forbidden


def test_a_claim_of_which_an_item_was_corrected_is_not_withdrawn(spending: Spending) -> None:
    item = transmitted(spending)
    found(spending, item)
    assert item.claim is not None
    claim = Claim.objects.as_system().get(pk=item.claim.pk)
    told = obstacles(claim.withdraw, by=spending.world.giulia, on=TODAY)
    assert [each.code for each in told] == ["none_of_it_is_corrected"]


def test_a_deduction_falls_back_when_its_claim_is_withdrawn(spending: Spending) -> None:
    item = transmitted(spending)
    row, claim = deducted(spending, item)
    approve(
        propose(claim.withdraw, by=spending.world.giulia, on=LATER),
        by=spending.world.bruno, on=LATER,
    )  # fmt: skip
    assert (again(row).state, again(row).claim_id) == (S.CORRECTED, None)
    assert stages(item) == (0, 250_00)


def test_a_claim_stands_once_what_it_deducted_was_recovered(spending: Spending) -> None:
    item = transmitted(spending)
    _row, claim = deducted(spending, item)
    spending.take_from_books(item)
    told = obstacles(claim.withdraw, by=spending.world.giulia, on=LATER)
    assert [each.code for each in told] == ["what_it_deducted_is_there"]


def test_a_cancelled_claim_lets_its_deductions_go(spending: Spending) -> None:
    row = corrected(spending, transmitted(spending))
    claim = next_claim(spending)
    perform(row.deduct, by=spending.world.giulia, on=TODAY, claim=claim.pk)
    perform(claim.cancel, by=spending.world.giulia, on=TODAY)
    assert again(row).state == S.CORRECTED


def test_finance_takes_a_deduction_out_of_a_draft_and_not_of_a_transmitted_claim(
    spending: Spending,
) -> None:
    row = corrected(spending, transmitted(spending))
    claim = next_claim(spending)
    row = perform(row.deduct, by=spending.world.giulia, on=TODAY, claim=claim.pk)
    row = perform(row.take_out, by=spending.world.giulia, on=TODAY)
    row = perform(row.deduct, by=spending.world.giulia, on=TODAY, claim=claim.pk)
    carried(spending, Claim.objects.as_system().get(pk=claim.pk))
    told = obstacles(again(row).take_out, by=spending.world.giulia, on=LATER)
    assert [each.code for each in told] == ["the_claim_lets_it_go"]


def test_a_finding_that_is_overturned_gives_the_item_back(spending: Spending) -> None:
    item = transmitted(spending)
    row, _claim = deducted(spending, item)
    approve(
        propose(row.reinstate, by=spending.world.marco, on=LATER, reason="appeal"),
        by=spending.world.vera, on=LATER,
    )  # fmt: skip
    third = spending.claim(period_start=date(2026, 12, 16), period_end=date(2026, 12, 18))
    perform(again(row).claim_again, by=spending.world.giulia, on=LATER, claim=third.pk)
    third = carried(spending, third)
    assert (again(row).state, third.declared_cents) == (S.RESTORED, 250_00)
    assert stages(item) == (0, 250_00)
    assert claimed_money.about(item.part_label, 250_00) != []


def test_a_correction_of_another_partner_or_fund_enters_no_claim_of_ours(
    spending: Spending,
) -> None:
    row = corrected(spending, transmitted(spending))
    world = spending.world
    other = begin(
        Claim, by=world.giulia, on=TODAY, operation=world.operation, partner=world.sicilia,
        fund=world.esf, period_start=PERIOD[0], period_end=PERIOD[1],
    )  # fmt: skip
    with pytest.raises(Refused, match="another operation, partner or fund"):
        perform(row.deduct, by=world.giulia, on=TODAY, claim=other.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        Correction._base_manager.filter(pk=row.pk).update(claim=other)
