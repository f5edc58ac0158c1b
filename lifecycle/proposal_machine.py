"""The two small machines of four eyes: a proposal, and each approval of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.labels import LabelField
from lifecycle.acts import Act
from lifecycle.cases import AnyPart
from lifecycle.effects import Effects
from lifecycle.guards import guard
from lifecycle.state_field import StateField
from lifecycle.steps import opening, step
from people.roles import STAFF, Role

ANYONE_IN_OFFICE = [role for role in STAFF if role is not Role.ADMINISTRATOR]


class ProposalState(models.TextChoices):
    """Where a proposal stands."""

    OPEN = "open", _("Waiting for approval")
    EXECUTED = "executed", _("Carried out")
    SENT_BACK = "sent_back", _("Sent back")
    STALE = "stale", _("Overtaken by a change")


class ApprovalState(models.TextChoices):
    """An approval is given, and stays given."""

    GIVEN = "given", _("Given")


@guard(Role.APPROVER)
def the_proposal_is_open(approval: Any, act: Act) -> Iterator[str | Promise]:
    """Object when the proposal is no longer waiting."""
    if approval.proposal.state != ProposalState.OPEN:
        yield _("This proposal is no longer waiting: it was carried out or sent back.")


@guard(Role.APPROVER)
def another_person_prepared_it(approval: Any, act: Act) -> Iterator[str | Promise]:
    """Object when the approver is the proposer (E2, E3)."""
    if act.by.label == approval.proposal.proposer:
        yield _("You prepared this decision: another person has to approve it.")


@guard(Role.APPROVER)
def not_approved_by_them_yet(approval: Any, act: Act) -> Iterator[str | Promise]:
    """Object when the same person approves twice."""
    given = type(approval)._base_manager.filter(proposal=approval.proposal, approver=act.by.label)
    if given.exists():
        yield _("You have already approved this proposal: another person has to approve it too.")


class ProposalFacts(AnyPart):
    """What is proposed: which step of which object, with which facts, at which version."""

    subject = LabelField()
    command = models.CharField(max_length=60)
    facts: models.JSONField[Any, Any] = models.JSONField(default=dict)
    facts_hash = models.CharField(max_length=64)
    subject_version = models.PositiveBigIntegerField()
    cents = models.BigIntegerField(null=True)
    proposer = LabelField()
    proposed_on = models.DateField()
    wanted = models.PositiveSmallIntegerField()
    closed_on = models.DateField(null=True)

    class Meta:
        abstract = True


class ApprovalFacts(AnyPart):
    """Whose yes it is, and to whose proposal."""

    proposal = models.ForeignKey(
        "lifecycle.Proposal", on_delete=models.PROTECT, related_name="approvals"
    )
    proposer = LabelField()
    approver = LabelField()
    given_on = models.DateField()

    class Meta:
        abstract = True


class ProposalLifecycle(ProposalFacts):
    """open → executed, sent back (with a reason) or stale (the object changed meanwhile)."""

    state = StateField(
        protected=True, choices=ProposalState.choices, default=ProposalState.OPEN, max_length=12
    )

    class Meta:
        abstract = True

    @opening("PP1", by=ANYONE_IN_OFFICE, label=_("Propose"))
    def propose(self, act: Act) -> Effects:
        """Wait for approval; the event keeps what is proposed by hash."""
        return Effects(recorded={"command": self.command, "facts": self.facts_hash})

    @step(
        "PP2",
        source=ProposalState.OPEN,
        target=ProposalState.EXECUTED,
        by=[Role.SYSTEM],
        label=_("Carry out"),
    )
    def execute(self, act: Act) -> None:
        """Close the proposal once its step has happened."""
        self.closed_on = act.on

    @step(
        "PP3",
        source=ProposalState.OPEN,
        target=ProposalState.SENT_BACK,
        by=ANYONE_IN_OFFICE,
        label=_("Send back"),
    )
    def send_back(self, act: Act) -> None:
        """Return the decision to whoever prepared it, with a reason."""
        self.closed_on = act.on

    @step(
        "PP4",
        source=ProposalState.OPEN,
        target=ProposalState.STALE,
        by=[Role.SYSTEM],
        label=_("Overtaken"),
    )
    def go_stale(self, act: Act) -> None:
        """Close a proposal whose object has changed since."""
        self.closed_on = act.on


class ApprovalLifecycle(ApprovalFacts):
    """A yes, given once."""

    state = StateField(
        protected=True, choices=ApprovalState.choices, default=ApprovalState.GIVEN, max_length=12
    )

    class Meta:
        abstract = True

    @opening(
        "PA1",
        by=ANYONE_IN_OFFICE,
        label=_("Approve"),
        guards=[the_proposal_is_open, another_person_prepared_it, not_approved_by_them_yet],
    )
    def give(self, act: Act) -> None:
        """Keep the yes, with who gave it and who had proposed."""
        self.approver = act.by.label
        self.proposer = self.proposal.proposer
        self.given_on = act.on
