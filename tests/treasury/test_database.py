"""What the database itself refuses about payments, even to one who forges the events."""

from __future__ import annotations

import pytest
from django.db import connection

from accounting.models import Payable
from audit.identifiers import new_id
from lifecycle.engine import perform
from tests import batch_path
from tests.batch_path import APPROVED, ENTERED, PREPARED, SENT
from tests.dote_path import path
from tests.refusals import database_refuses, sql
from tests.treasury import forging
from tests.world import World
from treasury import iban_changes
from treasury.models import Batch, PaymentLine


@pytest.fixture
def payables(world: World) -> list[Payable]:
    """Return what is owed for four of samir's months."""
    path(world).cleared_months()
    return batch_path.payables()


def _twin(line: PaymentLine, batch: Batch, **changed: object) -> PaymentLine:
    """Return a copy of a line, as another line of a batch."""
    twin = PaymentLine.objects.as_system().get(pk=line.pk)
    twin.pk = twin.id = new_id()
    twin.batch, twin.end_to_end = batch, f"PERC{twin.pk}"
    twin.__dict__["state"] = "in_batch"  # past the guard of the field, as a forger would
    for name, value in changed.items():
        setattr(twin, name, value)
    twin._state.adding = True
    return twin


def test_the_same_sum_is_not_in_two_batches(world: World, payables: list[Payable]) -> None:
    line = batch_path.lines_of(batch_path.draft(world, payables[:1]))[0]
    other = batch_path.draft(world, payables[1:2])
    by_columns = connection.vendor == "sqlite"  # which names columns where others name the rule
    rule = "treasury_paymentline.payable_id" if by_columns else "treasury_line_one_live_per_payable"
    with database_refuses(rule):
        forging.insert(_twin(line, other), action="include")


def test_a_line_of_another_sum_or_payee_is_not_made(world: World, payables: list[Payable]) -> None:
    batch = batch_path.draft(world, payables[:1])
    line = batch_path.lines_of(batch)[0]
    perform(line.exclude, by=world.giulia, on=PREPARED)
    assert payables[-1].payee != line.payee
    for changed in ({"cents": line.cents + 1}, {"payee": payables[-1].payee}):
        with database_refuses("treasury_line_is_for_what_is_due"):
            forging.insert(_twin(line, batch, **changed), action="include")


def test_a_line_for_what_was_paid_is_not_made(world: World, payables: list[Payable]) -> None:
    line = batch_path.executed(world, payables[:1])[0]
    other = batch_path.draft(world, payables[1:2])
    with database_refuses("treasury_line_is_for_what_is_due"):
        forging.insert(_twin(line, other), action="include")


def test_no_line_is_added_to_a_submitted_batch(world: World, payables: list[Payable]) -> None:
    line = batch_path.lines_of(batch_path.draft(world, payables[:1]))[0]
    other = batch_path.submitted(world, payables[1:2])
    due = payables[2]
    twin = _twin(line, other, payable=due, payee=due.payee, cents=due.net_cents)
    with database_refuses("treasury_line_made_in_a_draft"):
        forging.insert(twin, action="include")


def test_the_preparer_is_not_written_as_approver(world: World, payables: list[Payable]) -> None:
    batch = batch_path.submitted(world, payables)
    with database_refuses("treasury_batch_approver_is_not_preparer"):
        forging.update(
            batch, action="approve", target="approved", approved_by=batch.prepared_by,
            approved_on=APPROVED,
        )  # fmt: skip


@pytest.mark.parametrize("hand", ["prepared_by", "approved_by"])
def test_neither_preparer_nor_approver_is_written_as_releaser(
    world: World, payables: list[Payable], hand: str
) -> None:
    batch = batch_path.approved(world, payables)
    with database_refuses("treasury_batch_releaser_is_a_third_person"):
        forging.update(
            batch, action="release", target="sent", released_by=getattr(batch, hand), sent_on=SENT
        )


def test_a_batch_is_not_approved_without_its_totals(world: World, payables: list[Payable]) -> None:
    batch = batch_path.draft(world, payables)
    with database_refuses("treasury_batch_submitted_with_its_totals"):
        forging.update(batch, action="submit", target="submitted")


def test_a_batch_is_not_sent_without_approval(world: World, payables: list[Payable]) -> None:
    batch = batch_path.submitted(world, payables)
    with database_refuses("treasury_batch_pair"):
        forging.update(batch, action="release", target="sent", released_by="people.user:x")


@pytest.mark.parametrize(
    ("column", "value"), [("cents", 1), ("payee", "programme.provider:x"), ("end_to_end", "other")]
)
def test_an_executed_line_keeps_sum_payee_and_identifier(
    world: World, payables: list[Payable], column: str, value: object
) -> None:
    line = batch_path.executed(world, payables[:1])[0]
    with database_refuses("treasury_line_kept_as_made"):
        forging.update(line, action="execute", target="executed", **{column: value})
    with database_refuses(""):
        sql(f"UPDATE treasury_paymentline SET {column} = %s WHERE id = %s", value, line.pk)


def test_an_executed_line_keeps_its_account(world: World, payables: list[Payable]) -> None:
    line = batch_path.executed(world, payables[:1])[0]
    with database_refuses("treasury_line_account_kept"):
        forging.update(line, action="execute", target="executed", iban_mask="IT … 999")


def test_an_executed_line_is_not_sent_again(world: World, payables: list[Payable]) -> None:
    line = batch_path.executed(world, payables[:1])[0]
    with database_refuses("treasury_paymentline_pair"):
        forging.update(line, action="send", target="sent")


def test_a_payment_is_executed_with_reference_and_day(
    world: World, payables: list[Payable]
) -> None:
    line = batch_path.lines_of(batch_path.sent(world, payables[:1]))[0]
    with database_refuses("treasury_line_executed_with_reference"):
        forging.update(line, action="execute", target="executed")
    with database_refuses("treasury_line_executed_after_sending"):
        forging.update(
            line, action="execute", target="executed", value_on=PREPARED, bank_reference="CRO1"
        )
    line = batch_path.execute(world, line)
    with database_refuses("treasury_line_returned_after_execution"):
        forging.update(
            line, action="return_payment", target="returned", reason="AC04",
            returned_on=PREPARED, return_reference="RET1",
        )  # fmt: skip


def test_a_clearance_in_a_batch_is_neither_taken_back_nor_lowered(
    world: World, payables: list[Payable]
) -> None:
    batch_path.draft(world, payables[:1])
    for change in ("live = false, cancelled_on = '2027-02-08'", "offset_cents = 1"):
        with database_refuses("treasury_payable_on_its_way"):
            sql(f"UPDATE accounting_payable SET {change} WHERE id = %s", payables[0].pk)
    sql("UPDATE accounting_payable SET offset_cents = 1 WHERE id = %s", payables[1].pk)


def test_lines_and_batches_are_not_deleted(world: World, payables: list[Payable]) -> None:
    line = batch_path.lines_of(batch_path.draft(world, payables[:1]))[0]
    with database_refuses("treasury_paymentline_kept"):
        sql("DELETE FROM treasury_paymentline WHERE id = %s", line.pk)
    with database_refuses("treasury_batch_kept"):
        sql("DELETE FROM treasury_batch WHERE id = %s", line.batch_id)


def test_an_account_is_not_verified_by_who_asked_nor_used_before_it_cooled(world: World) -> None:
    change = iban_changes.request(
        world.person("samir"), "IT38G9999999999000000000006", by=world.marta, on=APPROVED
    )
    verified = {"verified_on": APPROVED, "ready_on": ENTERED, "channel": "phone"}
    with database_refuses("treasury_iban_verified_by_another"):
        forging.update(
            change, action="verify", target="verified", verified_by=change.requested_by, **verified
        )
    told = {"channel": "phone", "holder_confirmed": True}
    change = perform(change.verify, by=world.anna, on=APPROVED, **told)
    with database_refuses("treasury_iban_cooled_before_use"):
        forging.update(change, action="take_effect", target="effective", ended_on=APPROVED)
