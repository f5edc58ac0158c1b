"""Erasing a person: restricted while records must be kept, then nobody can read them again."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from audit.models import Event
from people import bank_accounts, erasure, keys, plans, registration
from people.duplicates import look_for
from people.identity import Identity, Restricted, reveal
from people.keys import KeyDestroyed
from people.languages import Language
from people.models import BlindIndex, Participant, PersonKey
from people.roles import Role
from tests import cast
from tests.refusals import database_refuses, sql
from tests.world import TODAY, World

AFTER_RETENTION = date(2039, 1, 1)


def erase(world: World, person: Participant, on: date) -> Participant:
    """Have the legal office answer a request to be erased."""
    return erasure.erase(person, by=world.actor(world.leo, Role.LEGAL), on=on)


def test_while_records_must_be_kept_the_data_are_restricted(world: World) -> None:
    person = erase(world, world.person("samir"), TODAY)
    assert person.restricted_on == TODAY
    with pytest.raises(Restricted):
        reveal(person)
    assert reveal(person, for_a_legal_claim=True) == cast.SAMIR
    assert erase(world, person, date(2026, 11, 20)).restricted_on == TODAY


def test_records_whose_term_is_unknown_are_kept(world: World) -> None:
    operation = world.operation
    operation.records_kept_until = None
    operation.save()
    person = erase(world, world.person("samir"), AFTER_RETENTION)
    assert person.key.destroyed_on is None


def test_a_destroyed_key_makes_a_person_unreadable_and_leaves_everything_else(
    world: World,
) -> None:
    version = world.signed_plan("samir")
    account = bank_accounts.in_effect(world.person("samir"))
    assert account is not None
    events = list(Event.objects.order_by("pk").values_list("hash", flat=True))
    pseudonym = world.person("samir").pseudonym

    person = erase(world, world.person("samir"), AFTER_RETENTION)

    account.refresh_from_db()
    version.refresh_from_db()
    with pytest.raises(KeyDestroyed):
        reveal(person)
    with pytest.raises(KeyDestroyed):
        bank_accounts.iban_of(account)
    with pytest.raises(KeyDestroyed):
        plans.read(version)
    with pytest.raises(KeyDestroyed):
        keys.of(person)
    assert person.pseudonym == pseudonym
    assert version.is_signed
    kept = Event.objects.order_by("pk").values_list("hash", flat=True)
    assert list(kept[: len(events)]) == events
    assert reveal(world.person("amina")) == cast.AMINA


def test_nothing_finds_an_erased_person(world: World) -> None:
    person = erase(world, world.person("samir"), AFTER_RETENTION)
    assert not BlindIndex.objects.as_system().filter(participant=person).exists()
    assert look_for(cast.SAMIR, viewer=None, on=TODAY, iban=cast.SAMIR_IBAN) == []
    account = bank_accounts.in_effect(person)
    assert account is not None
    assert account.blind == ""
    world.samir.refresh_from_db()
    assert (world.samir.name, world.samir.is_active) == (person.pseudonym, False)
    assert "samir" not in world.samir.email


def test_somebody_without_a_case_file_is_erased_at_once(world: World) -> None:
    person = registration.register(
        Identity(given_name="Fatou", family_name="Ceesay", birth_date=date(2001, 5, 6)),
        partner=world.puglia,
        territory=world.region,
        language=Language.ENGLISH,
        by=world.actor(world.marta, Role.OPERATOR),
        on=TODAY,
    )
    assert erase(world, person, TODAY).key.destroyed_on == TODAY


def test_only_the_legal_office_erases(world: World) -> None:
    with pytest.raises(ValidationError, match="by the legal office"):
        erasure.erase(world.person("samir"), by=world.actor(world.marta, Role.OPERATOR), on=TODAY)


def test_a_destroyed_key_is_not_restored_by_sql(world: World) -> None:
    key = world.person("samir").key
    wrapped = bytes(key.wrapped)
    keys.destroy(key, on=TODAY)
    with database_refuses("person_key_restored"):
        PersonKey.objects.filter(pk=key.pk).update(wrapped=wrapped, destroyed_on=None)
    with database_refuses("person_key_deleted"):
        sql("DELETE FROM people_personkey WHERE id = %s", key.pk)


def test_a_key_that_is_said_to_be_destroyed_is_empty(world: World) -> None:
    with database_refuses("people_person_key_destroyed_is_empty"):
        PersonKey.objects.filter(pk=world.person("samir").key_id).update(destroyed_on=TODAY)
