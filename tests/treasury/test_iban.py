"""An account is asked for by one, verified by another, waits, and stops what is on its way."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from audit.models import Event
from lifecycle import timed
from lifecycle.engine import perform
from lifecycle.errors import KeyReused, Refused
from people import bank_accounts
from people.models import BankAccount
from people.roles import Role
from programme.models import CallTerm
from tests import batch_path, cast
from tests.batch_path import APPROVED, PREPARED, SENT
from tests.dote_path import path
from tests.world import World
from treasury import batches, iban_changes
from treasury.models import IbanChange
from treasury.states import BatchState, IbanState, LineState

CHECKED = {"channel": "phone", "holder_confirmed": True}


def _ask(world: World, *, on: date = APPROVED, by: str = "marta", **more: str) -> IbanChange:
    return iban_changes.request(
        world.person("samir"), cast.NEW_IBAN, by=world.users[by], on=on, **more
    )


def _in_effect(world: World, *, on: date = APPROVED) -> IbanChange:
    change = perform(_ask(world, on=on).verify, by=world.anna, on=on, **CHECKED)
    return perform(change.take_effect, by=world.giulia, on=change.ready_on)


def test_samir_is_paid_on_his_new_account_after_two_days(world: World) -> None:
    old = bank_accounts.in_effect(world.person("samir"))
    change = perform(_ask(world, by="samir").verify, by=world.anna, on=APPROVED, **CHECKED)
    assert (change.cooling_days, change.ready_on) == (2, APPROVED + timedelta(days=2))
    with pytest.raises(Refused, match="11/02/2027"):
        perform(change.take_effect, by=world.giulia, on=SENT)
    assert timed.tick(on=SENT) == []
    assert [outcome.command for outcome in timed.tick(on=change.ready_on)] == ["take_effect"]
    now = bank_accounts.in_effect(world.person("samir"))
    assert now is not None
    assert now.pk == change.account_id
    assert bank_accounts.iban_of(now) == cast.NEW_IBAN
    assert BankAccount.objects.as_system().get(pk=old.pk).state == BankAccount.State.SUPERSEDED


def test_the_call_says_how_long_an_account_cools(world: World) -> None:
    CallTerm.objects.create(
        call=world.call, name="iban_cooling_days", value=5, unit="days", source="Invented act"
    )
    change = perform(_ask(world).verify, by=world.anna, on=APPROVED, **CHECKED)
    assert change.ready_on == APPROVED + timedelta(days=5)


def test_a_first_account_does_not_have_to_cool(world: World) -> None:
    accounts = BankAccount.objects.as_system().filter(participant=world.person("amina"))
    accounts.update(state="superseded", ended_on=PREPARED)
    change = iban_changes.request(world.person("amina"), cast.NEW_IBAN, by=world.marta, on=PREPARED)
    change = perform(change.verify, by=world.anna, on=PREPARED, **CHECKED)
    assert change.previous is None
    assert change.ready_on == PREPARED
    assert perform(change.take_effect, by=world.giulia, on=PREPARED).state == IbanState.EFFECTIVE


def test_marta_cannot_verify_what_she_asked_for(world: World) -> None:
    with pytest.raises(Refused) as refused:
        perform(_ask(world).verify, by=world.marta, on=APPROVED, **CHECKED)
    assert refused.value.forbidden


def test_an_account_that_the_person_does_not_hold_is_not_verified(world: World) -> None:
    told = {"channel": "phone", "holder_confirmed": False}
    change = _ask(world)
    with pytest.raises(Refused, match="does not hold"):
        perform(change.verify, by=world.anna, on=APPROVED, **told)
    with pytest.raises(Refused, match="how you checked"):
        perform(change.verify, by=world.anna, on=APPROVED, channel="hm", holder_confirmed=True)


def test_an_iban_that_does_not_exist_leaves_nothing_behind(world: World) -> None:
    before = BankAccount.objects.as_system().count()
    with pytest.raises(ValidationError):
        iban_changes.request(
            world.person("samir"), "IT00X0000000000000000000000", by=world.marta, on=APPROVED
        )
    assert BankAccount.objects.as_system().count() == before


def test_a_refused_request_leaves_no_account_behind(world: World) -> None:
    _ask(world)
    before = BankAccount.objects.as_system().count()
    with pytest.raises(Refused, match="already under way"):
        _ask(world)
    with pytest.raises(Refused, match="Operator"):
        iban_changes.request(world.person("amina"), cast.NEW_IBAN, by=world.dario, on=APPROVED)
    assert BankAccount.objects.as_system().count() == before


def test_the_account_that_is_paid_already_is_not_asked_for(world: World) -> None:
    with pytest.raises(Refused, match="already paid on this account"):
        iban_changes.request(world.person("samir"), cast.SAMIR_IBAN, by=world.marta, on=APPROVED)


def test_a_request_sent_twice_happens_once(world: World) -> None:
    key = "k" * 22
    first, again = _ask(world, key=key), _ask(world, key=key)
    assert first.pk == again.pk
    accounts = BankAccount.objects.as_system().filter(participant=world.person("samir"))
    assert accounts.count() == 2
    with pytest.raises(KeyReused):
        iban_changes.request(
            world.person("samir"), cast.HOST_IBAN, by=world.marta, on=APPROVED, key=key
        )


def test_no_event_holds_the_iban(world: World) -> None:
    _in_effect(world)
    assert not Event.objects.filter(content__contains=cast.NEW_IBAN).exists()
    assert not Event.objects.filter(content__contains=cast.NEW_IBAN[-12:]).exists()


def test_a_change_holds_samirs_payments_and_voids_the_approval(world: World) -> None:
    path(world).cleared_months()
    batch = batch_path.approved(world, batch_path.payables())
    _ask(world)
    states = {line.payee.split(".")[0]: line.state for line in batch_path.lines_of(batch)}
    assert states == {"people": LineState.HELD, "programme": LineState.IN_BATCH}
    batch = batch_path.fresh(batch)
    assert (batch.state, batch.approved_by) == (BatchState.DRAFT, "")


@pytest.mark.slow
def test_a_held_payment_goes_on_to_the_new_account(world: World) -> None:
    path(world).cleared_months()
    batch = batch_path.approved(world, batch_path.payables())
    change = perform(_ask(world).verify, by=world.anna, on=APPROVED, **CHECKED)
    held = [line for line in batch_path.lines_of(batch) if line.state == LineState.HELD]
    with pytest.raises(Refused, match="under way"):
        perform(held[0].put_back, by=world.giulia, on=APPROVED)
    change = perform(change.take_effect, by=world.giulia, on=change.ready_on)
    for line in held:
        back = perform(line.put_back, by=world.giulia, on=change.ready_on)
        assert back.account_id == change.account_id
        assert back.iban_mask == "IT … 006"
    batch = perform(batch_path.fresh(batch).submit, by=world.giulia, on=change.ready_on)
    batch = perform(batch.approve, by=world.fabio, on=change.ready_on)
    assert perform(batch.release, by=world.teo, on=change.ready_on).state == BatchState.SENT


def test_after_a_refused_change_the_payment_goes_on_to_the_old_account(world: World) -> None:
    path(world).cleared_months()
    batch = batch_path.approved(world, batch_path.payables())
    change = _ask(world)
    line = next(li for li in batch_path.lines_of(batch) if li.state == LineState.HELD)
    perform(change.refuse, by=world.anna, on=APPROVED, reason="not_confirmed")
    back = perform(line.put_back, by=world.giulia, on=APPROVED)
    assert (back.state, back.account_id) == (LineState.IN_BATCH, line.account_id)


def test_nothing_is_put_into_a_batch_while_the_account_changes(world: World) -> None:
    path(world).cleared_months()
    _ask(world, on=PREPARED)
    batch = batch_path.draft(world, [])
    payable = next(p for p in batch_path.payables() if p.payee.startswith("people"))
    [inclusion] = batches.fill(batch, [payable], by=world.giulia, on=PREPARED)
    assert "a change of account is under way" in inclusion.obstacles[0].sentence


def test_an_account_changed_behind_the_batch_is_found_at_release(world: World) -> None:
    path(world).cleared_months()
    batch = batch_path.approved(world, batch_path.payables())
    samir, giulia = world.person("samir"), world.actor(world.giulia, Role.FINANCE)
    marta = world.actor(world.marta, Role.OPERATOR)
    account = bank_accounts.request(samir, cast.NEW_IBAN, by=marta, on=APPROVED)
    bank_accounts.verify(account, by=giulia, on=APPROVED)
    bank_accounts.put_in_effect(account, by=giulia, on=APPROVED)
    with pytest.raises(Refused, match="another one since the line was made"):
        perform(batch.release, by=world.teo, on=SENT)
