"""Checks of the journal itself: complete entries, whole cents, the catalogue, exact reversals."""

import json
from collections import defaultdict
from collections.abc import Iterator

from accounting.catalogue.fingerprint import PlainMove, fingerprint_of
from accounting.catalogue.legs import LEGS
from accounting.check_books.finding import Finding, rows
from accounting.reference import CHART


def chart() -> Iterator[Finding]:
    """Find accounts that are missing from the chart, or are not of it."""
    present = {code for (code,) in rows("SELECT code FROM accounting_account")}
    declared = {line.code.value for line in CHART}
    for code in sorted(declared ^ present):
        fault = "is missing" if code in declared else "is not in the chart of accounts"
        yield Finding("chart", code, f"the account {fault}")


def whole_cents() -> Iterator[Finding]:
    """I01: find amounts that are not a positive whole number of cents."""
    for key, cents in rows(
        "SELECT id, cents FROM accounting_movement"
        " WHERE cents <= 0 OR cents <> CAST(cents AS bigint) OR debit_id = credit_id"
    ):
        yield Finding("I01", f"movement {key}", f"{cents} is not an amount between two accounts")


def complete_entries() -> Iterator[Finding]:
    """I01: find entries with a movement too few or too many."""
    for key, size, count in rows("""
        SELECT e.id, e.size, COUNT(m.id) FROM accounting_entry e
        LEFT JOIN accounting_movement m ON m.entry_id = e.id
        GROUP BY e.id, e.size HAVING COUNT(m.id) <> e.size"""):
        yield Finding("I01", f"entry {key}", f"it has {count} movements and should have {size}")


def one_book() -> Iterator[Finding]:
    """I01: find movements between the two books."""
    for key, debit, credit in rows("""
        SELECT m.id, m.debit_id, m.credit_id FROM accounting_movement m
        JOIN accounting_account d ON d.code = m.debit_id
        JOIN accounting_account c ON c.code = m.credit_id
        WHERE d.book <> c.book OR d.book <> m.book"""):
        yield Finding("I01", f"movement {key}", f"{debit} and {credit} are of different books")


def catalogue() -> Iterator[Finding]:
    """I04, I10: find movements that no posting of the catalogue makes."""
    for posting, reversal, debit, credit, first in rows("""
        SELECT e.posting, e.reverses_id IS NOT NULL, m.debit_id, m.credit_id, MIN(m.id)
        FROM accounting_movement m JOIN accounting_entry e ON e.id = m.entry_id
        GROUP BY e.posting, e.reverses_id IS NOT NULL, m.debit_id, m.credit_id"""):
        legs = LEGS.get(posting, frozenset())
        allowed = (debit, credit) in legs or (reversal and (credit, debit) in legs)
        if not allowed:
            yield Finding(
                "catalogue", f"movement {first}", f"{posting} never books {debit} / {credit}"
            )


def reversals() -> Iterator[Finding]:
    """I28: find reversals that are not the exact opposite of what they reverse."""
    for key, reversed_key in rows("""
        SELECT e.id, e.reverses_id FROM accounting_entry e
        JOIN accounting_entry o ON o.id = e.reverses_id
        WHERE e.size <> o.size OR EXISTS (
            SELECT 1 FROM accounting_movement m WHERE m.entry_id = e.id AND NOT EXISTS (
                SELECT 1 FROM accounting_movement x
                WHERE x.entry_id = o.id AND x.number = e.size + 1 - m.number
                    AND x.debit_id = m.credit_id AND x.credit_id = m.debit_id
                    AND x.cents = m.cents AND x.position_id = m.position_id
                    AND x.root = m.root AND x.part = m.from_part AND x.from_part = m.part))"""):
        yield Finding("I28", f"entry {key}", f"it does not undo exactly entry {reversed_key}")


def events() -> Iterator[Finding]:
    """I15: find entries whose event is not in the trail."""
    for key, stream, seq in rows("""
        SELECT e.id, e.event_stream, e.event_seq FROM accounting_entry e
        LEFT JOIN audit_event v ON v.stream = e.event_stream AND v.seq = e.event_seq
        WHERE v.id IS NULL"""):
        yield Finding("I15", f"entry {key}", f"the trail has no event {stream} {seq}")


def fingerprints() -> Iterator[Finding]:
    """I14: find events whose postings are no longer what the event says they were."""
    promised = {
        (stream, seq): books
        for stream, seq, content in rows(
            "SELECT stream, seq, content FROM audit_event WHERE content LIKE %(key)s",
            {"key": '%"books":"%'},
        )
        if isinstance(books := json.loads(content)["facts"].get("books"), str)
    }
    if not promised:
        return
    booked = _booked_by_event()
    for (stream, seq), books in promised.items():
        if fingerprint_of(booked.get((stream, seq), {}).values()) != books:
            yield Finding("I14", f"event {stream} {seq}", "its movements are not those it records")


def _booked_by_event() -> dict[tuple[str, int], dict[str, tuple[str, list[PlainMove]]]]:
    """Return by event the entries, each with its posting and its moves as they stand."""
    booked: defaultdict[tuple[str, int], dict[str, tuple[str, list[PlainMove]]]]
    booked = defaultdict(dict)
    for stream, seq, entry, code, *move in rows("""
        SELECT e.event_stream, e.event_seq, e.id, e.posting, m.debit_id, m.credit_id, m.cents,
            m.position_id, m.root, m.part, m.from_part, COALESCE(m.category_id, '')
        FROM accounting_movement m JOIN accounting_entry e ON e.id = m.entry_id
        ORDER BY e.id, m.number"""):
        moves = booked[stream, seq].setdefault(entry, (code, []))[1]
        moves.append(tuple(str(value) for value in move))
    return booked
