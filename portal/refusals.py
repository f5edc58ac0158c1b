"""Says in words why a step is closed, and what happened to an object in the meantime."""

from collections.abc import Sequence

from django.apps import apps
from django.utils.translation import gettext as _

from audit.labels import split
from audit.models import Event
from lifecycle.cases import Tracked
from lifecycle.errors import Stale
from lifecycle.guards import Obstacle, roles_in_words
from lifecycle.steps import Step, opening_of, steps_of
from people.models import User
from people.roles import Role
from portal.components import ClosedStep, Happening
from portal.templatetags.percorsi import moment


def closed_step(step: Step, found: Sequence[Obstacle]) -> ClosedStep:
    """Return the panel of a closed step: every reason, and who can open it."""
    who = list(dict.fromkeys(role for obstacle in found for role in obstacle.who))
    return ClosedStep(
        label=step.label,
        why=[obstacle.sentence for obstacle in found],
        who=roles_in_words(who),
    )


def changes_since(stale: Stale) -> list[Happening]:
    """Return what happened since the page was shown, oldest first; two queries."""
    return happenings(stale.events)


def happenings(events: Sequence[Event]) -> list[Happening]:
    """Return events as people read them, in the order given; one query for all names."""
    names = _names({event.actor for event in events})
    return [
        Happening(
            when=moment(event.at),
            who=names.get(event.actor, _("The system")),
            role=Role(event.role).label if event.role in Role.values else event.role,
            what=step_in_words(event),
        )
        for event in events
    ]


def step_in_words(event: Event) -> str:
    """Return the name of the step that an event records, or its plain name."""
    model_label, _pk = split(event.subject)
    model = apps.get_model(model_label)
    if not event.source and issubclass(model, Tracked):
        return str(opening_of(model).label)
    step = steps_of(model).get(event.action)
    return str(step.label) if step else event.action


def _names(labels: set[str]) -> dict[str, str]:
    """Return the name of each user; a participant's is the pseudonym, whoever reads."""
    ids = [label.partition(":")[2] for label in labels if label.startswith("people.user:")]
    users = User.objects.filter(pk__in=ids).select_related("participant")
    return {
        f"people.user:{user.pk}": user.participant.pseudonym if user.participant else user.name
        for user in users
    }
