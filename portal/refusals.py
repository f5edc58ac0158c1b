"""Says in words why a step is closed, and what happened to an object in the meantime."""

from collections.abc import Sequence

from lifecycle.errors import Stale
from lifecycle.guards import Obstacle, roles_in_words
from lifecycle.steps import Step
from portal.components import ClosedStep, Happening
from portal.happenings import happenings


def closed_step(step: Step, found: Sequence[Obstacle]) -> ClosedStep:
    """Return the panel of a closed step: every reason, and who can open it."""
    who = list(dict.fromkeys(role for obstacle in found for role in obstacle.who))
    return ClosedStep(
        label=step.label,
        why=[obstacle.sentence for obstacle in found],
        who=roles_in_words(who),
    )


def changes_since(stale: Stale) -> list[Happening]:
    """Return what happened since the page was shown, oldest first; a few queries."""
    return happenings(stale.events)
