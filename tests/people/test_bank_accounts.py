"""Accounts: asked for by one, verified by another, one in effect, the history kept."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from audit.models import Event
from people import bank_accounts
from people.models import BankAccount
from people.roles import Role
from tests import cast
from tests.refusals import database_refuses, sql
from tests.world import TODAY, World


def new_account(world: World, iban: str = cast.NEW_IBAN) -> BankAccount:
    """Have marta ask that samir be paid on another account."""
    marta = world.actor(world.marta, Role.OPERATOR)
    return bank_accounts.request(world.person("samir"), iban, by=marta, on=TODAY)


def test_a_new_account_takes_the_place_of_the_old_one(world: World) -> None:
    giulia = world.actor(world.giulia, Role.FINANCE)
    old = bank_accounts.in_effect(world.person("samir"))
    assert old is not None
    account = bank_accounts.verify(new_account(world), by=giulia, on=TODAY)
    bank_accounts.put_in_effect(account, by=giulia, on=TODAY)
    old.refresh_from_db()
    assert (old.state, old.ended_on) == ("superseded", TODAY)
    current = bank_accounts.in_effect(world.person("samir"))
    assert current is not None
    assert bank_accounts.iban_of(current) == cast.NEW_IBAN
    assert bank_accounts.iban_of(old) == cast.SAMIR_IBAN


def test_until_it_is_verified_the_old_account_is_paid(world: World) -> None:
    account = new_account(world)
    giulia = world.actor(world.giulia, Role.FINANCE)
    with pytest.raises(ValidationError, match="moved on"):
        bank_accounts.put_in_effect(account, by=giulia, on=TODAY)
    current = bank_accounts.in_effect(world.person("samir"))
    assert current is not None
    assert current.pk != account.pk


def test_who_asks_does_not_verify(world: World) -> None:
    giulia = world.actor(world.giulia, Role.FINANCE)
    account = bank_accounts.request(world.person("samir"), cast.NEW_IBAN, by=giulia, on=TODAY)
    with pytest.raises(ValidationError, match="Whoever asked"):
        bank_accounts.verify(account, by=giulia, on=TODAY)
    with database_refuses("people_bank_account_verified_by_another"):
        BankAccount.objects.as_system().filter(pk=account.pk).update(
            state="verified", verified_on=TODAY, verified_by=giulia.label
        )


def test_an_operator_neither_verifies_nor_refuses(world: World) -> None:
    account = new_account(world)
    nino = world.actor(world.nino, Role.OPERATOR)
    with pytest.raises(ValidationError, match="verified by an officer"):
        bank_accounts.verify(account, by=nino, on=TODAY)
    with pytest.raises(ValidationError, match="refused by an officer"):
        bank_accounts.refuse(account, by=nino, on=TODAY, reason="other_holder")


def test_a_refused_account_stays_refused(world: World) -> None:
    giulia = world.actor(world.giulia, Role.FINANCE)
    refused = bank_accounts.refuse(new_account(world), by=giulia, on=TODAY, reason="other_holder")
    assert refused.state == "refused"
    with pytest.raises(ValidationError, match="moved on"):
        bank_accounts.verify(refused, by=giulia, on=TODAY)
    with database_refuses("bank_account_moved_after_its_end"):
        BankAccount.objects.as_system().filter(pk=refused.pk).update(
            state="requested", ended_on=None
        )


def test_a_wrong_iban_is_refused(world: World) -> None:
    with pytest.raises(ValidationError, match="sign by sign"):
        new_account(world, cast.NEW_IBAN.replace("38G", "38H"))


def test_the_event_holds_no_iban_and_counts_who_else_has_it(world: World) -> None:
    account = new_account(world, cast.AMINA_IBAN)
    told = Event.objects.get(subject=f"people.bankaccount:{account.pk}")
    assert cast.AMINA_IBAN not in told.content
    assert json.loads(told.content)["facts"]["others_with_it"] == 1
    assert bank_accounts.sharing(account) == [world.person("amina").pk]


def test_one_account_is_in_effect(world: World) -> None:
    account = new_account(world)
    rule = "people_bank_account_one_in_effect"
    if connection.vendor == "sqlite":
        rule = "people_bankaccount.participant_id"
    with database_refuses(rule):
        BankAccount.objects.as_system().filter(pk=account.pk).update(
            state="effective",
            verified_on=TODAY,
            verified_by="people.user:x",
            effective_on=TODAY,
        )


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("iban = 'x'", "bank_account_rewritten"),
        ("requested_by = 'people.user:x'", "bank_account_rewritten"),
        ("blind = 'x'", "bank_account_fingerprint_changed"),
        ("state = 'verified'", "people_bank_account_"),
        ("state = 'effective', effective_on = '2026-11-18'", "people_bank"),
        ("state = 'effective'", "people_bank"),
        ("state = 'refused'", "people_bank_account_state_has_its_dates"),
        ("verified_by = 'people.user:x'", "people_bank_account_verification_whole"),
    ],
)
def test_the_database_keeps_an_account_as_it_was(world: World, change: str, rule: str) -> None:
    account = new_account(world)
    with database_refuses(rule):
        sql(f"UPDATE people_bankaccount SET {change} WHERE id = %s", account.pk)


def test_no_account_goes_away(world: World) -> None:
    account = new_account(world)
    with database_refuses("bank_account_deleted"):
        sql("DELETE FROM people_bankaccount WHERE id = %s", account.pk)
    if connection.vendor == "sqlite":
        with database_refuses("bank_account_deleted"):
            sql(
                "INSERT OR REPLACE INTO people_bankaccount"
                " SELECT * FROM people_bankaccount WHERE id = %s",
                account.pk,
            )
