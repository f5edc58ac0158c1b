"""The door: nobody sees what is not theirs, and no query runs without saying for whom."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Count, Exists, OuterRef, Prefetch, Subquery

from people import mandates
from people.models import (
    ActionPlan,
    ActionPlanVersion,
    BankAccount,
    BlindIndex,
    CaseFile,
    Consent,
    Participant,
    User,
)
from people.roles import Role
from people.scope import NoDoor
from tests.world import TODAY, World

SCOPED = (
    Participant,
    BlindIndex,
    BankAccount,
    CaseFile,
    Consent,
    ActionPlan,
    ActionPlanVersion,
)

WITHOUT_DOOR: dict[str, Callable[[Any], object]] = {
    "iterate": lambda rows: list(rows.all()),
    "len": lambda rows: len(rows.filter(pk="x")),
    "bool": lambda rows: bool(rows.all()),
    "index": lambda rows: rows.order_by("pk")[0],
    "slice": lambda rows: list(rows.order_by("pk")[:1]),
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "contains": lambda rows: rows.contains(rows.model()),
    "aggregate": lambda rows: rows.aggregate(Count("pk")),
    "annotate": lambda rows: list(rows.annotate(n=Count("pk"))),
    "get": lambda rows: rows.get(pk="x"),
    "first": lambda rows: rows.first(),
    "last": lambda rows: rows.last(),
    "earliest": lambda rows: rows.earliest("pk"),
    "latest": lambda rows: rows.latest("pk"),
    "update": lambda rows: rows.update(id="x"),
    "delete": lambda rows: rows.filter(pk="x").delete(),
    "in_bulk": lambda rows: rows.in_bulk(["x"]),
    "iterator": lambda rows: list(rows.iterator(chunk_size=10)),
    "values": lambda rows: list(rows.values("pk")),
    "values_list": lambda rows: list(rows.values_list("pk", flat=True)),
    "get_or_create": lambda rows: rows.get_or_create(pk="x"),
    "raw": lambda rows: list(rows.raw("SELECT 1")),
    "explain": lambda rows: rows.all().explain(),
    "union": lambda rows: list(rows.all().union(rows.all())),
    "or": lambda rows: list(rows.as_system() | rows.all()),
    "and": lambda rows: list(rows.all() & rows.as_system()),
    "xor": lambda rows: list(rows.as_system() ^ rows.all()),
    "in": lambda rows: User.objects.filter(pk__in=rows.values("pk")).exists(),
    "subquery": lambda rows: list(User.objects.annotate(x=Subquery(rows.values("pk")[:1]))),
    "exists in": lambda rows: list(User.objects.filter(Exists(rows.filter(pk=OuterRef("pk"))))),
}


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: str(model.__name__))
@pytest.mark.parametrize("way", WITHOUT_DOOR)
def test_no_query_runs_without_the_door(
    db: None, way: str, model: type[Participant | CaseFile]
) -> None:
    with pytest.raises(NoDoor):
        WITHOUT_DOOR[way](model.objects)


def test_bulk_changes_ask_for_the_door(world: World) -> None:
    with pytest.raises(NoDoor):
        Participant.objects.bulk_update([world.person("samir")], ["language"])


def test_what_went_in_by_the_door_combines_only_with_what_did(world: World) -> None:
    mine = Participant.objects.visible_to(world.dario, on=TODAY)
    with pytest.raises(NoDoor):
        list(mine.union(Participant.objects.all()))
    with pytest.raises(NoDoor):
        list(mine | Participant.objects.all())
    assert list(mine | Participant.objects.as_system().filter(pk=world.person("samir").pk))


def test_relations_backwards_ask_for_the_door(world: World) -> None:
    samir = world.person("samir")
    with pytest.raises(NoDoor):
        samir.case_files.count()
    with pytest.raises(NoDoor):
        list(Participant.objects.as_system().prefetch_related("consents"))
    mine = Prefetch("consents", Consent.objects.visible_to(world.anna, on=TODAY))
    people = Participant.objects.as_system().prefetch_related(mine)
    assert {len(person.consents.all()) for person in people} == {0, 1, 2}


def test_foreign_keys_and_refreshing_stay_plain(world: World) -> None:
    case_file = world.case_file("samir")
    assert case_file.participant == world.person("samir")
    case_file.refresh_from_db()
    case_file.validate_constraints()
    case_file.validate_unique()
    assert world.samir.participant == case_file.participant


def test_an_empty_query_needs_no_door(db: None) -> None:
    assert list(Participant.objects.none()) == []
    assert not Participant.objects.filter(pk__in=[]).as_system().exists()


def names_of(rows: Any, world: World) -> set[str]:
    """Return which of the three participants are among the rows."""
    known = {world.person(name).pk: name for name in ("samir", "amina", "yusuf")}
    return {known[pk] for pk in rows.values_list("pk", flat=True)}


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("anna", {"samir", "amina"}),
        ("bruno", {"samir", "amina"}),
        ("marta", {"samir", "amina"}),
        ("dario", {"yusuf"}),
        ("nino", {"yusuf"}),
        ("giulia", {"samir", "amina", "yusuf"}),
        ("rita", {"samir", "amina", "yusuf"}),
        ("carla", {"samir", "amina", "yusuf"}),
        ("leo", {"samir", "amina", "yusuf"}),
        ("samir", {"samir"}),
        ("yusuf", {"yusuf"}),
        ("elena", set()),
        ("teo", set()),
        ("ines", set()),
        ("marco", set()),
    ],
)
def test_everyone_sees_their_own_people_and_no_others(
    world: World, who: str, seen: set[str]
) -> None:
    assert names_of(Participant.objects.visible_to(world.users[who], on=TODAY), world) == seen


def test_dario_sees_nothing_of_puglia(world: World) -> None:
    world.signed_plan("samir")
    for model in SCOPED:
        theirs = model.objects.visible_to(world.dario, on=TODAY)
        mine = model.objects.visible_to(world.anna, on=TODAY)
        assert mine.exists(), model
        assert not set(theirs.values_list("pk")) & set(mine.values_list("pk")), model


def test_samir_sees_his_own_file_and_nothing_of_amina(world: World) -> None:
    world.signed_plan("samir")
    world.signed_plan("amina")
    assert CaseFile.objects.visible_to(world.samir, on=TODAY).get() == world.case_file("samir")
    version = ActionPlanVersion.objects.visible_to(world.samir, on=TODAY).get()
    assert version.plan.case_file == world.case_file("samir")
    assert Consent.objects.visible_to(world.amina, on=TODAY).count() == 1


def test_a_mandate_that_ended_opens_nothing(world: World) -> None:
    by = world.actor(world.elena, Role.ADMINISTRATOR)
    mandates.end(world.anna.mandates.get(), on=TODAY, by=by)
    assert Participant.objects.visible_to(world.anna, on=TODAY).exists()
    tomorrow = TODAY.replace(day=19)
    assert not Participant.objects.visible_to(world.anna, on=tomorrow).exists()


def test_an_account_that_was_closed_opens_nothing(world: World) -> None:
    world.anna.is_active = False
    assert not Participant.objects.visible_to(world.anna, on=TODAY).exists()


def test_a_mandate_for_one_operation_opens_its_cases_only(world: World) -> None:
    auditor = User.objects.create_user("audit@example.invalid", name="Visiting auditor")
    mandates.assign(
        auditor,
        Role.AUDITOR,
        operation=world.finished_operation,
        starts_on=TODAY,
        act_reference="Act 10/2026",
        by=world.actor(world.elena, Role.ADMINISTRATOR),
    )
    assert not CaseFile.objects.visible_to(auditor, on=TODAY).exists()
    assert not Participant.objects.visible_to(auditor, on=TODAY).exists()
    past = CaseFile(
        participant=world.person("yusuf"),
        operation=world.finished_operation,
        partner=world.sicilia,
        case_manager=world.nino,
        opened_on=TODAY,
    )
    past.save()
    assert CaseFile.objects.visible_to(auditor, on=TODAY).get() == past
    assert Participant.objects.visible_to(auditor, on=TODAY).get() == world.person("yusuf")


def test_without_a_day_the_door_asks_for_today(world: World) -> None:
    assert Participant.objects.visible_to(world.anna).count() == 2
