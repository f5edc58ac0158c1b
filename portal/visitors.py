"""Who is asking: the signed-in user with the roles held today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from audit import clock
from people import actors, mandates
from people.models import User
from people.roles import PERSONAL, Role

_KEPT = "percorsi.visitor"


@dataclass(frozen=True)
class Visitor:
    """A signed-in user on one day; the roles are read once a request."""

    user: User
    roles: frozenset[Role]
    on: date

    @property
    def is_staff(self) -> bool:
        """Tell whether the person holds any office."""
        return any(role not in PERSONAL for role in self.roles)

    @property
    def language(self) -> str:
        """Return the person's own language (ISO 639-1)."""
        return str(self.user.language)

    @property
    def offices(self) -> str:
        """Return the names of the roles, for the header."""
        return ", ".join(str(role.label) for role in Role if role in self.roles)

    def has(self, roles: Iterable[Role]) -> bool:
        """Tell whether the person holds at least one of the roles today."""
        return not self.roles.isdisjoint(roles)

    def actor(
        self, roles: Iterable[Role] = (), *, partner: str | None = None
    ) -> actors.Actor | None:
        """Return the person acting in the first of the roles that they hold, or None."""
        wanted = list(roles) or sorted(self.roles)
        return actors.actor_for(self.user, wanted, on=self.on, partner=partner)


def visitor_as(user: User, *, on: date) -> Visitor:
    """Return a user with the roles held on a day; one query."""
    return Visitor(user=user, roles=frozenset(mandates.roles_of(user, on)), on=on)


def visitor_of(request: HttpRequest) -> Visitor | None:
    """Return who is asking, or None before signing in; one query a request."""
    if not request.user.is_authenticated:
        return None
    known: Visitor | None = request.META.get(_KEPT)
    if known is None:
        known = visitor_as(request.user, on=clock.today())
        request.META[_KEPT] = known
    return known
