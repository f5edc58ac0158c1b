"""The one place where steps happen: lock, check, fire, record, post; all of it, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

from django.db import IntegrityError

from audit.labels import label as label_of
from audit.models import Event
from lifecycle import closed, facts, idempotency, references, rows, writing
from lifecycle.acts import Act
from lifecycle.carrying import carry_out
from lifecycle.cases import CaseRoot, Tracked
from lifecycle.effects import Effects
from lifecycle.errors import Refused, Stale
from lifecycle.guards import Obstacle
from lifecycle.orders import Order, order_for, subject_of
from lifecycle.refusals import explained
from lifecycle.steps import Step, firing, opening_of, steps_of
from lifecycle.unit import Unit, locked_first, unit_of_work
from people.actors import Actor
from people.models import User

M = TypeVar("M", bound=Tracked)


def perform(
    bound: Callable[..., Any],
    *,
    by: User | Actor,
    on: date,
    key: str | None = None,
    version: int | None = None,
    note: str = "",
    value_on: date | None = None,
    **told: Any,
) -> Any:
    """Do a step, such as ``perform(case.sign, by=samir, on=today)``, and return the fresh row.

    Raises Refused with every reason, Stale when the row moved after ``version``, KeyReused when
    ``key`` came before with another request.
    """
    order = order_for(
        bound, by=by, on=on, version=version, note=note, value_on=value_on, facts=told
    )
    return execute(order, key=key)


def begin(
    model: type[M],
    *,
    by: User | Actor,
    on: date,
    key: str | None = None,
    note: str = "",
    told: dict[str, Any] | None = None,
    **fields: Any,
) -> M:
    """Create a case, or a part of one, by its opening step, and return it.

    Raises Refused with every reason.
    """
    row = model(**fields)
    stream = row.label if isinstance(row, CaseRoot) else row.stream
    order = Order(
        subject=row.label,
        stream=stream,
        command=opening_of(model).command,
        by=by,
        on=on,
        note=note,
        facts=told or {},
    )
    opened: M = answered(
        key, order, lambda unit: open_row(unit, row, order), lock=not isinstance(row, CaseRoot)
    )
    return opened


def execute(order: Order, *, key: str | None = None) -> Any:
    """Carry out an order in a transaction of its own; see ``perform``."""
    first = locked_first(order.subject, order.command)
    return answered(key, order, lambda unit: move(unit, order), first=first)


def obstacles(
    bound: Callable[..., Any], *, by: User | Actor, on: date, **told: Any
) -> list[Obstacle]:
    """Return every reason for which the step is closed to this person on this day.

    Facts that are not told yet are left out: a guard that needs them stays silent.
    """
    order = order_for(bound, by=by, on=on, facts=told)
    subject = subject_of(bound)
    spec = steps_of(type(subject))[order.command]
    return closed.obstacles(subject, spec, act_for(subject, spec, order), order)


def obstacles_to_begin(
    row: Tracked, *, by: User | Actor, on: date, told: dict[str, Any] | None = None
) -> list[Obstacle]:
    """Return every reason for which a row that is not stored yet cannot begin on this day."""
    spec = opening_of(type(row))
    order = Order(
        subject=row.label,
        stream=row.stream,
        command=spec.command,
        by=by,
        on=on,
        facts=told or {},
    )
    return closed.obstacles(row, spec, act_for(row, spec, order), order)


def move(unit: Unit, order: Order) -> Tracked:
    """Do the step inside an open transaction."""
    subject = unit.subject(order.subject, order.stream)
    if order.version is not None and subject.last_seq != order.version:
        raise Stale(since(subject, order.version))
    spec = steps_of(type(subject))[order.command]
    act = _allowed(subject, spec, order)
    before = rows.values(subject)
    with firing():
        effects = getattr(subject, order.command)(act) or Effects()
    event = writing.moved(unit, subject, spec, order, act=act, effects=effects, before=before)
    carry_out(unit, subject, act, effects, event)
    return subject


def open_row(unit: Unit, row: M, order: Order) -> M:
    """Create the row inside an open transaction."""
    if isinstance(row, CaseRoot):
        unit.hold(row)
        row.reference = row.reference or references.next_reference(row.PREFIX, order.on)
    else:
        row.join(unit.root(row.stream))
    spec = opening_of(type(row))
    act = _allowed(row, spec, order)
    with firing():
        effects = getattr(row, spec.command)(act) or Effects()
    event = writing.opened(unit, row, spec, order, act=act, effects=effects)
    carry_out(unit, row, act, effects, event)
    return row


def follow(unit: Unit) -> None:
    """Do all that the steps of this transaction have caused, until nothing is left."""
    for row, order in unit.following():
        if row is None:
            move(unit, order)
        else:
            open_row(unit, row, order)


def act_for(subject: Tracked, spec: Step, order: Order) -> Act | None:
    """Return the act as which the order would be carried out, or None when the person may not."""
    actor = closed.actor_of(
        order.by,
        closed.who_may(spec, order),
        subject.root,
        order.on,
        partner=subject.partner_asked(spec.command),
    )
    if actor is None:
        return None
    return Act(
        by=actor,
        on=order.on,
        facts=order.facts,
        value_on=order.value_on,
        cause=order.cause,
        approvals=order.approvals,
        proposer=order.proposer,
        noted=bool(order.note.strip()),
    )


def _allowed(subject: Tracked, spec: Step, order: Order) -> Act:
    act = act_for(subject, spec, order)
    if act is not None:
        act.final = True
    found = closed.obstacles(subject, spec, act, order)
    if act is not None and spec.proposed and not order.approvals:
        found.append(closed.needs_proposal(spec))
    if found or act is None:
        raise Refused(found)
    act.facts = facts.told(spec.facts, order.facts)
    return act


def answered(
    key: str | None,
    order: Order,
    do: Callable[[Unit], Any],
    *,
    lock: bool = True,
    first: Sequence[str] = (),
) -> Any:
    """Carry out once: a key that comes back under the lock finds the first answer.

    ``first`` are the cases, by label, that are locked before the order's own.
    """
    try:
        with unit_of_work() as unit:
            if lock:
                unit.lock_first(first)
                unit.root(order.stream)
            known = idempotency.known(key, order)
            if known is not None:
                return known
            done = do(unit)
            follow(unit)
            idempotency.remember(key, order, done)
            return done
    except IntegrityError as error:
        again = idempotency.known(key, order)
        if again is not None:
            return again
        raise explained(error) from error


def since(subject: Tracked, version: int) -> list[Event]:
    """Return what happened to a row after the version that somebody was shown."""
    return list(
        Event.objects.filter(
            stream=subject.stream, subject=label_of(subject), seq__gt=version
        ).order_by("seq")
    )
