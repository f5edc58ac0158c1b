"""Re-checks four eyes from the trail and the approvals, not from the code that asked for them."""

from __future__ import annotations

from collections.abc import Iterator

from lifecycle.as_proposed import as_proposed
from lifecycle.models import Proposal
from lifecycle.replay.difference import Difference
from lifecycle.replay.fold import Story, Told, id_of
from lifecycle.steps import Eyes, Step
from people.roles import PERSONAL, Role

NO_OFFICER = {str(role) for role in (*PERSONAL, Role.SYSTEM)}


def violations(story: Story, told: Told, spec: Step) -> Iterator[Difference]:
    """Find a step that fewer people have taken than it needs (I17, I18)."""
    if told.subject.startswith("lifecycle.proposal:") and spec.opening:
        yield from _changed_since(told)
    if spec.proposed:
        yield from _decided(told)
    elif spec.eyes is Eyes.E1 and told.role not in NO_OFFICER:
        yield from _same_officer(told)
    if spec.eyes is not Eyes.ONE and _was_operator(story, told):
        yield Difference("decided own case", told.subject, told.seq)


def _was_operator(story: Story, told: Told) -> bool:
    deciding = told.role not in NO_OFFICER and told.role != "operator"
    return deciding and told.actor in story.operators


def _same_officer(told: Told) -> Iterator[Difference]:
    before = told.before
    if before is not None and before.role not in NO_OFFICER and before.actor == told.actor:
        yield Difference("same officer", told.subject, told.seq)


def _changed_since(told: Told) -> Iterator[Difference]:
    proposal = Proposal.objects.filter(pk=id_of(told.subject)).first()
    if proposal is not None and not as_proposed(proposal, told.facts.get("row", "")):
        yield Difference("proposal changed", told.subject, told.seq)


def _decided(told: Told) -> Iterator[Difference]:
    """Compare the decision with the proposal that was closed right after it."""
    proposal = Proposal.objects.filter(
        subject=told.subject, command=told.action, state="executed", last_seq=told.seq + 1
    ).first()
    approvers = told.facts.get("approved_by", [])
    if proposal is None or not _enough(proposal, told):
        yield Difference("not approved", told.subject, told.seq)
        return
    if proposal.proposer in approvers or told.facts.get("proposed_by") != proposal.proposer:
        yield Difference("own approval", told.subject, told.seq)
    if told.before is None or proposal.subject_version != told.before.seq:
        yield Difference("another version", told.subject, told.seq)
    if proposal.facts != told.facts.get("told"):
        yield Difference("other facts", told.subject, told.seq)


def _enough(proposal: Proposal, told: Told) -> bool:
    given = set(proposal.approvals.values_list("approver", flat=True))
    named = told.facts.get("approved_by", [])
    return set(named) == given and len(given) >= proposal.wanted and told.actor in given
