"""What the stories act on: network, calls, agreements, users by first name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from audit.labels import label
from config.demonstration import calls, network, offices, providers
from config.demonstration.cast import DESKS, STAFF, Desk
from config.demonstration.network import Network
from config.demonstration.telling import Day
from people.actors import Actor
from people.models import User
from people.roles import Role
from programme.models import Agreement, Call

if TYPE_CHECKING:
    from config.demonstration.path import Path


@dataclass
class Ground:
    """The stage of all stories; users and paths grow as participants arrive."""

    network: Network
    calls: dict[str, Call]
    agreements: list[Agreement]
    users: dict[str, User] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)

    def actor(self, first_name: str) -> Actor:
        """Return somebody of the staff acting in their office."""
        role = next(office.role for office in STAFF if office.first_name == first_name)
        user = self.users[first_name]
        return Actor(user.pk, Role(role), None, label(user))

    def desk(self, partner: str) -> Desk:
        """Return who works on the cases of a partner."""
        return DESKS[partner]


def build(day: Day) -> Ground:
    """Build the ground and appoint everybody, on the first day of the story."""
    with day.minute():
        net = network.build()
        ground = Ground(net, calls.build(net), providers.build(net))
    ground.users = offices.appoint(net, day)
    return ground
