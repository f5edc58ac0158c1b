"""One person on the way through a call: who, which dote, and which desk works on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from audit.labels import label
from config.demonstration.cast import Desk
from config.demonstration.ground import Ground
from config.demonstration.persons import BY_NAME, Person
from dote.models import Dote, Month, ServiceLine
from dote.months import span
from people.actors import Actor
from people.models import ActionPlanVersion, CaseFile, Participant, User
from people.roles import Role
from programme.models import Call


@dataclass(frozen=True)
class Wish:
    """A service that the person's plan asks for: so many months at so many cents."""

    offer: str
    months: int
    cents: int
    starts_on: date

    @property
    def ends_on(self) -> date:
        """Return the last day of the service."""
        return span(self.starts_on, self.months)[1]


@dataclass
class Path:
    """A dote under way, with what its person wants and how its months went."""

    ground: Ground
    who: str
    call: Call
    wishes: tuple[Wish, ...]
    days_attended: dict[int, int] = field(default_factory=dict)
    """Days attended in a month of the internship (by number), where not all of twenty."""
    late: int = 2
    """Days after the end of a month on which it is reported."""
    participant: Participant = field(init=False)
    case_file: CaseFile = field(init=False)
    version: ActionPlanVersion = field(init=False)
    dote: Dote = field(init=False)

    def __post_init__(self) -> None:
        """Let other stories find the way of this person, who has come to the desk by then."""
        self.ground.paths[self.who] = self

    @property
    def person(self) -> Person:
        """Return who the person would be."""
        return BY_NAME[self.who]

    @property
    def desk(self) -> Desk:
        """Return the desk of the person's partner."""
        return self.ground.desk(self.person.partner)

    @property
    def applicant(self) -> User:
        """Return who applies and signs: the person, or for want of an account the operator."""
        return self.user(self.who if self.person.has_account else self.desk.operator)

    @property
    def operator(self) -> Actor:
        """Return the operator of the desk, as actor."""
        return self.ground.actor(self.desk.operator)

    @property
    def own_actor(self) -> Actor:
        """Return the person as actor."""
        user = self.user(self.who)
        return Actor(user.pk, Role.PARTICIPANT, None, label(user))

    def user(self, first_name: str) -> User:
        """Return somebody by first name."""
        return self.ground.users[first_name]

    def fresh(self) -> Dote:
        """Read the dote again, after something moved it."""
        self.dote = Dote.objects.as_system().get(pk=self.dote.pk)
        return self.dote

    def lines(self) -> list[ServiceLine]:
        """Return the lines of the dote, by the code of their service."""
        lines = ServiceLine.objects.as_system().filter(dote=self.dote)
        return list(lines.select_related("offer").order_by("offer__code"))

    def months(self) -> list[Month]:
        """Return the months of the dote, by the day on which they end."""
        months = Month.objects.as_system().filter(dote=self.dote)
        return list(
            months.select_related("line__offer", "dote").order_by("ends_on", "line__offer__code")
        )
