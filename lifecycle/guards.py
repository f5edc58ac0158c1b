"""Guards: the conditions of a step, each a sentence that someone can act on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from people.roles import Role

if TYPE_CHECKING:
    from lifecycle.acts import Act

Condition = Callable[[Any, "Act"], Iterator["str | Promise"]]


@dataclass(frozen=True)
class Obstacle:
    """Why a step is closed: a sentence, and the roles of those who can open it."""

    code: str
    sentence: str
    who: tuple[Role, ...] = ()
    forbidden: bool = False
    """True when the step is closed to this person, not to the case."""


@dataclass(frozen=True)
class Guard:
    """A named condition of a step, with the roles that can clear it."""

    code: str
    condition: Condition
    cleared_by: tuple[Role, ...]

    def obstacles(self, subject: Any, act: Act) -> Iterator[Obstacle]:
        """Yield an obstacle for each sentence that the condition objects."""
        for sentence in self.condition(subject, act):
            yield Obstacle(code=self.code, sentence=str(sentence), who=self.cleared_by)


def guard(*cleared_by: Role) -> Callable[[Condition], Guard]:
    """Turn a generator of objections into a guard; the arguments are who can clear it."""

    def declare(condition: Condition) -> Guard:
        return Guard(
            code=getattr(condition, "__name__", "guard"),
            condition=condition,
            cleared_by=cleared_by,
        )

    return declare


def roles_in_words(roles: Sequence[Role]) -> str:
    """Return the names of the roles, for a sentence."""
    return ", ".join(str(role.label) for role in roles)
