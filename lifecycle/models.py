"""What the engine keeps: proposals and approvals, keys, notes, notices, side procedures."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from audit.fields import IdField
from audit.labels import LabelField
from lifecycle.procedures.adverse.models import AdverseNotice
from lifecycle.procedures.appeal.models import Appeal
from lifecycle.procedures.complaint.models import Complaint
from lifecycle.procedures.extension.models import Extension
from lifecycle.procedures.hold.models import Hold
from lifecycle.procedures.integration.models import IntegrationItem, IntegrationRequest
from lifecycle.procedures.recovery.models import Recovery, RecoveryReceipt
from lifecycle.procedures.reopening.models import Reopening
from lifecycle.procedures.revocation.models import Revocation
from lifecycle.procedures.suspension.models import Suspension
from lifecycle.procedures.transfer.models import Transfer
from lifecycle.procedures.variation.models import Variation
from lifecycle.procedures.waiver.models import Waiver
from lifecycle.proposal_machine import ApprovalLifecycle, ProposalLifecycle

__all__ = [
    "AdverseNotice",
    "Appeal",
    "Approval",
    "Complaint",
    "Extension",
    "Hold",
    "IntegrationItem",
    "IntegrationRequest",
    "Note",
    "Notice",
    "Proposal",
    "Recovery",
    "RecoveryReceipt",
    "ReferenceCounter",
    "Reopening",
    "RequestKey",
    "Revocation",
    "Suspension",
    "Transfer",
    "Variation",
    "Waiver",
]


class Proposal(ProposalLifecycle):
    """A decision prepared by one person and waiting for others: command, facts, version."""

    class Meta:
        constraints = [
            UniqueConstraint(
                name="one_open_proposal_per_command",
                fields=["subject", "command"],
                condition=Q(state="open"),
                violation_error_message=_("This decision is already waiting for approval."),
            ),
            CheckConstraint(
                name="proposal_wants_an_approval",
                condition=Q(wanted__gte=1),
                violation_error_message=_("A proposal needs at least one approval."),
            ),
        ]
        indexes = [models.Index(fields=["state", "subject"], name="proposal_by_state")]

    def __str__(self) -> str:
        return f"{self.command} {self.subject}"


class Approval(ApprovalLifecycle):
    """One person's yes to a proposal; never the proposer's own."""

    class Meta:
        constraints = [
            UniqueConstraint(
                name="one_approval_per_person",
                fields=["proposal", "approver"],
                violation_error_message=_("You have already approved this proposal."),
            ),
            CheckConstraint(
                name="approver_is_not_proposer",
                condition=~Q(approver=F("proposer")),
                violation_error_message=_("You prepared this decision: another person approves."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.approver} {self.proposal_id}"


class RequestKey(models.Model):
    """A request already carried out: the same key and body give the same answer again."""

    key = models.CharField(primary_key=True, max_length=64)
    actor = LabelField()
    body_hash = models.CharField(max_length=64)
    subject = LabelField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="request_key_by_age")]

    def __str__(self) -> str:
        return self.key


class Note(models.Model):
    """What somebody wrote beside a step, encrypted; the event holds only its commitment."""

    id = IdField()
    stream = LabelField()
    participant = models.ForeignKey("people.Participant", on_delete=models.PROTECT, null=True)
    ciphertext = models.BinaryField()
    commitment = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.id


class Notice(models.Model):
    """Something a participant is told, by template and codes; its channels are the portal's."""

    id = IdField()
    stream = LabelField(db_index=True)
    event_seq = models.PositiveBigIntegerField()
    participant = models.ForeignKey("people.Participant", on_delete=models.PROTECT)
    template = models.CharField(max_length=60)
    context: models.JSONField[Any, Any] = models.JSONField(default=dict)
    language = models.CharField(max_length=5)
    on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["participant", "-id"], name="notice_by_participant")]

    def __str__(self) -> str:
        return f"{self.template} {self.stream}"


class ReferenceCounter(models.Model):
    """The last number given to cases of a kind in a year (DOT-2026-000417)."""

    name = models.CharField(primary_key=True, max_length=20)
    last = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"
