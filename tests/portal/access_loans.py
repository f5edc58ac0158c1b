"""Who may open the addresses of loans."""

from collections.abc import Mapping

from people.roles import Role
from tests.loan_path import path
from tests.world import World

ASSESSING = frozenset({Role.GRANT_OFFICER})
VOTING = frozenset({Role.COMMITTEE})


def a_loan(world: World) -> Mapping[str, str]:
    """Return samir's request for a loan."""
    return {"pk": path(world).submit().pk}


def in_assessment(world: World) -> Mapping[str, str]:
    """Return samir's loan while his household's budget is assessed."""
    return {"pk": path(world).formal_ok().pk}


def in_committee(world: World) -> Mapping[str, str]:
    """Return samir's loan before the committee."""
    return {"pk": path(world).propose().pk}


def approved(world: World) -> Mapping[str, str]:
    """Return samir's loan, to be signed."""
    return {"pk": path(world).approve().pk}


def in_repayment(world: World) -> Mapping[str, str]:
    """Return samir's loan, paid out."""
    return {"pk": path(world).paid().pk}
