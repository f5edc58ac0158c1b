"""Who acts: a frozen picture of a user in one role, as it goes into the trail."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from audit.labels import label
from people.roles import Role

if TYPE_CHECKING:
    from people.models import Mandate, User

SYSTEM_LABEL = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """One user acting in one role, for one partner or (None) for all of them."""

    user_id: str
    role: Role
    partner_id: str | None
    label: str


def system_actor() -> Actor:
    """Return the actor of timed and automatic steps."""
    return Actor(user_id="", role=Role.SYSTEM, partner_id=None, label=SYSTEM_LABEL)


def actor_for(
    user: "User",
    roles: Collection[Role],
    *,
    on: date,
    partner: str | None = None,
    operation: str | None = None,
) -> Actor | None:
    """Return the user acting in the first of the roles that they hold on a day, or None.

    With a partner's or an operation's id, only mandates for it or for all of them count.
    """
    if not user.is_active:
        return None
    if Role.PARTICIPANT in roles and user.participant_id:
        return Actor(user.pk, Role.PARTICIPANT, None, label(user))
    reaching = _mandates(user, roles, on, {"partner_id": partner, "operation_id": operation})
    held = {mandate.role: mandate for mandate in reaching}
    for role in roles:
        if role in held:
            return Actor(user.pk, Role(role), held[role].partner_id, label(user))
    return None


def _mandates(
    user: "User", roles: Collection[Role], on: date, of: Mapping[str, str | None]
) -> "list[Mandate]":
    """Return the mandates in force that reach what is asked about, as far as it is told."""
    from people.models import Mandate

    rows = Mandate.objects.in_force(on).filter(user=user, role__in=roles)
    limits = {name: pk for name, pk in of.items() if pk}
    return [row for row in rows if all(getattr(row, n) in (None, pk) for n, pk in limits.items())]
