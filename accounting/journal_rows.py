"""Writes the rows of a step's postings: one statement for its entries, one for its movements.

Past the ORM, as the trail does: every step that moves money comes by here.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from accounting.catalogue.shapes import Posting
from accounting.models import Entry

_ENTRY = (
    "INSERT INTO accounting_entry (id, posting, booked_on, value_on, recorded_at, root, part,"
    " event_stream, event_seq, size, reverses_id, reason, actor) VALUES "
)
_MOVEMENT = (
    "INSERT INTO accounting_movement (entry_id, number, book, debit_id, credit_id, cents,"
    " position_id, category_id, root, part, from_part) VALUES "
)
_POSITION = 6  # place of the position in a movement's row
_AT_ONCE = 200  # rows in a statement, far below what any database takes

Row = tuple[Any, ...]


def write(entries: Sequence[Entry], postings: Sequence[Posting]) -> None:
    """Insert the entries and the movements of their postings, in the same order as given.

    Movements go in by position, so that two steps lock the positions in the same order.
    """
    _insert(_ENTRY, _entry_rows(entries))
    movements = [
        row
        for entry, posting in zip(entries, postings, strict=True)
        for row in _movement_rows(entry, posting)
    ]
    movements.sort(key=lambda row: row[_POSITION])
    _insert(_MOVEMENT, movements)


def _entry_rows(entries: Sequence[Entry]) -> list[Row]:
    day, instant = connection.ops.adapt_datefield_value, connection.ops.adapt_datetimefield_value
    return [
        (
            entry.id,
            entry.posting,
            day(entry.booked_on),
            day(entry.value_on),
            instant(entry.recorded_at),
            entry.root,
            entry.part,
            entry.event_stream,
            entry.event_seq,
            entry.size,
            entry.reverses_id,
            entry.reason,
            entry.actor,
        )
        for entry in entries
    ]


def _movement_rows(entry: Entry, posting: Posting) -> list[Row]:
    return [
        (
            entry.id,
            number,
            move.book.value,
            move.debit,
            move.credit,
            move.cents,
            move.dims.position_id,
            move.dims.category_id,
            move.dims.root,
            move.dims.to,
            move.dims.taken_from,
        )
        for number, move in enumerate(posting.moves, start=1)
    ]


def _insert(statement: str, rows: Sequence[Row]) -> None:
    one = f"({', '.join(['%s'] * len(rows[0]))})"
    with connection.cursor() as cursor:
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            values = [value for row in some for value in row]
            cursor.execute(statement + ", ".join([one] * len(some)), values)
