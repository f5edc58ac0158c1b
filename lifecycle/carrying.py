"""Carries out what a step causes, in its transaction: books, papers, words, further steps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from accounting import journal, payables
from accounting.models import Entry
from audit.models import Event
from documents import papers
from lifecycle.acts import Act
from lifecycle.cases import Tracked
from lifecycle.effects import Announcement, Beginning, Effects, Fire
from lifecycle.models import Notice
from lifecycle.orders import Order
from lifecycle.registries import consequences
from lifecycle.steps import opening_of
from lifecycle.unit import Unit, stream_of
from people.actors import system_actor

if TYPE_CHECKING:
    from people.models import Participant


def carry_out(unit: Unit, subject: Tracked, act: Act, effects: Effects, event: Event) -> None:
    """Carry out the effects: books, papers, words; further steps wait their turn."""
    _books(act, effects, event)
    for lower in effects.acts:
        lower()
    _papers(subject, act, effects)
    _words(subject, act, effects, event)
    cause = f"{event.stream}#{event.seq}"
    for beginning in effects.beginnings:
        _begin(unit, subject, act, beginning, cause)
    for fire in effects.fire:
        _fire(unit, act, fire, cause)
    for announcement in effects.announcements:
        _announce(unit, act, announcement, cause)


def _books(act: Act, effects: Effects, event: Event) -> None:
    for back in effects.reversals:
        journal.reverse(
            Entry.objects.get(pk=back.entry),
            reason=back.reason,
            on=act.on,
            value_on=act.value_on,
            event=event,
            actor=act.by.label,
        )
    if effects.postings:
        journal.post(
            effects.postings,
            on=act.on,
            value_on=act.value_on,
            event=event,
            actor=act.by.label,
        )
    for part in effects.dropped_payables:
        payables.cancel(part, on=act.on)
    for draft in effects.payables:
        payables.write(draft, on=act.on)
    for payable in effects.paid_payables:
        payables.mark_paid(payable, on=act.value_on or act.on)
    for payable in effects.unpaid_payables:
        payables.mark_unpaid(payable)


def _papers(subject: Tracked, act: Act, effects: Effects) -> None:
    for name in effects.papers:
        papers.request(name, subject=subject, by=act.by.label, on=act.on)


def _words(subject: Tracked, act: Act, effects: Effects, event: Event) -> None:
    participant = _participant(subject) if effects.words else None
    if participant is None:
        return
    for word in effects.words:
        Notice.objects.create(
            stream=subject.stream,
            event_seq=event.seq,
            participant=participant,
            template=word.template,
            context=dict(word.context),
            language=participant.language,
            on=act.on,
        )


def _begin(unit: Unit, subject: Tracked, act: Act, beginning: Beginning, cause: str) -> None:
    row = beginning.model(**beginning.fields)
    command = opening_of(beginning.model).command
    order = _following(act, cause, row.label, subject.stream, command, beginning.facts)
    unit.then_open(row, order)


def _fire(unit: Unit, act: Act, fire: Fire, cause: str) -> None:
    stream = stream_of(fire.subject)
    unit.then(_following(act, cause, fire.subject, stream, fire.command, fire.facts))


def _announce(unit: Unit, act: Act, announcement: Announcement, cause: str) -> None:
    answer = consequences.answer(announcement.event, announcement.about)
    if answer is not None:
        _fire(unit, act, Fire(announcement.about, answer.command, announcement.facts), cause)


def _following(
    act: Act, cause: str, subject: str, stream: str, command: str, facts: Mapping[str, Any]
) -> Order:
    """Return the order of a step that answers another: the system's, on the same day."""
    return Order(
        subject=subject,
        stream=stream,
        command=command,
        by=system_actor(),
        on=act.on,
        value_on=act.value_on,
        facts=facts,
        cause=cause,
        consequence=True,
    )


def _participant(subject: Tracked) -> Participant | None:
    return getattr(subject.root, "participant", None)
