"""Roles that break four eyes when one person holds them: given in either order, and by SQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from audit.identifiers import new_id
from people import mandates
from people.models import Mandate, User
from people.roles import INCOMPATIBLE, PERSONAL, Role
from tests.promises.eyes.attempts import Attempt
from tests.world import World

DAY = date(2026, 11, 2)


def against_offices(world: World) -> Iterator[Attempt]:
    """Yield every pair of roles that nobody may hold at once, by the act and by SQL."""
    for pair in INCOMPATIBLE:
        for first, second in (sorted(pair), sorted(pair, reverse=True)):
            if Role.PARTICIPANT in pair:
                continue  # held by being a participant, not by a mandate
            name = f"{first} made {second}"
            yield Attempt(name, lambda f=first, s=second: _act(world, f, s))
            yield Attempt(f"SQL: {name}", lambda f=first, s=second: _sql(world, f, s))
    for spelling in ("ANNA@example.invalid", " anna@example.invalid", "Anna@Example.invalid"):
        yield Attempt(f"a second account {spelling}", lambda s=spelling: _account(s))
    yield from _given_by_whoever_may_not(world)


def _given_by_whoever_may_not(world: World) -> Iterator[Attempt]:
    for name, user in world.users.items():
        if name != "elena":
            yield Attempt(f"mandate given by {name}", lambda u=user: _give(world, u))
    elena = world.actor(world.elena, Role.ADMINISTRATOR)
    for role in Role:
        if role not in PERSONAL:
            yield Attempt(
                f"the administrator makes herself {role}",
                lambda r=role: _assign(world.elena, r, elena),
            )


def _act(world: World, first: str, second: str) -> None:
    by = world.actor(world.elena, Role.ADMINISTRATOR)
    user = _somebody()
    _assign(user, Role(first), by)
    _assign(user, Role(second), by)


def _sql(world: World, first: str, second: str) -> None:
    user = _somebody()
    for role in (first, second):
        Mandate(
            user=user, role=role, starts_on=DAY, act_reference="By hand", assigned_by=world.elena
        ).save(force_insert=True)


def _give(world: World, giver: User) -> None:
    role = mandates.roles_of(giver, DAY)
    actor = world.actor(giver, min(role) if role else Role.PARTICIPANT)
    _assign(_somebody(), Role.APPROVER, actor)


def _assign(user: User, role: Role, by: Any) -> None:
    mandates.assign(user, role, starts_on=DAY, act_reference="Invented act 7/2026", by=by)


def _somebody() -> User:
    return User.objects.create_user(f"{new_id().lower()}@example.invalid", name="Zoe (invented)")


def _account(spelling: str) -> None:
    User.objects.create_user(spelling, name="Anna again (invented)")
