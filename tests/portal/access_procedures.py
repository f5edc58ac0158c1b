"""What the addresses of the side procedures need in their paths, and who gets in."""

from collections.abc import Mapping

from lifecycle.engine import begin
from lifecycle.models import Complaint
from people.roles import Role
from tests.dote_path import path
from tests.lifecycle.procedures.asking import drafted, item, sent
from tests.world import TODAY, World

ASKING = frozenset({Role.GRANT_OFFICER, Role.CONTROLLER})
ANSWERING = frozenset({Role.PARTICIPANT, Role.OPERATOR})


def a_request(world: World) -> Mapping[str, str]:
    """Return a request that anna is preparing about samir's application."""
    way = path(world)
    way.take_charge()
    return {"kind": "integrationrequest", "pk": drafted(way, "permit").pk}


def a_thing(world: World) -> Mapping[str, str]:
    """Return where a further thing is asked for."""
    return {**a_request(world), "part": "integrationitem"}


def on_a_case(world: World) -> Mapping[str, str]:
    """Return where a request is opened on samir's application."""
    way = path(world)
    dote = way.take_charge()
    return {"model_label": "dote.dote", "pk": dote.pk, "kind": "integrationrequest"}


def an_item(world: World) -> Mapping[str, str]:
    """Return a thing that samir is asked for."""
    way = path(world)
    way.take_charge()
    return {"pk": item(sent(way, "permit"), "permit").pk}


def a_complaint(world: World) -> Mapping[str, str]:
    """Return a complaint of samir about a delay."""
    person = world.person("samir")
    row = begin(
        Complaint,
        by=world.samir,
        on=TODAY,
        note="I wait",
        kind="delay",
        operation=world.operation,
        partner=person.partner,
        participant=person,
    )
    return {"pk": row.pk}


def own_request(world: World) -> Mapping[str, str]:
    """Return what samir is asked for."""
    way = path(world)
    way.take_charge()
    return {"pk": sent(way, "permit").pk}


def own_procedure(world: World) -> Mapping[str, str]:
    """Return the same on the common page of procedures."""
    return {"kind": "integrationrequest", **own_request(world)}
