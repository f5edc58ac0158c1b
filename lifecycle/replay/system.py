"""Re-checks from the trail who may do a step at all, and that the system does nothing unasked."""

from __future__ import annotations

from collections.abc import Iterator

from audit.models import Event
from lifecycle import timed
from lifecycle.event_triggers import roles_of
from lifecycle.replay.difference import Difference
from lifecycle.replay.fold import Story, Told
from lifecycle.unit import model_and_id
from people.roles import Role

OVERTAKEN = ("lifecycle.proposal", "go_stale")
"""What the engine does on its own when it refuses: see ``lifecycle.proposals``."""


def unfounded(story: Story, told: Told) -> Iterator[Difference]:
    """Find a step of a role that the tables do not name, and one of the system's own accord (I21).

    The system acts for the timer, or in answer to a step whose event the answer names.
    """
    model, _pk = model_and_id(told.subject)
    if told.role not in roles_of(model).get(told.action, ()):
        yield Difference("wrong role", told.subject, told.seq, told=told.role)
    elif told.role == Role.SYSTEM and not _asked_for(story, told):
        yield Difference("system unasked", told.subject, told.seq)


def _asked_for(story: Story, told: Told) -> bool:
    step = (told.subject.split(":")[0], told.action)
    cause = str(told.facts.get("cause", ""))
    if not cause:
        return step == OVERTAKEN or step in timed.steps()
    stream, _mark, seq = cause.partition("#")
    if not seq.isdecimal() or (stream == story.stream and int(seq) >= told.seq):
        return False
    return Event.objects.filter(stream=stream, seq=int(seq)).exists()
