"""Four eyes: one person proposes a step, others approve it, the last approval carries it out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, cast

from django.utils.translation import gettext as _

from audit.canonical import canonical
from lifecycle import closed, engine, facts
from lifecycle.as_proposed import altered
from lifecycle.cases import Tracked
from lifecycle.errors import Refused, Stale
from lifecycle.guards import Obstacle
from lifecycle.models import Approval, Proposal
from lifecycle.orders import Order, order_for
from lifecycle.steps import Eyes, Step, steps_of
from lifecycle.unit import Unit, locked_first, model_and_id
from people.actors import Actor, system_actor
from people.models import User


def propose(
    bound: Callable[..., Any],
    *,
    by: User | Actor,
    on: date,
    key: str | None = None,
    version: int | None = None,
    note: str = "",
    **told: Any,
) -> Proposal:
    """Prepare a step for approval, after all its guards have been asked, and return the proposal.

    Raises Refused with every reason, Stale when the row moved after ``version``.
    """
    order = order_for(bound, by=by, on=on, version=version, facts=told)
    opened = Order(
        subject=order.subject,
        stream=order.stream,
        command="propose",
        by=by,
        on=on,
        note=note,
        facts={"command": order.command, **told},
        version=version,
    )
    proposal: Proposal = engine.answered(key, opened, lambda unit: _open(unit, order, note))
    return proposal


def approve(
    proposal: Proposal, *, by: User | Actor, on: date, key: str | None = None, note: str = ""
) -> Proposal:
    """Give one approval; the last one that is wanted carries the step out.

    Each approval, and with the last one the step, is of what was proposed and nothing else.
    Raises Refused with every reason, Stale when the object changed after it was proposed: the
    proposal is then closed as overtaken.
    """
    order = Order(
        subject=proposal.label, stream=proposal.stream, command="give", by=by, on=on, note=note
    )
    first = locked_first(proposal.subject, proposal.command)
    try:
        approved: Proposal = engine.answered(
            key, order, lambda unit: _approve(unit, order), first=first
        )
    except Stale:
        _overtake(proposal, on)
        raise
    return approved


def send_back(
    proposal: Proposal, *, by: User | Actor, on: date, note: str, key: str | None = None
) -> Proposal:
    """Return the decision to whoever prepared it, with the reason in ``note``."""
    spec = _step(proposal)
    order = Order(
        subject=proposal.label, stream=proposal.stream, command="send_back", by=by, on=on, note=note
    )

    def do(unit: Unit) -> Tracked:
        if not note.strip():
            raise Refused([_without_reason(spec)])
        _approver(unit, proposal, spec, order)
        return engine.move(unit, order)

    returned: Proposal = engine.answered(key, order, do)
    return returned


def obstacles_to_approval(proposal: Proposal, *, by: User | Actor, on: date) -> list[Obstacle]:
    """Return why this person cannot approve now: own proposal, role, or the case itself."""
    changed = altered(proposal)
    if changed:
        return changed
    model, pk = model_and_id(proposal.subject)
    subject = model._base_manager.get(pk=pk)
    spec = _step(proposal)
    order = _order(proposal, by=by, on=on, approvals=("",))
    found = closed.obstacles(subject, spec, engine.act_for(subject, spec, order), order)
    return [*_own(proposal, by), *found]


def _open(unit: Unit, order: Order, note: str) -> Proposal:
    subject = unit.subject(order.subject, order.stream)
    if order.version is not None and subject.last_seq != order.version:
        raise Stale(engine.since(subject, order.version))
    spec = steps_of(type(subject))[order.command]
    act = engine.act_for(subject, spec, order)
    found = closed.obstacles(subject, spec, act, order)
    if found or act is None:
        raise Refused(found)
    told = facts.plain(facts.told(spec.facts, order.facts))
    cents = spec.amount(subject, act) if spec.amount else None
    row = Proposal(
        case_label=order.stream,
        subject=order.subject,
        command=order.command,
        facts=told,
        facts_hash=hashlib.sha256(canonical(told).encode()).hexdigest(),
        subject_version=subject.last_seq,
        cents=cents,
        proposer=act.by.label,
        proposed_on=order.on,
        wanted=subject.root.approvals_wanted(cents) if spec.eyes is Eyes.E3 else 1,
    )
    opening = Order(
        subject=row.label, stream=order.stream, command="propose", by=act.by, on=order.on, note=note
    )
    return engine.open_row(unit, row, opening)


def _approve(unit: Unit, order: Order) -> Tracked:
    proposal = cast(Proposal, unit.subject(order.subject, order.stream))
    changed = altered(proposal)
    if changed:
        raise Refused(changed)
    spec = _step(proposal)
    actor = _approver(unit, proposal, spec, order)
    approval = Approval(case_label=proposal.case_label, proposal=proposal)
    engine.open_row(unit, approval, replace(order, subject=approval.label, by=actor))
    given = tuple(proposal.approvals.order_by("id").values_list("approver", flat=True))
    if len(given) >= proposal.wanted:
        done = engine.move(unit, _order(proposal, by=actor, on=order.on, approvals=given))
        cause = f"{proposal.stream}#{done.last_seq}"
        engine.move(unit, _close(proposal, "execute", order.on, cause=cause))
        return unit.subject(proposal.label, proposal.stream)
    return proposal


def _approver(unit: Unit, proposal: Proposal, spec: Step, order: Order) -> Actor:
    """Return the actor in one of the approving roles, after asking all that can be asked."""
    subject = unit.subject(proposal.subject, proposal.stream)
    asked = replace(order, subject=proposal.subject, command=proposal.command, approvals=("",))
    act = engine.act_for(subject, spec, asked)
    if act is None:
        raise Refused(closed.obstacles(subject, spec, None, asked))
    own = _own(proposal, act.by)
    if own and order.command == "give":
        raise Refused(own)
    return act.by


def _overtake(proposal: Proposal, on: date) -> None:
    engine.execute(_close(proposal, "go_stale", on))


def _close(proposal: Proposal, command: str, on: date, *, cause: str = "") -> Order:
    return Order(
        subject=proposal.label,
        stream=proposal.stream,
        command=command,
        by=system_actor(),
        on=on,
        cause=cause,
    )


def _order(proposal: Proposal, *, by: User | Actor, on: date, approvals: tuple[str, ...]) -> Order:
    """Return the proposed step as an order of those who approved it."""
    return Order(
        subject=proposal.subject,
        stream=proposal.stream,
        command=proposal.command,
        by=by,
        on=on,
        facts=facts.restored(_step(proposal).facts, proposal.facts),
        version=proposal.subject_version,
        proposer=proposal.proposer,
        approvals=approvals,
    )


def _step(proposal: Proposal) -> Step:
    model, _pk = model_and_id(proposal.subject)
    return steps_of(model)[proposal.command]


def _own(proposal: Proposal, by: User | Actor) -> list[Obstacle]:
    label = by.label if isinstance(by, Actor) else f"people.user:{by.pk}"
    if label != proposal.proposer:
        return []
    sentence = _("You prepared this decision: another person has to approve it.")
    return [Obstacle("own_proposal", sentence, _step(proposal).approved_by, forbidden=True)]


def _without_reason(spec: Step) -> Obstacle:
    sentence = _("Say why you send the decision back: whoever prepared it has to know.")
    return Obstacle("no_reason", sentence, spec.approved_by)
