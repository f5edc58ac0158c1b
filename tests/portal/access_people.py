"""Who may open the addresses of participants and of operators."""

from collections.abc import Mapping

from people.roles import Role
from tests.dote_path import path
from tests.world import World

OWN = frozenset({Role.PARTICIPANT})
OPERATOR = frozenset({Role.OPERATOR})


def own_draft(world: World) -> Mapping[str, str]:
    """Return samir's application, not yet sent."""
    return {"pk": path(world).open().pk}


def own_application(world: World) -> Mapping[str, str]:
    """Return samir's application, sent."""
    return {"pk": path(world).submit().pk}


def own_award(world: World) -> Mapping[str, str]:
    """Return samir's dote, to be signed."""
    return {"pk": path(world).award().pk}


def own_plan(world: World) -> Mapping[str, str]:
    """Return samir's action plan."""
    return {"pk": world.signed_plan("samir").pk}


def own_month(world: World) -> Mapping[str, str]:
    """Return an open month of samir's."""
    way = path(world)
    way.start_services()
    return {"pk": way.months()[0].pk}


def samir(world: World) -> Mapping[str, str]:
    """Return samir, whom marta follows."""
    return {"pk": world.person("samir").pk}


def samirs_plan(world: World) -> Mapping[str, str]:
    """Return samir's signed action plan."""
    return {"pk": world.signed_plan("samir").pk}
