"""Writes the event of an act about a person, in the person's own stream."""

from collections.abc import Mapping

from django.db import models

from audit.labels import label
from audit.trail import Draft, record_in_stream
from people.actors import Actor


def tell(
    action: str,
    subject: models.Model,
    *,
    about: models.Model,
    by: Actor,
    facts: Mapping[str, object],
    reason: str = "",
) -> None:
    """Record an act on `subject` in the stream of `about`, a participant or a user.

    Facts hold labels, codes, dates and keyed commitments, never a personal value.
    """
    draft = Draft(
        actor=by.label,
        role=by.role,
        action=action,
        subject=label(subject),
        facts=facts,
        reason=reason,
    )
    record_in_stream(draft, stream=label(about))
