"""Who may hold which roles, from when to when, and who gives them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from audit.models import Event
from people import mandates
from people.actors import actor_for, system_actor
from people.models import Mandate, User
from people.roles import INCOMPATIBLE, STAFF, Role
from tests.refusals import database_refuses, sql
from tests.world import TODAY, World
from tests.world_programme import START


def give(world: World, user: User, role: Role, **more: object) -> Mandate:
    """Have the administrator give a role from today."""
    by = world.actor(world.elena, Role.ADMINISTRATOR)
    span = {"starts_on": TODAY, "act_reference": "Act 9/2026"} | more
    return mandates.assign(user, role, by=by, **span)


def test_an_officer_cannot_become_the_one_who_pays(world: World) -> None:
    with pytest.raises(ValidationError, match="may not also pay") as refused:
        give(world, world.anna, Role.FINANCE)
    assert "Anna (invented)" in refused.value.messages[0]
    assert mandates.roles_of(world.anna, TODAY) == {Role.GRANT_OFFICER}


def test_an_approver_cannot_prepare_what_he_approves(world: World) -> None:
    with pytest.raises(ValidationError, match="may not also take it"):
        give(world, world.bruno, Role.GRANT_OFFICER)


def test_an_auditor_holds_nothing_else(world: World) -> None:
    for role in STAFF:
        if role != Role.AUDITOR:
            with pytest.raises(ValidationError, match="may hold no other office"):
                give(world, world.carla, role)


def test_someone_who_receives_support_holds_no_office(world: World) -> None:
    give(world, world.samir, Role.DELEGATE)
    with pytest.raises(ValidationError, match="may hold no office"):
        give(world, world.samir, Role.OPERATOR)


def test_roles_that_follow_each_other_are_no_clash(world: World) -> None:
    held = Mandate.objects.get(user=world.anna)
    by = world.actor(world.elena, Role.ADMINISTRATOR)
    mandates.end(held, on=date(2026, 12, 31), by=by)
    give(world, world.anna, Role.FINANCE, starts_on=date(2027, 1, 1))
    assert mandates.roles_of(world.anna, date(2026, 12, 31)) == {Role.GRANT_OFFICER}
    assert mandates.roles_of(world.anna, date(2027, 1, 1)) == {Role.FINANCE}


def test_an_administrator_gives_nothing_to_herself(world: World) -> None:
    with pytest.raises(ValidationError, match="may hold no other office"):
        give(world, world.elena, Role.OPERATOR)
    with pytest.raises(ValidationError, match="Nobody gives a role to themselves"):
        give(world, world.elena, Role.ADMINISTRATOR)


def test_only_an_administrator_gives_roles(world: World) -> None:
    with pytest.raises(ValidationError, match="by an administrator"):
        mandates.assign(
            world.marta,
            Role.TUTOR,
            starts_on=TODAY,
            act_reference="x",
            by=world.actor(world.anna, Role.GRANT_OFFICER),
        )


def test_nobody_is_the_system(world: World) -> None:
    with pytest.raises(ValidationError, match="system is not a person"):
        give(world, world.marta, Role.SYSTEM)


def test_a_mandate_needs_its_act_and_its_days_in_order(world: World) -> None:
    with pytest.raises(ValidationError, match="act_reference"):
        give(world, world.marta, Role.TUTOR, act_reference="")
    with pytest.raises(ValidationError, match="last day may not come before"):
        give(world, world.marta, Role.TUTOR, ends_on=START)


def test_a_mandate_is_told_in_the_trail_of_its_holder(world: World) -> None:
    mandate = give(world, world.marta, Role.TUTOR)
    event = Event.objects.filter(stream=f"people.user:{world.marta.pk}").latest("seq")
    assert event.action == "mandate.assigned"
    assert event.actor == f"people.user:{world.elena.pk}"
    assert event.subject == f"people.mandate:{mandate.pk}"
    assert "Marta" not in event.content


def test_the_database_refuses_what_the_code_would_refuse(world: World) -> None:
    clash = Mandate(
        user=world.anna,
        role=Role.TREASURY,
        starts_on=TODAY,
        act_reference="x",
        assigned_by=world.elena,
    )
    with database_refuses("mandate_incompatible_insert"):
        clash.save(force_insert=True)


@pytest.mark.slow
def test_no_incompatible_pair_gets_in_by_sql(db: None) -> None:
    for number, pair in enumerate(INCOMPATIBLE):
        first, second = sorted(pair, reverse=bool(number % 2))
        someone = User.objects.create(email=f"someone{number}@example.invalid", name="Someone")
        common = {"user": someone, "starts_on": TODAY, "act_reference": "x"}
        Mandate.objects.bulk_create([Mandate(role=first, **common)])
        with database_refuses("mandate_incompatible_insert"):
            Mandate.objects.bulk_create([Mandate(role=second, **common)])
        assert mandates.roles_of(someone, TODAY) == {first}


def test_two_people_merged_by_sql_do_not_join_their_roles(world: World) -> None:
    with database_refuses("mandate_"):
        sql("UPDATE people_mandate SET user_id = %s WHERE role = 'treasury'", world.anna.pk)


def test_a_mandate_cannot_be_prolonged_over_a_clashing_one(world: World) -> None:
    old = give(world, world.ines, Role.TUTOR, ends_on=date(2026, 12, 31))
    give(world, world.ines, Role.FINANCE, starts_on=date(2027, 1, 1))
    with database_refuses("mandate_incompatible_update"):
        Mandate.objects.filter(pk=old.pk).update(ends_on=None)


def test_a_mandate_is_neither_rewritten_nor_deleted(world: World) -> None:
    with database_refuses("mandate_rewritten"):
        sql("UPDATE people_mandate SET role = 'auditor' WHERE user_id = %s", world.marta.pk)
    with database_refuses("mandate_deleted"):
        sql("DELETE FROM people_mandate WHERE user_id = %s", world.marta.pk)


def test_a_mandate_is_not_replaced_on_sqlite(world: World) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE exists on SQLite alone")
    with database_refuses("mandate_deleted"):
        sql(
            "INSERT OR REPLACE INTO people_mandate SELECT * FROM people_mandate WHERE user_id = %s",
            world.marta.pk,
        )


def test_checks_of_a_mandate_hold_in_sql(world: World) -> None:
    common = {"user": world.marta, "act_reference": "x", "starts_on": TODAY}
    with database_refuses("people_mandate_not_given_to_oneself"):
        Mandate(role=Role.TUTOR, assigned_by=world.marta, **common).save()
    with database_refuses("people_mandate_system_is_no_person"):
        Mandate(role=Role.SYSTEM, **common).save()
    with database_refuses("people_mandate_days_in_order"):
        Mandate(role=Role.TUTOR, ends_on=START, **common).save()


def test_someone_acts_for_their_own_partner_only(world: World) -> None:
    wanted = [Role.APPROVER, Role.GRANT_OFFICER]
    actor = actor_for(world.anna, wanted, on=TODAY, partner=world.puglia.pk)
    assert actor is not None
    assert (actor.role, actor.partner_id) == (Role.GRANT_OFFICER, world.puglia.pk)
    assert actor_for(world.anna, wanted, on=TODAY, partner=world.sicilia.pk) is None
    assert actor_for(world.anna, wanted, on=date(2025, 12, 31)) is None
    assert actor_for(world.giulia, [Role.FINANCE], on=TODAY, partner=world.sicilia.pk)


def test_an_account_that_was_closed_holds_nothing(world: World) -> None:
    world.anna.is_active = False
    assert mandates.roles_of(world.anna, TODAY) == set()
    assert mandates.partners_of(world.anna, TODAY, Role.GRANT_OFFICER) == set()
    assert actor_for(world.anna, [Role.GRANT_OFFICER], on=TODAY) is None


def test_partners_of_says_which_and_none_for_all(world: World) -> None:
    assert mandates.partners_of(world.anna, TODAY, Role.GRANT_OFFICER) == {world.puglia.pk}
    assert mandates.partners_of(world.giulia, TODAY, Role.FINANCE) is None
    assert mandates.partners_of(world.giulia, TODAY, Role.TREASURY) == set()


def test_a_participant_acts_as_such_without_a_mandate(world: World) -> None:
    assert mandates.roles_of(world.samir, TODAY) == {Role.PARTICIPANT}
    actor = actor_for(world.samir, [Role.PARTICIPANT], on=TODAY, partner=world.puglia.pk)
    assert actor is not None
    assert actor.role == Role.PARTICIPANT
    assert system_actor().label == "system"


def test_an_email_is_one_account_in_any_case(world: World) -> None:
    assert User.objects.get_by_natural_key(" ANNA@example.invalid") == world.anna
    with database_refuses("people_user_email_lower_case"):
        User.objects.filter(pk=world.anna.pk).update(email="Anna@example.invalid")
    with pytest.raises(ValueError, match="needs an email"):
        User.objects.create_user("", name="Nobody")
