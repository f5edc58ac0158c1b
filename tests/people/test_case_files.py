"""Case files and consents: one file an operation, consents given and withdrawn once."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from audit.models import Event
from people import case_files
from people.languages import Language
from people.models import CaseFile, Consent
from people.roles import Role
from programme.models import Partner
from tests.refusals import database_refuses, sql
from tests.world import REGISTERED, TODAY, World

BEFORE = REGISTERED.replace(day=1)


def test_a_person_has_one_file_on_an_operation(world: World) -> None:
    again = {
        "operation": world.operation,
        "partner": world.puglia,
        "case_manager": world.marta,
        "by": world.actor(world.marta, Role.OPERATOR),
        "on": TODAY,
    }
    with pytest.raises(ValidationError, match="has a case file on this operation"):
        case_files.open_case_file(world.person("samir"), **again)


def test_a_partner_without_part_in_the_operation_opens_no_file(world: World) -> None:
    stranger = Partner.objects.create(
        code="X", name="Stranger", territory=world.region, kind=Partner.Kind.THIRD_SECTOR
    )
    with pytest.raises(ValidationError, match="no part in the operation"):
        case_files.open_case_file(
            world.person("samir"),
            operation=world.operation,
            partner=stranger,
            case_manager=world.marta,
            by=world.actor(world.marta, Role.OPERATOR),
            on=TODAY,
        )


def test_a_file_is_closed_once_and_not_before_it_was_opened(world: World) -> None:
    marta = world.actor(world.marta, Role.OPERATOR)
    with pytest.raises(ValidationError, match="last day may not come before"):
        case_files.close_case_file(world.case_file("samir"), by=marta, on=BEFORE)
    closed = case_files.close_case_file(world.case_file("samir"), by=marta, on=TODAY)
    with pytest.raises(ValidationError, match="is closed"):
        case_files.close_case_file(closed, by=marta, on=TODAY)
    assert Event.objects.filter(action="case_file.closed").count() == 1


def test_a_consent_stands_until_it_is_withdrawn(world: World) -> None:
    samir = world.person("samir")
    consent = Consent.objects.as_system().get(participant=samir, kind="delegation")
    assert case_files.has_consent(samir, Consent.Kind.DELEGATION, on=TODAY)
    assert not case_files.has_consent(samir, Consent.Kind.DELEGATION, on=BEFORE)
    assert not case_files.has_consent(world.person("amina"), Consent.Kind.DELEGATION, on=TODAY)
    marta = world.actor(world.marta, Role.OPERATOR)
    withdrawn = case_files.withdraw_consent(consent, by=marta, on=TODAY)
    assert not case_files.has_consent(samir, Consent.Kind.DELEGATION, on=TODAY)
    with pytest.raises(ValidationError, match="withdrawn before"):
        case_files.withdraw_consent(withdrawn, by=marta, on=TODAY)
    case_files.give_consent(
        samir,
        Consent.Kind.DELEGATION,
        version="1",
        language=Language.ARABIC,
        by=marta,
        on=TODAY,
    )


def test_a_consent_is_neither_rewritten_nor_deleted(world: World) -> None:
    consent = Consent.objects.as_system().filter(participant=world.person("samir")).first()
    assert consent is not None
    with database_refuses("consent_rewritten"):
        sql("UPDATE people_consent SET version = '2' WHERE id = %s", consent.pk)
    with database_refuses("consent_deleted"):
        sql("DELETE FROM people_consent WHERE id = %s", consent.pk)
    with database_refuses("people_consent_days_in_order"):
        sql("UPDATE people_consent SET withdrawn_on = '2020-01-01' WHERE id = %s", consent.pk)
    sql("UPDATE people_consent SET withdrawn_on = '2026-11-18' WHERE id = %s", consent.pk)
    with database_refuses("consent_withdrawn_twice"):
        sql("UPDATE people_consent SET withdrawn_on = NULL WHERE id = %s", consent.pk)


def test_the_database_keeps_files_and_consents_single(world: World) -> None:
    file, consent = world.case_file("samir"), world.person("samir").consents.as_system()[0]
    postgres = connection.vendor == "postgresql"
    with database_refuses("people_case_file_once" if postgres else "people_casefile.operation_id"):
        CaseFile(
            participant=file.participant,
            operation=file.operation,
            partner=file.partner,
            case_manager=file.case_manager,
            opened_on=TODAY,
        ).save()
    with database_refuses("people_consent_once" if postgres else "people_consent.version"):
        Consent(
            participant=consent.participant,
            kind=consent.kind,
            version=consent.version,
            language="it",
            given_on=TODAY,
            taken_by=world.marta,
        ).save()
    with database_refuses("people_case_file_days_in_order"):
        sql("UPDATE people_casefile SET closed_on = '2020-01-01' WHERE id = %s", file.pk)
