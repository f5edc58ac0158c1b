"""Row 8: one posting, and a batch of them, against the same rows in plain SQL."""

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from accounting import catalogue, journal
from accounting.catalogue import Dimensions, F, G, Posting
from audit.identifiers import new_id
from audit.models import Event
from benchmarks import turns
from tests.accounting.books import DAY, GIULIA, Books
from tests.accounting.tampering import owner, unguarded

_ENTRY = (
    "INSERT INTO accounting_entry (id, posting, booked_on, value_on, recorded_at, root, part,"
    " event_stream, event_seq, size, reverses_id, reason, actor)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, NULL, '', %s)"
)
_MOVEMENT = (
    "INSERT INTO accounting_movement (entry_id, number, book, debit_id, credit_id, cents,"
    " position_id, category_id, root, part, from_part)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_MANY = 200  # single postings in a round, in one transaction


def measure(books: Books, *, batch: int, rounds: int) -> None:
    """Time the clearance of months, one by one and in a batch, ours and plain."""
    _award(books, count=batch)
    event = books.event()
    singles = [_posting(books, number) for number in range(_MANY)]
    many = [_posting(books, number) for number in range(batch)]
    alone = turns.medians(
        {
            "ours": _undone(lambda: _one_by_one(_ours, singles, event)),
            "plain SQL": _undone(lambda: _one_by_one(_plain, singles, event)),
        },
        rounds=rounds,
    )
    turns.tell(f"Row 8: {_MANY} single postings", alone, reference="plain SQL", goal=2.0)
    together = turns.medians(
        {
            "ours": _undone(lambda: _ours(many, event)),
            "executemany": _undone(lambda: _plain(many, event)),
        },
        rounds=rounds,
    )
    with owner(), unguarded():
        together |= turns.medians(
            {"executemany without triggers": _undone(lambda: _plain(many, event))}, rounds=rounds
        )
    turns.tell(f"Row 8: a batch of {batch:,}", together, reference="executemany", goal=1.8)


def _award(books: Books, *, count: int) -> None:
    """Commit a euro to each case, a hundred cases in a transaction."""
    for start in range(0, count, 100):
        cases = range(start, min(start + 100, count))
        books.book(
            *(catalogue.commit(1_00, _dims(books, case), source=F.AVAILABLE) for case in cases)
        )


def _dims(books: Books, number: int) -> Dimensions:
    return books.dims(f"tests.case:{number}", f"dote.month:{number}")


def _posting(books: Books, number: int) -> Posting:
    return catalogue.make_payable(1_00, _dims(books, number), cost=G.VOUCHERS, creditor=G.PROVIDERS)


def _undone(work: Callable[[], object]) -> Callable[[], None]:
    """Return the work as something that leaves nothing behind."""

    def do() -> None:
        with transaction.atomic():
            work()
            transaction.set_rollback(True)

    return do


def _one_by_one(
    book: Callable[[list[Posting], Event], None], postings: list[Posting], event: Event
) -> None:
    for posting in postings:
        book([posting], event)


def _ours(postings: list[Posting], event: Event) -> None:
    journal.post(postings, on=DAY, event=event, actor=GIULIA)


def _plain(postings: list[Posting], event: Event) -> None:
    entries: list[tuple[Any, ...]] = []
    movements: list[tuple[Any, ...]] = []
    day = connection.ops.adapt_datefield_value(DAY)
    at = connection.ops.adapt_datetimefield_value(event.at)
    for posting in postings:
        key = new_id()
        entries.append(_entry(key, posting, event, day, at))
        for number, move in enumerate(posting.moves, start=1):
            dims = move.dims
            who = (dims.position_id, dims.category_id, dims.root, dims.to, dims.taken_from)
            movements.append(
                (key, number, move.book.value, move.debit, move.credit, move.cents, *who)
            )
    with connection.cursor() as cursor:
        cursor.executemany(_ENTRY, entries)
        cursor.executemany(_MOVEMENT, movements)


def _entry(key: str, posting: Posting, event: Event, day: Any, at: Any) -> tuple[Any, ...]:
    dims = posting.moves[0].dims
    cause = (event.stream, event.seq, len(posting.moves), GIULIA)
    return (key, posting.code, day, day, at, dims.root, dims.to, *cause)
