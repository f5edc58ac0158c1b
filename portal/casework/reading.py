"""Who may read whose name; each reading of a person is recorded before the page goes out."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

from audit.reading import record_reading
from lifecycle.orders import request_id
from people.identity import reveal
from people.models import Participant
from people.roles import Role
from portal.templatetags.percorsi import mask_fiscal_code
from portal.visitors import Visitor

BY_NAME = (Role.OPERATOR, Role.TUTOR, Role.GRANT_OFFICER, Role.APPROVER, Role.COMMITTEE, Role.LEGAL)
"""Offices that work with the person; the others read a pseudonym."""


@dataclass(frozen=True)
class Shown:
    """A person as this visitor sees them."""

    name: str
    fiscal_code: str
    pseudonym: str


def read_person(visitor: Visitor, participant: Participant, *, purpose: str) -> Shown:
    """Return the person as the visitor may see them, after the reading was recorded.

    Those who work with the person see the name and the ends of the fiscal code; everybody else the
    pseudonym, which tells nothing.
    """
    if not visitor.has(BY_NAME):
        return Shown(participant.pseudonym, "", participant.pseudonym)
    note_reading(visitor, participant, purpose=purpose)
    identity = reveal(participant)
    return Shown(identity.full_name, mask_fiscal_code(identity.fiscal_code), participant.pseudonym)


def note_reading(visitor: Visitor, participant: Participant, *, purpose: str) -> None:
    """Record that the visitor reads about a person, unless it is the person; a code says why."""
    if visitor.user.participant_id == participant.pk:
        return
    offices = [role for role in Role if role in visitor.roles]
    actor = visitor.actor(offices)
    if actor is None:
        raise PermissionDenied
    record_reading(actor, participant.pk, purpose, request_id.get())
