"""Registering people: sealed under their own key, found by fingerprints, told without a name."""

import json
from dataclasses import fields, replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from pytest_django import Settings

from audit.envelope import BrokenEnvelope
from audit.models import Event
from people import identity, keys, registration
from people.duplicates import Override, look_for
from people.identity import Identity, doubts, reveal
from people.languages import Language
from people.models import BankAccount, BlindIndex, Participant, User
from people.registration import AlreadyKnown
from people.roles import Role
from tests import cast
from tests.refusals import database_refuses
from tests.world import TODAY, World

FATOU = Identity(given_name="Fatou", family_name="Ceesay", birth_date=date(2001, 5, 6))


def register(
    world: World,
    person: Identity,
    *,
    user: User | None = None,
    role: Role = Role.OPERATOR,
    override: Override | None = None,
) -> Participant:
    """Have someone, marta unless told otherwise, register a person in Puglia today."""
    return registration.register(
        person,
        partner=world.puglia,
        territory=world.region,
        language=Language.FRENCH,
        by=world.actor(user or world.marta, role),
        on=TODAY,
        override=override,
    )


def test_samir_is_revealed_as_he_was_registered(world: World) -> None:
    assert reveal(world.person("samir")) == cast.SAMIR


def test_nothing_of_a_person_stands_in_clear_in_any_table(world: World) -> None:
    world.signed_plan("samir")
    user = world.samir
    user.name, user.email = "x", "x@example.invalid"
    user.save()
    planted = [
        str(getattr(cast.SAMIR, field.name))
        for field in fields(cast.SAMIR)
        if field.name in {"family_name", "fiscal_code", "phone", "address", "email", "other_names"}
    ]
    planted += [cast.SAMIR_IBAN, "Luigi Inventato", "Lasciare il ghetto", "1994-03-12"]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            stored = " ".join(map(_readable, cursor.fetchall()))
            for secret in planted:
                assert secret not in stored, (table, secret)


def _readable(row: tuple[object, ...]) -> str:
    """Return a row as text, its bytes as far as they are text."""
    return " ".join(
        bytes(value).decode("utf-8", "ignore")
        if isinstance(value, bytes | memoryview)
        else str(value)
        for value in row
    )


def test_an_event_holds_a_commitment_and_no_name(world: World) -> None:
    person = world.person("samir")
    told = Event.objects.get(stream=f"people.participant:{person.pk}", seq=1)
    assert told.action == "participant.registered"
    facts = json.loads(told.content)["facts"]
    assert facts["identity"] == identity.commit(person, cast.SAMIR)
    assert facts["identity"] != identity.commit(person, replace(cast.SAMIR, phone="1"))


def test_a_sealed_identity_opens_for_nobody_else(world: World) -> None:
    samir, amina = world.person("samir"), world.person("amina")
    samir.identity = amina.identity
    with pytest.raises(BrokenEnvelope):
        reveal(samir)
    samir.refresh_from_db()
    samir.key = amina.key
    with pytest.raises(BrokenEnvelope):
        reveal(samir)


def test_a_key_opens_under_its_master_key_only(world: World, settings: Settings) -> None:
    before = keys.master_key_id()
    settings.MASTER_KEY = b"0" * 32
    assert keys.master_key_id() != before == world.person("samir").key.wrapped_by
    with pytest.raises(BrokenEnvelope):
        reveal(world.person("samir"))


def test_a_pseudonym_tells_nothing_and_is_easy_to_read(world: World) -> None:
    pseudonyms = set(Participant.objects.as_system().values_list("pseudonym", flat=True))
    assert len(pseudonyms) == 3
    for pseudonym in pseudonyms:
        assert len(pseudonym) == 8
        assert pseudonym.startswith("P-")
        assert not set(pseudonym[2:]) & set("01IO")


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"given_name": " "}, "given_name", "as on the document"),
        ({"family_name": ""}, "family_name", "as on the document"),
        ({"birth_date": date(2026, 11, 19)}, "birth_date", "not possible"),
        ({"birth_date": date(1900, 1, 1)}, "birth_date", "not possible"),
        ({"fiscal_code": "BNLSMR94C12Z330A"}, "fiscal_code", "does not exist"),
    ],
)
def test_what_is_missing_or_wrong_is_said_by_field(
    world: World, change: dict[str, object], field: str, sentence: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        register(world, replace(FATOU, **change))
    assert sentence in refused.value.message_dict[field][0]


def test_an_approver_registers_nobody(world: World) -> None:
    with pytest.raises(ValidationError, match="by an operator or a grant officer"):
        register(world, FATOU, user=world.bruno, role=Role.APPROVER)


def test_a_code_made_for_another_birth_date_is_a_doubt_and_no_refusal(world: World) -> None:
    assert doubts(cast.SAMIR) == doubts(cast.YUSUF) == doubts(FATOU) == []
    assert "another birth date" in doubts(replace(cast.SAMIR, birth_date=date(1994, 1, 1)))[0]


@pytest.mark.parametrize(
    "again",
    [
        Identity(given_name="Sameer", family_name="Ben Ali", birth_date=cast.SAMIR.birth_date),
        Identity(given_name="BENALI", family_name="samir", birth_date=cast.SAMIR.birth_date),
        Identity(given_name="سمير", family_name="بن علي", birth_date=cast.SAMIR.birth_date),
        replace(cast.SAMIR, given_name="Quite", family_name="Different", other_names=""),
    ],
    ids=["transliterated", "swapped", "arabic", "same code"],
)
def test_samir_is_recognised_however_he_is_written(world: World, again: Identity) -> None:
    with pytest.raises(AlreadyKnown) as refused:
        register(world, again)
    match = refused.value.matches[0]
    assert match.participant == world.person("samir")
    assert match.sentence == refused.value.messages[0]


def test_outside_the_scope_only_the_office_is_named(world: World) -> None:
    known = look_for(cast.YUSUF, viewer=world.marta, on=TODAY)
    assert [match.sentence for match in known] == [
        "Already known: ask the office of Regione Sicilia (invented)."
    ]
    assert (known[0].participant, known[0].score, known[0].reasons) == (None, None, ())
    (mine,) = look_for(cast.YUSUF, viewer=world.nino, on=TODAY)
    assert mine.reasons == (
        "same fiscal code",
        "the name sounds the same, and the same birth date",
        "parts of the name are the same",
    )
    assert look_for(cast.YUSUF, viewer=None, on=TODAY)[0].participant == world.person("yusuf")


def test_a_grant_officer_may_say_that_it_is_another_person(world: World) -> None:
    twin = Identity(given_name="Samira", family_name="Benali", birth_date=cast.SAMIR.birth_date)
    with pytest.raises(AlreadyKnown):
        register(world, twin, override=Override.TWINS)
    with pytest.raises(AlreadyKnown):
        register(world, twin, user=world.anna, role=Role.GRANT_OFFICER)
    registered = register(
        world, twin, user=world.anna, role=Role.GRANT_OFFICER, override=Override.TWINS
    )
    told = Event.objects.get(subject=f"people.participant:{registered.pk}")
    assert json.loads(told.content)["reason"] == "twins"


@pytest.mark.parametrize("person", [cast.SAMIR, cast.YUSUF], ids=["in scope", "out of scope"])
def test_nobody_registers_the_same_fiscal_code_twice(world: World, person: Identity) -> None:
    with pytest.raises(AlreadyKnown):
        register(
            world,
            replace(person, given_name="A", family_name="B", birth_date=date(1980, 1, 1)),
            user=world.anna,
            role=Role.GRANT_OFFICER,
            override=Override.DOCUMENTS_DIFFER,
        )


def test_two_desks_in_the_same_second_do_not_make_two_of_one(world: World) -> None:
    code = BlindIndex.objects.as_system().get(
        participant=world.person("samir"), kind=BlindIndex.Kind.FISCAL_CODE
    )
    index = "people_blind_index_fiscal_code_is_one_person"
    rule = index if connection.vendor == "postgresql" else "people_blindindex.value"
    with database_refuses(rule):
        BlindIndex(participant=world.person("amina"), kind=code.kind, value=code.value).save()


def test_a_shared_account_is_seen(world: World) -> None:
    (match,) = look_for(FATOU, viewer=world.marta, on=TODAY, iban=cast.SAMIR_IBAN)
    assert match.reasons == ("same bank account",)
    assert match.blocks
    assert not match.certain


def test_a_corrected_name_is_found_under_the_new_one(world: World) -> None:
    corrected = replace(cast.SAMIR, family_name="Zerouali", other_names="")
    by = world.actor(world.anna, Role.GRANT_OFFICER)
    person = world.person("samir")
    registration.correct(person, corrected, by=by, on=TODAY, reason="permit_shows_other_name")
    person.refresh_from_db()
    assert reveal(person) == corrected
    told = Event.objects.filter(stream=f"people.participant:{person.pk}").latest("seq")
    facts = json.loads(told.content)["facts"]
    assert facts["identity_before"] == identity.commit(person, cast.SAMIR)
    found = look_for(replace(corrected, fiscal_code=""), viewer=None, on=TODAY)
    assert found[0].participant == person
    before = replace(cast.SAMIR, fiscal_code="", other_names="")
    assert found[0].score is not None
    old = look_for(before, viewer=None, on=TODAY)
    assert not old or (old[0].score or 0) < found[0].score
    assert BankAccount.objects.as_system().filter(participant=person, blind__gt="").exists()


def test_a_correction_cannot_make_amina_into_samir(world: World) -> None:
    stolen = replace(cast.AMINA, fiscal_code=cast.SAMIR.fiscal_code)
    with pytest.raises(AlreadyKnown):
        registration.correct(
            world.person("amina"),
            stolen,
            by=world.actor(world.marta, Role.OPERATOR),
            on=TODAY,
            reason="typing_error",
        )
