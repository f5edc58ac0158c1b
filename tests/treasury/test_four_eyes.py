"""Three people carry a batch, and none of them decided what it pays (R18)."""

from __future__ import annotations

import pytest

from lifecycle.engine import begin, obstacles, perform
from lifecycle.errors import Refused
from people import mandates
from people.models import User
from people.roles import Role
from tests import batch_path
from tests.batch_path import APPROVED, PREPARED, SENT, VALUE
from tests.dote_path import path
from tests.world import World
from treasury.models import Batch, PaymentLine
from treasury.states import BatchState, LineState


def _give(world: World, user: User, role: Role, **span: object) -> None:
    by = world.actor(world.elena, Role.ADMINISTRATOR)
    mandates.assign(
        user, role, starts_on=PREPARED, act_reference="Invented act 3/2027", by=by, **span
    )


def _end_mandates(world: World, user: User) -> None:
    by = world.actor(world.elena, Role.ADMINISTRATOR)
    for mandate in user.mandates.all():
        mandates.end(mandate, on=PREPARED.replace(day=1), by=by)


def _codes(step: object, by: User, **told: object) -> set[str]:
    return {obstacle.code for obstacle in obstacles(step, by=by, on=SENT, **told)}


def test_giulia_cannot_approve_the_batch_that_she_prepared(world: World) -> None:
    path(world).cleared_months()
    batch = batch_path.submitted(world, batch_path.payables())
    with pytest.raises(Refused) as refused:
        perform(batch.approve, by=world.giulia, on=APPROVED)
    assert {o.code for o in refused.value.obstacles} == {"same_officer"}
    assert refused.value.forbidden


def test_giulia_cannot_approve_what_fabio_submitted_with_her_lines(world: World) -> None:
    path(world).cleared_months()
    batch = batch_path.draft(world, batch_path.payables())
    batch = perform(batch.submit, by=world.fabio, on=PREPARED)
    assert "prepared_by_others" in _codes(batch.approve, world.giulia)
    assert "You prepared this batch" in str(
        obstacles(batch.approve, by=world.giulia, on=APPROVED)[0].sentence
    )


def test_who_prepared_a_batch_cannot_release_it_after_changing_office(world: World) -> None:
    path(world).cleared_months()
    batch = batch_path.approved(world, batch_path.payables())
    _end_mandates(world, world.giulia)
    _give(world, world.giulia, Role.TREASURY)
    assert "prepared_by_others" in _codes(batch.release, world.giulia)


@pytest.mark.slow
def test_who_approved_a_batch_in_an_earlier_round_cannot_release_it(world: World) -> None:
    path(world).cleared_months()
    batch = batch_path.approved(world, batch_path.payables())
    batch = perform(batch.send_back, by=world.teo, on=APPROVED, reason="typing_error")
    _end_mandates(world, world.fabio)
    _give(world, world.fabio, Role.TREASURY)
    paola = User.objects.create_user("paola@example.invalid", name="Paola (invented)")
    _give(world, paola, Role.FINANCE)
    batch = perform(batch.submit, by=world.giulia, on=APPROVED)
    batch = perform(batch.approve, by=paola, on=APPROVED)
    assert "approved_by_another" in _codes(batch.release, world.fabio)
    assert perform(batch.release, by=world.teo, on=SENT).state == BatchState.SENT


@pytest.mark.parametrize("name", ["anna", "bruno", "marta"])
@pytest.mark.slow
def test_who_decided_in_a_case_neither_approves_nor_releases_its_payment(
    world: World, name: str
) -> None:
    path(world).cleared_months()
    decider = world.users[name]
    _end_mandates(world, decider)
    _give(world, decider, Role.FINANCE, ends_on=APPROVED)
    batch = batch_path.submitted(world, batch_path.payables())
    found = obstacles(batch.approve, by=decider, on=APPROVED)
    assert {obstacle.code for obstacle in found} == {"decided_by_others"}
    _give_treasury_next_day(world, decider)
    batch = perform(batch.approve, by=world.fabio, on=APPROVED)
    assert "decided_by_others" in _codes(batch.release, decider)


def _give_treasury_next_day(world: World, user: User) -> None:
    by = world.actor(world.elena, Role.ADMINISTRATOR)
    mandates.assign(user, Role.TREASURY, starts_on=SENT, act_reference="Invented act 4/2027", by=by)


def test_who_decided_in_another_case_may_approve(world: World) -> None:
    path(world).cleared_months()
    _end_mandates(world, world.paolo)
    _give(world, world.paolo, Role.FINANCE)
    batch = batch_path.submitted(world, batch_path.payables())
    assert perform(batch.approve, by=world.paolo, on=APPROVED).state == BatchState.APPROVED


@pytest.mark.slow
def test_somebody_with_a_mandate_for_one_partner_does_not_pay_for_all(world: World) -> None:
    path(world).cleared_months()
    _end_mandates(world, world.fabio)
    _give(world, world.fabio, Role.FINANCE, partner=world.puglia)
    batch = batch_path.submitted(world, batch_path.payables())
    assert "the_mandate_reaches_all_partners" in _codes(batch.approve, world.fabio)


def test_a_batch_of_puglia_takes_no_payment_of_sicilia(world: World) -> None:
    path(world).cleared_months()
    batch = begin(
        Batch,
        by=world.giulia,
        on=PREPARED,
        operation=world.operation,
        partner=world.sicilia,
        bank_account="T.U. 000001",
    )
    with pytest.raises(Refused, match="another partner"):
        begin(
            PaymentLine,
            by=world.giulia,
            on=PREPARED,
            batch=batch,
            payable=batch_path.payables()[0],
        )


def test_what_was_sent_back_loses_its_approval_and_its_totals(world: World) -> None:
    path(world).cleared_months()
    batch = batch_path.approved(world, batch_path.payables())
    batch = perform(batch.send_back, by=world.teo, on=APPROVED, reason="typing_error")
    assert (batch.state, batch.approved_by, batch.lines_count) == (BatchState.DRAFT, "", None)


def test_lines_of_a_submitted_batch_cannot_be_changed(world: World) -> None:
    path(world).cleared_months()
    payables = batch_path.payables()
    batch = batch_path.submitted(world, payables[:2])
    line = batch_path.lines_of(batch)[0]
    with pytest.raises(Refused, match="Send it back"):
        perform(line.exclude, by=world.giulia, on=PREPARED)
    with pytest.raises(Refused, match="Send it back"):
        begin(PaymentLine, by=world.giulia, on=PREPARED, batch=batch, payable=payables[2])


def test_a_hold_after_approval_sends_the_batch_back(world: World) -> None:
    path(world).cleared_months()
    batch = batch_path.approved(world, batch_path.payables())
    held = perform(
        batch_path.lines_of(batch)[0].hold, by=world.giulia, on=APPROVED, reason="durc_expired"
    )
    assert held.state == LineState.HELD
    batch = batch_path.fresh(batch)
    assert (batch.state, batch.approved_by) == (BatchState.DRAFT, "")
    with pytest.raises(Refused, match="is held"):
        perform(batch.submit, by=world.giulia, on=APPROVED)


def test_an_empty_batch_is_not_submitted(world: World) -> None:
    batch = batch_path.draft(world, [])
    with pytest.raises(Refused, match="no payment in the batch"):
        perform(batch.submit, by=world.giulia, on=PREPARED)


@pytest.mark.slow
def test_a_cancelled_batch_frees_its_payments(world: World) -> None:
    path(world).cleared_months()
    payables = batch_path.payables()
    batch = batch_path.approved(world, payables)
    batch = perform(batch.cancel, by=world.giulia, on=APPROVED, reason="double_work")
    assert {line.state for line in batch_path.lines_of(batch)} == {LineState.EXCLUDED}
    assert len(batch_path.executed(world, payables)) == 4


def test_a_value_date_before_the_release_or_in_the_future_is_refused(world: World) -> None:
    path(world).cleared_months()
    line = batch_path.lines_of(batch_path.sent(world, batch_path.payables()))[0]
    for day, sentence in ((APPROVED, "before 10/02/2027"), (VALUE.replace(day=28), "not come")):
        with pytest.raises(Refused, match=sentence):
            perform(line.execute, by=world.giulia, on=VALUE, bank_reference="CRO1", value_date=day)
