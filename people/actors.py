"""Who acts: a frozen picture of a user in one role, as it goes into the trail."""

from collections.abc import Collection
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
    user: "User", roles: Collection[Role], *, on: date, partner: str | None = None
) -> Actor | None:
    """Return the user acting in the first of the roles that they hold on a day, or None.

    With a partner's id, only mandates for that partner or for all partners count.
    """
    if not user.is_active:
        return None
    if Role.PARTICIPANT in roles and user.participant_id:
        return Actor(user.pk, Role.PARTICIPANT, None, label(user))
    held = {mandate.role: mandate for mandate in _mandates(user, roles, on, partner)}
    for role in roles:
        if role in held:
            return Actor(user.pk, Role(role), held[role].partner_id, label(user))
    return None


def _mandates(
    user: "User", roles: Collection[Role], on: date, partner: str | None
) -> "list[Mandate]":
    from people.models import Mandate

    rows = Mandate.objects.in_force(on).filter(user=user, role__in=roles)
    return [row for row in rows if not partner or row.partner_id in (None, partner)]
