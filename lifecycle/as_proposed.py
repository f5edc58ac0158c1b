"""Whether a proposal still says what was proposed: nobody approves what was changed unseen."""

from __future__ import annotations

import copy
import json

from django.utils.translation import gettext as _

from audit.models import Event
from lifecycle import rows
from lifecycle.guards import Obstacle
from lifecycle.models import Proposal
from lifecycle.proposal_machine import ProposalState
from people.roles import Role


def altered(proposal: Proposal) -> list[Obstacle]:
    """Return why nobody may approve a proposal that differs from what its event has recorded.

    Facts and their hash are both columns, so either can be edited together with the other: the
    event of the proposing keeps the digest of the whole row, and is what both are held against.
    """
    event = Event.objects.filter(
        stream=proposal.stream, subject=proposal.label, action="propose"
    ).first()
    if event is not None and as_proposed(proposal, json.loads(event.content)["facts"]["row"]):
        return []
    sentence = _(
        "This proposal no longer says what was proposed: it was changed outside the procedure."
        " Send it back, have the trail verified, and prepare the decision again."
    )
    return [Obstacle("altered_proposal", sentence, (Role(event.role),) if event else ())]


def as_proposed(proposal: Proposal, digest: str) -> bool:
    """Say whether the row, apart from how it was closed, has the digest of its proposing."""
    opened = copy.copy(proposal)
    opened.__dict__["state"] = str(ProposalState.OPEN)  # the field lets only the engine set it
    opened.closed_on = None
    return rows.digest(opened) == digest
