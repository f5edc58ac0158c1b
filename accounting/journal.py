"""The one writer of the journal: postings in, entries and movements out, all or none."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from django.db import IntegrityError

from accounting import journal_rows, periods
from accounting.catalogue.shapes import Dimensions, Move, Posting
from accounting.models import Entry
from accounting.refusals import AlreadyReversed, Overdrawn
from audit.identifiers import new_id

_REASON_CODE = re.compile(r"[a-z0-9_.:-]{0,60}")
# The catalogue names the reversal of a receipt and of its allocation; others keep their code.
_REVERSAL_CODES = {"RCV": "RVR", "ALL": "RVR"}


class RecordedEvent(Protocol):
    """The event of the trail that causes an entry."""

    stream: str
    seq: int
    at: datetime


def post(
    postings: Sequence[Posting],
    *,
    on: date,
    value_on: date | None = None,
    event: RecordedEvent,
    actor: str,
    reason: str = "",
) -> list[Entry]:
    """Book the postings, one entry each, and return the entries.

    `actor` is a label. The booking date is `on`, or the first open day after it; the value date
    stays. Raises `Overdrawn` where a ceiling would be passed, another IntegrityError where the
    database refuses otherwise, and ValueError where `reason` is not a code.
    """
    if not postings:
        return []
    booked_on = periods.booking_day(on)
    entries = [
        _entry(
            posting,
            booked_on=booked_on,
            value_on=value_on or on,
            event=event,
            actor=actor,
            reason=reason,
        )
        for posting in postings
    ]
    _write(entries, postings)
    return entries


def reverse(
    entry: Entry,
    *,
    reason: str,
    on: date,
    value_on: date | None = None,
    event: RecordedEvent,
    actor: str,
) -> Entry:
    """Book the exact opposite of an entry, last move first, and return the new entry.

    Raises `AlreadyReversed` where the entry was reversed before.
    """
    if Entry.objects.filter(reverses=entry).exists():
        raise AlreadyReversed(f"Entry {entry.pk} was reversed before.")
    posting = reversal_of(entry)
    reversal = _entry(
        posting,
        booked_on=periods.booking_day(on),
        value_on=value_on or on,
        event=event,
        actor=actor,
        reason=reason,
    )
    reversal.reverses = entry
    _write([reversal], [posting])
    return reversal


def reversal_of(entry: Entry) -> Posting:
    """Return the exact opposite of a booked entry, last move first."""
    return Posting(
        _REVERSAL_CODES.get(entry.posting, entry.posting),
        tuple(move.inverted() for move in reversed(moves_of(entry))),
    )


def moves_of(entry: Entry) -> list[Move]:
    """Return the moves of a booked entry, in their order."""
    return [
        Move(
            movement.debit_id,
            movement.credit_id,
            movement.cents,
            Dimensions(
                position_id=movement.position_id,
                root=movement.root,
                part=movement.part,
                from_part=movement.from_part,
                category_id=movement.category_id,
            ),
        )
        for movement in entry.movements.order_by("number")
    ]


def _entry(
    posting: Posting,
    *,
    booked_on: date,
    value_on: date,
    event: RecordedEvent,
    actor: str,
    reason: str,
) -> Entry:
    if not _REASON_CODE.fullmatch(reason):
        raise ValueError("The reason of an entry is a code such as returned_by_bank.")
    dims = posting.moves[0].dims
    return Entry(
        id=new_id(),
        posting=posting.code,
        booked_on=booked_on,
        value_on=value_on,
        recorded_at=event.at,
        root=dims.root,
        part=dims.to,
        event_stream=event.stream,
        event_seq=event.seq,
        size=len(posting.moves),
        reason=reason,
        actor=actor,
    )


def _write(entries: list[Entry], postings: Sequence[Posting]) -> None:
    """Insert all rows; what the ceiling refuses is told with what was asked."""
    try:
        journal_rows.write(entries, postings)
    except IntegrityError as refusal:
        raise Overdrawn.from_refusal(refusal, postings) or refusal from refusal
    for entry in entries:
        entry._state.adding = False
