"""What the database itself refuses about expenditure, on both databases."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from audit.trail import Draft, record_in_stream
from audit.triggers import refused_by
from expenditure.entering import fields_of
from expenditure.models import Claim, Item, Snapshot
from lifecycle.steps import opening_of
from tests.expenditure.spending import DOCUMENT, HARVESTED, PAID, PERIOD, TODAY, Spending
from tests.forged import any_action, role_for


def refusal(attempt: Any) -> str:
    """Return by which rule the database refuses; fail when it lets the attempt through."""
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        attempt()
    return refused_by(error.value) or str(error.value)


def smuggled(row: Item | Claim) -> Item | Claim:
    """Give a row the event that it would need, as somebody past the engine could."""
    action = opening_of(type(row)).command
    draft = Draft(
        actor="people.user:x",
        role=role_for(row, action),
        action=action,
        subject=row.label,
        target=row.state,
    )
    with transaction.atomic():
        row.last_seq = record_in_stream(draft, stream=row.label).seq
    row.trail_seq, row.trail_head = row.last_seq, "0" * 64
    return row


def item_of(spending: Spending, **more: Any) -> Item:
    payable = spending.paid() if "payable" not in more else more["payable"]
    values: dict[str, Any] = fields_of(payable) | {
        "reference": f"VSP-X-{spending.count}-{len(more)}",
        "cost_option": "real",
        "period_start": payable.period_start,
        "period_end": payable.period_end,
        "document_on": DOCUMENT,
        "paid_on": PAID,
        "document_cents": payable.gross_cents,
        "share_cents": payable.gross_cents,
        "declared_cents": payable.gross_cents,
        "entered_on": HARVESTED,
    }
    made = smuggled(Item(**(values | more)))
    assert isinstance(made, Item)
    return made


def claim_of(spending: Spending, **more: Any) -> Claim:
    values: dict[str, Any] = {
        "reference": f"DDR-X-{len(more)}",
        "operation": spending.world.operation,
        "partner": spending.world.puglia,
        "fund": spending.world.esf,
        "period_start": PERIOD[0],
        "period_end": PERIOD[1],
        "opened_on": TODAY,
        "opened_by": "people.user:x",
    }
    made = smuggled(Claim(**(values | more)))
    assert isinstance(made, Claim)
    return made


def inserted(row: Model) -> str:
    return refusal(lambda: row.save(force_insert=True))


def updated(row: Item | Claim | Snapshot, **values: Any) -> str:
    """Try to change a row, with an event of its own kind in the trail."""
    if isinstance(row, Item | Claim):
        type(row)._base_manager.filter(pk=row.pk).get()
        draft = Draft(
            actor="people.user:x",
            role="finance",
            action=any_action(row),
            subject=row.label,
            source=row.state,
            target=str(values.get("state", row.state)),
        )
        values |= {"last_seq": next_event(row, draft)}
    rows = type(row)._base_manager.filter(pk=row.pk)
    return refusal(lambda: rows.update(**values))


def next_event(row: Item | Claim, draft: Draft) -> int:
    from audit.trail import record

    with transaction.atomic():
        fresh = type(row)._base_manager.get(pk=row.pk)
        event = record(draft, head=fresh)
        type(row)._base_manager.filter(pk=row.pk).update(
            trail_seq=fresh.trail_seq, trail_head=fresh.trail_head
        )
    return event.seq


def test_an_honest_item_gets_through(spending: Spending) -> None:
    item_of(spending).save(force_insert=True)


def test_one_payment_is_not_two_items(spending: Spending) -> None:
    first = item_of(spending)
    first.save(force_insert=True)
    second = item_of(spending, payable=first.payable)
    assert "expenditure_item_one_per_payable" in inserted(second) or "payable_id" in inserted(
        second
    )


def test_no_more_is_declared_than_was_cleared(spending: Spending) -> None:
    more = {"document_cents": 900_00, "share_cents": 900_00, "declared_cents": 250_01}
    assert inserted(item_of(spending, **more)) == "expenditure_item_above_payable_insert"


def test_nor_later(spending: Spending) -> None:
    item = spending.entered(250_00)
    more = {"document_cents": 900_00, "share_cents": 900_00, "declared_cents": 250_01}
    assert updated(item, **more) == "expenditure_item_above_payable_update"


def test_no_more_is_declared_than_the_share_of_the_document(spending: Spending) -> None:
    found = inserted(item_of(spending, share_cents=100_00))
    assert "expenditure_item_amounts_in_order" in found


def test_an_item_of_what_was_not_paid_does_not_begin(spending: Spending) -> None:
    item = item_of(spending, payable=spending.cleared())
    assert inserted(item) == "expenditure_item_source"


def test_an_item_of_another_partner_does_not_begin(spending: Spending) -> None:
    item = item_of(spending, partner=spending.world.sicilia)
    assert inserted(item) == "expenditure_item_source"


def test_an_item_keeps_its_payment(spending: Spending) -> None:
    found = updated(spending.entered(), payable_id=spending.paid().pk)
    assert found == "expenditure_item_fixed"


def test_an_incomplete_item_is_not_ready(spending: Spending) -> None:
    found = updated(spending.entered(), state="ready")
    assert "expenditure_item_ready_is_complete" in found


def test_an_item_is_not_declared_without_a_claim(spending: Spending) -> None:
    found = updated(spending.ready(), state="declared")
    assert "expenditure_item_declared_in_a_claim" in found


@pytest.mark.slow
def test_an_item_does_not_enter_a_signed_claim(spending: Spending) -> None:
    claim = spending.signed(spending.ready())
    found = updated(spending.ready(), state="declared", claim_id=claim.pk)
    assert found == "expenditure_item_claim_takes_it"


def test_an_item_does_not_enter_the_claim_of_another_fund(spending: Spending) -> None:
    claim = spending.claim(fund=spending.world.fami)
    found = updated(spending.ready(), state="declared", claim_id=claim.pk)
    assert found == "expenditure_item_claim_takes_it"


@pytest.mark.slow
def test_an_item_does_not_leave_a_transmitted_claim(spending: Spending) -> None:
    item = spending.ready()
    spending.transmitted(item)
    item = Item.objects.as_system().get(pk=item.pk)
    found = updated(item, state="ready", claim_id=None, row_number=None)
    assert found == "expenditure_item_claim_lets_go"


@pytest.mark.slow
def test_the_first_claim_of_an_item_is_kept(spending: Spending) -> None:
    item = spending.ready()
    spending.transmitted(item)
    found = updated(Item.objects.as_system().get(pk=item.pk), origin_id=None)
    assert found == "expenditure_item_origin"


@pytest.mark.slow
def test_two_claims_do_not_cover_the_same_days(spending: Spending) -> None:
    spending.transmitted(spending.ready())
    overlapping = claim_of(spending, period_start=PERIOD[1], period_end=date(2026, 12, 31))
    assert inserted(overlapping) == "expenditure_claim_overlap"


def test_two_claims_are_not_prepared_at_once(spending: Spending) -> None:
    spending.claim()
    later = claim_of(spending, period_start=date(2026, 11, 16), period_end=date(2026, 12, 31))
    assert "expenditure_claim" in inserted(later)


def test_a_claim_keeps_its_period(spending: Spending) -> None:
    found = updated(spending.claim(), period_end=date(2026, 12, 31))
    assert found == "expenditure_claim_fixed"


def test_nobody_signs_what_they_prepared(spending: Spending) -> None:
    claim = spending.prechecked(spending.ready())
    found = updated(claim, state="signed", signed_by=claim.prechecked_by, signed_on=TODAY)
    assert "expenditure_claim_signed_by_another" in found


@pytest.mark.slow
def test_a_claim_is_not_transmitted_without_totals(spending: Spending) -> None:
    claim = spending.signed(spending.ready())
    found = updated(claim, state="submitted", transmitted_by="x", rows_hash="")
    assert "expenditure_claim" in found


@pytest.mark.slow
def test_what_was_transmitted_is_not_rewritten(spending: Spending) -> None:
    claim = spending.transmitted(spending.ready())
    assert updated(claim, declared_cents=1) == "expenditure_claim_frozen"


@pytest.mark.slow
def test_frozen_rows_are_only_ever_added(spending: Spending) -> None:
    claim = spending.transmitted(spending.ready())
    snapshot = Snapshot.objects.as_system().get(claim=claim)
    # On PostgreSQL the application's role may not even try.
    found = updated(snapshot, rows_hash="0" * 64)
    assert "append_only" in found or "permission denied" in found
    assert "expenditure_snapshot" in refusal(
        lambda: Snapshot.objects.as_system().filter(pk=snapshot.pk).delete()
    )


def test_a_claim_does_not_change_without_its_event(spending: Spending) -> None:
    claim = spending.claim()
    found = refusal(lambda: Claim._base_manager.filter(pk=claim.pk).update(kind="final"))
    assert found in ("expenditure_claim_event", "expenditure_claim_fixed")
    assert connection.in_atomic_block
