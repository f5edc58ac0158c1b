"""Follows a euro: from a row of a claim down to the application, and from a case up to its claims.

Reading only, and a fixed number of queries for each chain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounting.accounts import Book
from accounting.models import Entry, Payable
from audit.labels import label as label_of
from audit.models import Event
from lifecycle.payments import PaymentProof, proofs
from lifecycle.subjects import Stage, subjects

if TYPE_CHECKING:
    from expenditure.models import Claim, Item

BOOKED = {
    "LIQ": _("Cleared in the books"),
    "PAY": _("Paid in the books"),
    "WHT": _("Withholding paid in the books"),
    "RET": _("Returned in the books"),
    "REISS": _("Paid again in the books"),
}


@dataclass(frozen=True)
class Link:
    """One step of the way: what it is, when, how much, on which documents, told by which event."""

    kind: str
    """claim, item, payable, entry, payment, or the kind of a measure's stage."""
    title: str | Promise
    label: str
    reference: str
    on: date | None
    cents: int | None
    document_cents: int | None = None
    """Total of the supporting document, in cents."""
    evidence: tuple[str, ...] = ()
    stream: str = ""
    seq: int = 0
    hash: str = ""
    """Event of the trail that tells it; seq 0 where the row is told by another link's event."""


def down(item: Item) -> list[Link]:
    """Return the way of an item's money, from the claim down to the application, in this order:
    claim, item, payable, payment, entries of the journal, then the measure's own stages.

    Six queries, and as many as the measure needs for its story.
    """
    item = _with_claim(item)
    entries = _entries(item.part_label)
    events = _events(
        [(entry.event_stream, entry.event_seq) for entry in entries],
        [item.label, *([item.claim.label] if item.claim else [])],
    )
    proof = proofs.of([item.payable_id]).get(item.payable_id)
    return [
        *_claim_links(item, events),
        _item_link(item, events),
        _payable_link(item.payable, entries, events),
        *_payment_links(item.payable, proof, entries, events),
        *(_entry_link(entry, events) for entry in entries),
        *(_stage_link(stage) for stage in subjects.story(item.part_label)),
    ]


def down_from(payable: Payable) -> list[Link]:
    """Return the way of a sum that no item declares yet: payable, payment, entries, stages.

    Four queries, and as many as the measure needs for its story.
    """
    entries = _entries(payable.part)
    events = _events([(entry.event_stream, entry.event_seq) for entry in entries], [])
    proof = proofs.of([payable.pk]).get(payable.pk)
    return [
        _payable_link(payable, entries, events),
        *_payment_links(payable, proof, entries, events),
        *(_entry_link(entry, events) for entry in entries),
        *(_stage_link(stage) for stage in subjects.story(payable.part)),
    ]


def up(label: str) -> list[list[Link]]:
    """Return the ways from a case, a part or a payable up: for each item, its links upwards.

    Two queries, however many items there are.
    """
    from expenditure.models import Item

    named = Q(case_label=label) | Q(part_label=label)
    if label.startswith("accounting.payable:"):
        named = Q(payable=label.partition(":")[2])
    items = list(Item.objects.as_system().filter(named).select_related("claim").order_by("id"))
    events = _events(
        [], [each.label for item in items for each in (item, item.claim) if each is not None]
    )
    return [[_item_link(item, events), *_claim_links(item, events)] for item in items]


Events = Mapping[tuple[str, int], Event]


def _with_claim(item: Item) -> Item:
    rows = type(item).objects.as_system().select_related("claim", "payable")
    found: Item = rows.get(pk=item.pk)
    return found


def _entries(part: str) -> list[Entry]:
    """Return the journal's entries about the part that was paid, the latest first; two queries."""
    rows = Entry.objects.filter(part=part, posting__in=BOOKED)
    return list(rows.prefetch_related("movements").order_by("-recorded_at", "-id"))


def _events(told: Iterable[tuple[str, int]], streams: Iterable[str]) -> Events:
    """Return the events named, and all of the streams; one query."""
    wanted = set(told)
    exact = Q(
        stream__in={stream for stream, _seq in wanted}, seq__in={seq for _stream, seq in wanted}
    )
    rows = Event.objects.filter(exact | Q(stream__in=set(streams))).order_by("id")
    return {(event.stream, event.seq): event for event in rows}


def _claim_links(item: Item, events: Events) -> Iterator[Link]:
    claim: Claim | None = item.claim
    if claim is None:
        return
    event = _last(events, claim.label, "transmit", "open")
    yield Link(
        kind="claim",
        title=_("Claim"),
        label=claim.label,
        reference=claim.reference,
        on=claim.transmitted_on or claim.opened_on,
        cents=claim.declared_cents,
        **_told(event),
    )


def _item_link(item: Item, events: Events) -> Link:
    event = _last(events, item.label, "declare", "include", "complete", "enter")
    return Link(
        kind="item",
        title=_("Expenditure item"),
        label=item.label,
        reference=item.reference,
        on=item.completed_on or item.entered_on,
        cents=item.declared_cents,
        document_cents=item.document_cents,
        evidence=tuple(item.evidence),
        **_told(event),
    )


def _payable_link(payable: Payable, entries: Iterable[Entry], events: Events) -> Link:
    cleared = next((entry for entry in entries if entry.posting == "LIQ"), None)
    return Link(
        kind="payable",
        title=_("Sum cleared for payment"),
        label=label_of(payable),
        reference=payable.part,
        on=payable.created_on,
        cents=payable.gross_cents,
        evidence=tuple(payable.evidence),
        **_told(_event_of(cleared, events)),
    )


def _payment_links(
    payable: Payable, proof: PaymentProof | None, entries: Iterable[Entry], events: Events
) -> Iterator[Link]:
    if proof is None:
        return
    paid = next((entry for entry in entries if entry.posting in ("PAY", "REISS")), None)
    yield Link(
        kind="payment",
        title=_("Payment by the bank"),
        label=proof.label,
        reference=proof.bank_reference,
        on=proof.value_on,
        cents=proof.cents,
        **_told(_event_of(paid, events)),
    )


def _entry_link(entry: Entry, events: Events) -> Link:
    return Link(
        kind="entry",
        title=BOOKED[entry.posting],
        label=label_of(entry),
        reference=entry.posting,
        on=entry.booked_on,
        cents=sum(move.cents for move in entry.movements.all() if move.book == Book.FUNNEL),
        **_told(_event_of(entry, events)),
    )


def _stage_link(stage: Stage) -> Link:
    return Link(
        kind=stage.kind,
        title=stage.title,
        label=stage.label,
        reference=stage.reference,
        on=stage.on,
        cents=stage.cents,
        evidence=stage.evidence,
        stream=stage.stream,
        seq=stage.seq,
        hash=stage.hash,
    )


def _event_of(entry: Entry | None, events: Events) -> Event | None:
    return events.get((entry.event_stream, entry.event_seq)) if entry else None


def _last(events: Events, subject: str, *actions: str) -> Event | None:
    """Return the last event of the first of the actions that happened to the subject."""
    for action in actions:
        found = [e for e in events.values() if e.subject == subject and e.action == action]
        if found:
            return max(found, key=lambda event: event.seq)
    return None


def _told(event: Event | None) -> dict[str, Any]:
    if event is None:
        return {}
    return {"stream": event.stream, "seq": event.seq, "hash": event.hash}
