"""The action plan: written by the operator, signed by both, then never changed."""

import json
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from audit.canonical import sha256
from audit.envelope import open_value
from audit.models import Event
from people import keys, plans
from people.models import ActionPlanVersion
from people.plans import Means
from people.roles import Role
from tests.refusals import database_refuses, sql
from tests.world import TODAY, World, a_plan

YESTERDAY = TODAY.replace(day=17)


def drafted(world: World) -> ActionPlanVersion:
    """Have marta write samir's plan."""
    marta = world.actor(world.marta, Role.OPERATOR)
    return plans.draft(world.case_file("samir"), a_plan(), by=marta, on=TODAY)


def test_what_both_signed_can_be_read_as_it_was_written(world: World) -> None:
    version = world.signed_plan("samir")
    assert version.is_signed
    assert plans.read(version) == a_plan()
    assert plans.signed_version(world.case_file("samir")) == version


def test_the_fingerprint_is_of_the_salted_content(world: World) -> None:
    version, other = drafted(world), drafted(world)
    key, place = keys.of(world.person("samir")), f"people.actionplanversion:{version.pk}/content"
    text = open_value(bytes(version.content), key=key, context=place).decode()
    assert sha256(text) == version.content_hash != other.content_hash
    told = Event.objects.get(subject=f"people.actionplanversion:{version.pk}")
    assert json.loads(told.content)["facts"]["content_hash"] == version.content_hash
    assert "settlement" not in told.content


def test_versions_are_numbered_and_the_signed_one_counts(world: World) -> None:
    first = world.signed_plan("samir")
    second = drafted(world)
    assert (first.number, second.number) == (1, 2)
    assert first.plan == second.plan
    assert plans.signed_version(world.case_file("samir")) == first


def test_an_officer_writes_no_plan_and_signs_none(world: World) -> None:
    anna = world.actor(world.anna, Role.GRANT_OFFICER)
    with pytest.raises(ValidationError, match="written by an operator"):
        plans.draft(world.case_file("samir"), a_plan(), by=anna, on=TODAY)
    with pytest.raises(ValidationError, match="an operator's"):
        plans.sign_as_operator(drafted(world), by=anna, on=TODAY)
    with pytest.raises(ValidationError, match="on paper"):
        plans.sign_as_participant(drafted(world), means=Means.PEN, by=anna, on=TODAY)


def test_a_plan_without_goals_is_none(world: World) -> None:
    marta = world.actor(world.marta, Role.OPERATOR)
    with pytest.raises(ValidationError, match="goals and steps"):
        plans.draft(world.case_file("samir"), replace(a_plan(), goals=()), by=marta, on=TODAY)


def test_a_code_is_used_by_the_participant_alone(world: World) -> None:
    version = drafted(world)
    for user, role in ((world.amina, Role.PARTICIPANT), (world.marta, Role.OPERATOR)):
        with pytest.raises(ValidationError, match="signs alone"):
            plans.sign_as_participant(
                version, means=Means.OTP, by=world.actor(user, role), on=TODAY
            )
    samir = world.actor(world.samir, Role.PARTICIPANT)
    signed = plans.sign_as_participant(version, means=Means.OTP, by=samir, on=TODAY)
    assert (signed.participant_signed_by, signed.is_signed) == ("otp", False)


def test_nobody_signs_twice_or_before_the_plan_is_written(world: World) -> None:
    marta = world.actor(world.marta, Role.OPERATOR)
    version = drafted(world)
    with pytest.raises(ValidationError, match="before it is written"):
        plans.sign_as_operator(version, by=marta, on=YESTERDAY)
    plans.sign_as_operator(version, by=marta, on=TODAY)
    with pytest.raises(ValidationError, match="An operator has signed"):
        plans.sign_as_operator(version, by=marta, on=TODAY)
    plans.sign_as_participant(version, means=Means.MEDIATOR, by=marta, on=TODAY)
    with pytest.raises(ValidationError, match="The participant has signed"):
        plans.sign_as_participant(version, means=Means.PEN, by=marta, on=TODAY)


@pytest.mark.parametrize(
    "change",
    [
        "content = 'x'",
        "content_hash = 'x'",
        "number = 7",
        "participant_signed_on = NULL, participant_signed_by = ''",
        "operator_signed_on = '2026-11-19'",
    ],
)
def test_nothing_of_a_signed_version_changes(world: World, change: str) -> None:
    version = world.signed_plan("samir")
    with database_refuses("plan_"):
        sql(f"UPDATE people_actionplanversion SET {change} WHERE id = %s", version.pk)


def test_after_the_first_signature_the_content_stays(world: World) -> None:
    marta = world.actor(world.marta, Role.OPERATOR)
    version = plans.sign_as_operator(drafted(world), by=marta, on=TODAY)
    with database_refuses("plan_changed_after_a_signature"):
        sql("UPDATE people_actionplanversion SET content_hash = 'x' WHERE id = %s", version.pk)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("number = 0", "people_plan_version_counts_from_one"),
        ("participant_signed_by = 'pen'", "people_plan_version_participant_signature_whole"),
        ("operator_signed_on = '2026-11-18'", "people_plan_version_operator_signature_whole"),
        (
            "participant_signed_by = 'pen', participant_signed_on = '2026-11-01'",
            "people_plan_version_signed_after_drafting",
        ),
    ],
)
def test_half_a_signature_is_refused(world: World, change: str, rule: str) -> None:
    version = drafted(world)
    with database_refuses(rule):
        sql(f"UPDATE people_actionplanversion SET {change} WHERE id = %s", version.pk)


def test_no_version_goes_away_or_is_there_twice(world: World) -> None:
    version = drafted(world)
    with database_refuses("plan_version_deleted"):
        sql("DELETE FROM people_actionplanversion WHERE id = %s", version.pk)
    twice = ActionPlanVersion(
        plan=version.plan, number=1, content=b"x", drafted_by=world.marta, drafted_on=TODAY
    )
    rule = "people_plan_version_once" if connection.vendor == "postgresql" else "plan_version"
    with database_refuses(rule if connection.vendor == "postgresql" else "plan_version_deleted"):
        twice.save()
