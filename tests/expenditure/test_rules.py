"""Each rule, and each guard, closes its step alone, with a sentence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from djmoney.money import Money

from accounting.models import Payable
from audit.labels import label
from documents.models import Evidence
from expenditure.entering import fields_of
from expenditure.harvest import enter, harvest
from expenditure.matters import about
from expenditure.models import Claim, Item
from expenditure.rules import RULES
from expenditure.states import ClaimState
from lifecycle.cases import Tracked
from lifecycle.engine import begin, obstacles, perform
from lifecycle.errors import Refused
from lifecycle.guards import Obstacle
from people.actors import system_actor
from programme.models import Operation, OperationPartner, UnitCost
from tests.expenditure.spending import DOCUMENT, HARVESTED, PAID, PERIOD, TODAY, Spending


def told(subject: Tracked, command: str, by: Any, **facts: Any) -> list[Obstacle]:
    return obstacles(getattr(subject, command), by=by, on=TODAY, **facts)


def only(found: list[Obstacle], code: str) -> str:
    """Return the one sentence under the code; no other guard may have spoken."""
    assert [obstacle.code for obstacle in found] == [code]
    return found[0].sentence


def again(item: Item) -> Item:
    """Read an item again."""
    found: Item = Item.objects.as_system().get(pk=item.pk)
    return found


def completing(spending: Spending, item: Item, **facts: Any) -> list[Obstacle]:
    return told(item, "complete", spending.world.giulia, **facts)


def test_a_complete_item_meets_no_objection(spending: Spending) -> None:
    assert completing(spending, spending.entered()) == []


def test_without_any_document_nothing_is_complete(spending: Spending) -> None:
    item = spending.entered(papers=[])
    found = completing(spending, item, document_ref="R-1", document_on=DOCUMENT)
    assert "attach it" in only(found, "evidence_present")


def test_a_document_that_was_erased_proves_nothing(spending: Spending) -> None:
    paper = spending.paper("to be erased")
    item = spending.entered(papers=[paper])
    Evidence.objects.as_system().filter(pk=paper.pk).update(erased_on=TODAY, sha256="")
    assert "erased" in only(completing(spending, item), "evidence_present")


def test_the_document_needs_a_reference(spending: Spending) -> None:
    item = spending.entered()
    item.document_ref = ""
    assert "reference" in only(completing(spending, item), "document_identified")


def test_a_real_cost_paid_before_eligibility_is_refused(spending: Spending) -> None:
    item = spending.entered()
    Operation.objects.filter(pk=item.operation_id).update(eligible_from=date(2026, 11, 1))
    item = again(item)
    sentence = only(completing(spending, item), "date_inside_eligibility")
    assert "31/10/2026 is outside eligibility" in sentence


def test_units_delivered_before_eligibility_are_refused(spending: Spending) -> None:
    item = spending.entered(**units(spending))
    Operation.objects.filter(pk=item.operation_id).update(eligible_from=date(2026, 10, 2))
    item = again(item)
    assert "01/10/2026" in only(completing(spending, item), "date_inside_eligibility")


def test_a_payment_without_the_banks_reference_is_not_proven(spending: Spending) -> None:
    item = spending.entered(proof={"bank_reference": ""})
    assert "not proven" in only(completing(spending, item), "payment_proof")


def test_a_payment_that_nobody_proves_is_not_proven(spending: Spending) -> None:
    item = spending.entered()
    spending.proofs.clear()
    assert "not proven" in only(completing(spending, item), "payment_proof")


def test_a_returned_payment_is_no_expenditure(spending: Spending) -> None:
    item = spending.entered()
    Payable.objects.filter(pk=item.payable_id).update(returned=True)
    item = again(item)
    assert "returned" in only(completing(spending, item), "payment_proof")


def test_what_was_withheld_has_to_be_paid_over(spending: Spending) -> None:
    item = spending.entered(250_00, withheld=50_00)
    assert "50,00 €" in only(completing(spending, item), "withholding_paid")


def test_nothing_is_paid_before_its_document(spending: Spending) -> None:
    item = spending.entered()
    found = completing(spending, item, document_on=date(2026, 11, 6))
    assert "05/11/2026" in only(found, "paid_after_document")


def test_a_payment_in_cash_leaves_no_trace(spending: Spending) -> None:
    item = spending.entered(proof={"method": "cash"})
    assert "not traceable" in only(completing(spending, item), "traceable_method")


def test_another_cup_on_the_document_is_refused(spending: Spending) -> None:
    found = completing(spending, spending.entered(), cup="X00X00000000000")
    assert spending.world.operation.cup in only(found, "cup_present")


def test_an_operation_without_cup_states_nothing(spending: Spending) -> None:
    item = spending.entered()
    Operation.objects.filter(pk=item.operation_id).update(cup="")
    item = again(item)
    assert "no CUP" in only(completing(spending, item), "cup_present")


def test_the_shares_of_a_document_do_not_pass_its_amount(spending: Spending) -> None:
    paper = spending.paper("shared", amount_cents=400_00)
    spending.entered(250_00, papers=[paper])
    other = spending.entered(250_00, papers=[paper])
    assert "500,00 €" in only(completing(spending, other), "shares_within_document")
    assert completing(spending, other, share_cents=150_00, declared_cents=150_00) == []


def test_no_more_is_declared_than_was_cleared(spending: Spending) -> None:
    item = spending.entered(250_00)
    more = {"document_cents": 900_00, "share_cents": 900_00, "declared_cents": 250_01}
    assert "250,01 €" in only(completing(spending, item, **more), "declared_within_paid")


def units(spending: Spending, amount: int = 500, quantity: str = "1") -> dict[str, Any]:
    """Return what makes a payable one of units at a price fixed by an act."""
    price = UnitCost.objects.create(
        code=f"UCS-{amount}",
        description="Month of internship (invented)",
        unit="month",
        amount=Money(Decimal(amount), "EUR"),
        valid_from=date(2026, 1, 1),
        legal_act="Invented act 9/2026",
    )
    return {
        "cents": amount * 100,
        "cost_option": "unit",
        "unit_cost_id": price.pk,
        "quantity": Decimal(quantity),
        "unit": "month",
    }


def test_units_at_their_price_are_complete(spending: Spending) -> None:
    assert completing(spending, spending.entered(**units(spending))) == []


@pytest.mark.slow
def test_a_unit_cost_without_price_is_refused(spending: Spending) -> None:
    item = spending.entered(**(units(spending) | {"unit_cost_id": None}))
    assert "price" in only(completing(spending, item), "units_within_recognised")


def test_no_more_units_than_recognised(spending: Spending) -> None:
    item = spending.entered(**units(spending))
    item.quantity = Decimal(2)
    sentence = only(completing(spending, item), "units_within_recognised")
    assert "2 units are declared; 1 were recognised" in sentence


def test_no_more_than_the_units_are_worth(spending: Spending) -> None:
    item = spending.entered(**(units(spending) | {"cents": 600_00}))
    assert "at their price" in only(
        completing(spending, item, declared_cents=600_00), "units_within_recognised"
    )


def test_the_same_part_is_not_declared_twice(spending: Spending) -> None:
    first = spending.ready()
    spending.include(spending.claim(), first)
    item = spending.entered()
    item.part_label = first.part_label
    sentence = only(completing(spending, item), "claimed_once")
    assert sentence == f"This was declared already, as {first.reference}."


def test_the_same_file_does_not_prove_two_expenditures(spending: Spending) -> None:
    first = spending.entered(papers=[spending.paper("the same")])
    second = spending.entered(papers=[spending.paper("the same")])
    assert first.reference in only(completing(spending, second), "same_file_elsewhere")


def test_the_same_file_at_another_office_names_the_office_only(spending: Spending) -> None:
    there = spending.world.sicilia
    first = spending.entered(papers=[spending.paper("the same", partner=there)], partner=there)
    second = spending.entered(papers=[spending.paper("the same")])
    sentence = only(completing(spending, second), "same_file_elsewhere")
    assert there.name in sentence
    assert first.reference not in sentence


def test_every_rule_has_its_own_test() -> None:
    source = Path(__file__).read_text()
    assert [rule.code for rule in RULES if f'"{rule.code}"' not in source] == []


def test_an_item_is_entered_of_what_was_paid_only(spending: Spending) -> None:
    with pytest.raises(Refused) as refused:
        enter(spending.cleared(), by=system_actor(), on=HARVESTED)
    only(refused.value.obstacles, "the_payable_is_paid")


def test_an_item_says_of_its_payment_what_it_is(spending: Spending) -> None:
    fields = fields_of(spending.paid()) | {"partner": spending.world.sicilia}
    with pytest.raises(Refused) as refused:
        begin(Item, by=system_actor(), on=HARVESTED, **fields)
    only(refused.value.obstacles, "the_payable_is_of_the_case")


def including(spending: Spending, item: Item, claim: Claim) -> list[Obstacle]:
    return told(item, "include", spending.world.giulia, claim=claim.pk)


def test_an_item_goes_into_a_claim_that_exists(spending: Spending) -> None:
    found = told(spending.ready(), "include", spending.world.giulia, claim="01" * 13)
    only(found, "the_claim_is_there")


@pytest.mark.slow
def test_an_item_goes_into_a_claim_in_preparation(spending: Spending) -> None:
    claim = spending.prechecked(spending.ready())
    assert "Prechecked" in only(including(spending, spending.ready(), claim), "the_claim_takes_it")


def test_an_item_of_another_fund_is_not_taken(spending: Spending) -> None:
    claim = spending.claim(fund=spending.world.fami)
    only(including(spending, spending.ready(), claim), "the_claim_takes_it")


def test_a_nil_claim_takes_nothing(spending: Spending) -> None:
    only(including(spending, spending.ready(), spending.claim(kind="nil")), "the_claim_takes_it")


def test_a_payment_after_the_period_waits_for_the_next_claim(spending: Spending) -> None:
    item = spending.ready(on=date(2026, 11, 16))
    sentence = only(including(spending, item, spending.claim()), "booked_within_the_period")
    assert "16/11/2026" in sentence


def test_the_books_must_have_what_is_declared(spending: Spending) -> None:
    item = spending.ready()
    spending.take_from_books(item)
    only(including(spending, item, spending.claim()), "still_paid_in_the_books")


def test_an_item_of_a_signed_claim_stays(spending: Spending) -> None:
    item = spending.ready()
    spending.signed(item)
    item = Item.objects.as_system().get(pk=item.pk)
    only(told(item, "exclude", spending.world.giulia), "the_claim_lets_it_go")


def opening(spending: Spending, **fields: Any) -> list[Obstacle]:
    with pytest.raises(Refused) as refused:
        spending.claim(**fields)
    return refused.value.obstacles


def test_one_claim_is_prepared_at_a_time(spending: Spending) -> None:
    spending.claim()
    found = opening(spending, period_start=date(2026, 11, 16), period_end=date(2026, 11, 30))
    only(found, "no_other_open_claim")


def test_claims_follow_one_another_without_gap(spending: Spending) -> None:
    spending.transmitted(spending.ready())
    gap = {"period_start": date(2026, 11, 20), "period_end": date(2026, 12, 31)}
    assert "15/11/2026" in only(opening(spending, **gap), "the_period_is_contiguous")
    assert spending.claim(**(gap | {"period_start": date(2026, 11, 16)})).state == "draft"


def test_after_the_final_claim_only_supplementary_ones_follow(spending: Spending) -> None:
    spending.transmitted(spending.ready(), claim=spending.claim(kind="final"))
    later = {"period_start": date(2026, 11, 16), "period_end": date(2026, 12, 31)}
    assert "final" in only(opening(spending, **later), "the_period_is_contiguous")
    assert spending.claim(kind="supplementary").state == ClaimState.DRAFT


def test_a_supplementary_claim_is_about_a_claimed_period(spending: Spending) -> None:
    only(opening(spending, kind="supplementary"), "the_period_is_contiguous")


def test_a_claim_begins_inside_eligibility(spending: Spending) -> None:
    found = opening(spending, period_start=date(2020, 1, 1))
    only(found, "the_period_is_possible")


def test_only_a_partner_of_the_operation_claims(spending: Spending) -> None:
    OperationPartner.objects.filter(partner=spending.world.puglia).delete()
    only(opening(spending), "the_partner_takes_part")


def test_an_empty_claim_is_a_nil_claim(spending: Spending) -> None:
    only(told(spending.claim(), "precheck", spending.world.giulia), "something_is_declared")


def test_the_precheck_asks_every_rule_of_every_item(spending: Spending) -> None:
    item, claim = spending.ready(), spending.claim()
    spending.include(claim, item)
    spending.proofs.clear()
    sentence = only(told(claim, "precheck", spending.world.giulia), "payment_proof")
    assert sentence.startswith(f"{item.reference}: ")


def test_whoever_opened_a_claim_does_not_sign_it(spending: Spending) -> None:
    claim = spending.prechecked(spending.ready())
    claim.opened_by = label(spending.world.bruno)
    only(told(claim, "sign", spending.world.bruno), "signed_by_another")


def test_a_claim_is_transmitted_when_its_period_is_over(spending: Spending) -> None:
    claim = spending.claim(period_end=date(2026, 11, 19))
    signed = spending.signed(spending.ready(), claim=claim)
    only(told(signed, "transmit", spending.world.giulia), "the_period_is_over")


def test_rows_are_transmitted_as_they_were_prechecked(spending: Spending) -> None:
    claim = spending.signed(spending.ready())
    claim.rows_hash = "0" * 64
    only(told(claim, "transmit", spending.world.giulia), "rows_as_prechecked")


def test_a_dote_cannot_close_before_its_payments_are_transmitted(spending: Spending) -> None:
    payable = spending.paid()
    assert "not taken up" in next(about(payable.root))
    [item] = harvest(on=HARVESTED)
    assert list(about(payable.root)) == [
        f"Expenditure item {item.reference} is not declared in a transmitted claim yet."
    ]
    item = perform(item.complete, by=spending.world.giulia, on=HARVESTED)
    claim = spending.signed(item)
    assert claim.reference in next(about(payable.part))
    perform(claim.transmit, by=spending.world.giulia, on=TODAY)
    assert list(about(payable.root)) == []


def test_the_dates_of_this_story_are_in_order() -> None:
    assert PERIOD[0] < DOCUMENT < PAID < HARVESTED < PERIOD[1] <= TODAY
