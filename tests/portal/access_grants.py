"""Who may open the addresses of start-up grants, and what these need in their paths."""

from collections.abc import Mapping

from people.roles import Role
from tests.grant_path import GrantPath
from tests.world import World

RANKING = frozenset({Role.GRANT_OFFICER, Role.APPROVER, Role.COMMITTEE})
OFFICER = frozenset({Role.GRANT_OFFICER})
READER = frozenset({Role.COMMITTEE})
PRESENTING = frozenset({Role.OPERATOR, Role.PARTICIPANT})


def a_grant(world: World) -> Mapping[str, str]:
    """Return samir's application, in evaluation."""
    way = GrantPath(world)
    way.publish()
    return {"pk": way.admit().pk}


def a_tranche(world: World) -> Mapping[str, str]:
    """Return a tranche of samir's signed grant, paid against costs."""
    way = GrantPath(world)
    return {"pk": way.tranche(way.sign(), 2).pk}


def a_part(world: World) -> Mapping[str, str]:
    """Return the same tranche, by its kind."""
    return {"kind": "tranche", **a_tranche(world)}


def a_call(world: World) -> Mapping[str, str]:
    """Return a published call."""
    return {"pk": GrantPath(world).publish().pk}


def a_draft(world: World) -> Mapping[str, str]:
    """Return samir's draft, on the page of its budget."""
    way = GrantPath(world)
    way.publish()
    return {"pk": way.open().pk, "page": "bilancio"}


def a_signed_grant(world: World) -> Mapping[str, str]:
    """Return samir's grant, with its agreement signed."""
    return {"pk": GrantPath(world).sign().pk}
