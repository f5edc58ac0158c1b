"""What waits for approval: with its reason, its amount and its effect; one, or many at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lifecycle import proposals
from lifecycle.cases import Tracked
from lifecycle.errors import KeyReused, Refused, Stale
from lifecycle.guards import Obstacle
from lifecycle.models import Proposal
from lifecycle.preview import preview_approval
from lifecycle.proposal_machine import ProposalState
from lifecycle.steps import Step, steps_of
from lifecycle.unit import model_and_id
from people.models import User
from people.roles import Role
from people.scope import ScopedManager
from portal import case_pages
from portal.access import RolesMixin
from portal.keys import new_key, sent_keys
from portal.visitors import Visitor

APPROVING = (Role.APPROVER, Role.COMMITTEE, Role.FINANCE, Role.TREASURY, Role.CONTROL_HEAD)
MOST = 100


@dataclass(frozen=True)
class Waiting:
    """A proposal as an approver sees it."""

    proposal: Proposal
    subject: Tracked
    step: Step
    proposer: str
    given: int
    obstacles: list[Obstacle]
    effects: list[str]
    key: str

    @property
    def href(self) -> str:
        """Return the address of the case."""
        return case_pages.address_of(self.subject)


class Approvals(RolesMixin):
    """The list of what waits for this person's approval."""

    roles = APPROVING

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what waits, oldest first."""
        return render(request, "portal/casework/approvals.html", {"waiting": waiting(self.visitor)})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Approve each ticked proposal in a transaction of its own, and tell each result."""
        chosen = request.POST.getlist("proposal")
        if not chosen:
            messages.error(request, _("Tick at least one proposal."))
        for pk in chosen[:MOST]:
            proposal = _proposal_or_404(self.visitor, pk)
            key = request.POST.get(f"key-{pk}", "")
            messages.add_message(request, *_approve(proposal, self.visitor, key))
        return HttpResponseRedirect(reverse("approvals"))


class Decide(RolesMixin):
    """Approves one proposal, or sends it back with a reason."""

    roles = APPROVING

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Do what the pressed button says."""
        proposal = _proposal_or_404(self.visitor, pk)
        keys = sent_keys(request)
        if "send_back" in request.POST:
            note = request.POST.get("note", "")
            messages.add_message(request, *_send_back(proposal, self.visitor, note, keys.key))
        else:
            messages.add_message(request, *_approve(proposal, self.visitor, keys.key))
        return HttpResponseRedirect(_back(proposal))


def waiting(visitor: Visitor) -> list[Waiting]:
    """Return what waits for approval by one of the visitor's roles, as far as they may see it."""
    found = Proposal.objects.filter(state=ProposalState.OPEN).order_by("proposed_on", "id")
    names = _names(found)
    shown = []
    for proposal in found[:MOST]:
        subject = _subject(visitor, proposal)
        if subject is None:
            continue
        step = steps_of(type(subject))[proposal.command]
        if visitor.has(step.approved_by):
            shown.append(_waiting(proposal, subject, step, names, visitor))
    return shown


def waiting_on(subject: Tracked, visitor: Visitor) -> list[Waiting]:
    """Return what waits for this visitor's approval on one row, without what is closed to them."""
    found = Proposal.objects.filter(state=ProposalState.OPEN, subject=subject.label)
    steps = steps_of(type(subject))
    shown = [
        _waiting(proposal, subject, steps[proposal.command], _names([proposal]), visitor)
        for proposal in found
        if visitor.has(steps[proposal.command].approved_by)
    ]
    return [each for each in shown if not each.obstacles]


def _waiting(
    proposal: Proposal, subject: Tracked, step: Step, names: dict[str, str], visitor: Visitor
) -> Waiting:
    obstacles = proposals.obstacles_to_approval(proposal, by=visitor.user, on=visitor.on)
    return Waiting(
        proposal=proposal,
        subject=subject,
        step=step,
        proposer=names.get(proposal.proposer, ""),
        given=proposal.approvals.count(),
        obstacles=obstacles,
        effects=[] if obstacles else preview_approval(proposal, by=visitor.user, on=visitor.on),
        key=new_key(),
    )


def _approve(proposal: Proposal, visitor: Visitor, key: str) -> tuple[int, str]:
    what = {"what": str(proposal)}
    try:
        done = proposals.approve(proposal, by=visitor.user, on=visitor.on, key=key or None)
    except Refused as refused:
        return messages.ERROR, str(refused)
    except Stale:
        return messages.ERROR, _(
            "The case has changed since it was proposed: whoever prepared it proposes it again."
        )
    except KeyReused:
        return messages.ERROR, _("This form was used before. Reload the page.")
    if done.state == ProposalState.OPEN:
        return messages.SUCCESS, _("Approved; another person has to approve it too.") % what
    return messages.SUCCESS, _("Approved and carried out.") % what


def _send_back(proposal: Proposal, visitor: Visitor, note: str, key: str) -> tuple[int, str]:
    try:
        proposals.send_back(proposal, by=visitor.user, on=visitor.on, note=note, key=key)
    except Refused as refused:
        return messages.ERROR, str(refused)
    return messages.SUCCESS, _("Sent back with your reason.")


def _proposal_or_404(visitor: Visitor, pk: str) -> Proposal:
    proposal = Proposal.objects.filter(pk=pk).first()
    if proposal is None or _subject(visitor, proposal) is None:
        raise Http404
    step = steps_of(model_and_id(proposal.subject)[0])[proposal.command]
    if not visitor.has(step.approved_by):
        raise PermissionDenied
    return proposal


def _subject(visitor: Visitor, proposal: Proposal) -> Tracked | None:
    model, pk = model_and_id(proposal.subject)
    manager: Any = model._default_manager
    if not isinstance(manager, ScopedManager):
        return None
    found: Tracked | None = (
        manager.all().visible_to(visitor.user, on=visitor.on).filter(pk=pk).first()
    )
    return found


def _back(proposal: Proposal) -> str:
    model, pk = model_and_id(proposal.subject)
    return case_pages.address_of(model._base_manager.get(pk=pk))


def _names(found: Any) -> dict[str, str]:
    ids = [proposal.proposer.partition(":")[2] for proposal in found]
    return {f"people.user:{user.pk}": user.name for user in User.objects.filter(pk__in=ids)}
