"""Verifies the trail where it is stored, with the same code that an auditor runs offline."""

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import nullcontext
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db import connections, router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from audit import seals, verifier
from audit.canonical import instant
from audit.models import Event, Seal, SealLeaf, StreamHead

_AT = {
    "sqlite": "replace(at, ' ', 'T') || CASE length(at) WHEN 19 THEN '.000000Z' ELSE 'Z' END",
    "postgresql": """to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""",
}
# The text that the columns make at both ends of the canonical JSON of an honest event.
_START = (
    """'{"action":"' || action || '","actor":"' || actor || '","at":"' || :at || '","clock":"'"""
)
_END = """',"role":"' || role || '","seq":' || seq || ',"source":"' || source || '","stream":"'
|| stream || '","subject":"' || subject || '","target":"' || target || '","v":1}'"""
_EVENTS = f"""
SELECT id, stream, seq, prev, content, hash, {_START}, {_END} FROM audit_event ORDER BY id
"""
_ONE = "SELECT :at, actor, role, action, subject, source, target FROM audit_event WHERE id = %s"
_NAMES = ("at", "actor", "role", "action", "subject", "source", "target")
_FETCHED = 2000  # rows at a time

Row = tuple[int, str, int, str, str, str, str, str]  # the columns of _EVENTS


def verify_stored(*, paper: tuple[int, str] | None = None) -> verifier.Report:
    """Return the report on the stored trail: seals, chains, columns and what cases remember.

    `paper` is a size and root to compare with. The seals are read before the events and
    never change, so nothing needs to be locked while work goes on.
    """
    columns: dict[verifier.Fault, None] = {}
    report = verifier.verify(
        stored_seals(),
        lambda: _events(columns),
        paper=paper,
        public_key=seals.public_key(),
    )
    report.faults += [*columns, *_check_heads()]
    return report


def stored_seals() -> list[verifier.Seal]:
    """Return the seals with their leaves, in order."""
    leaves: dict[int, list[tuple[str, int, str]]] = defaultdict(list)
    numbers = SealLeaf.objects.order_by("id").values_list("seal_id", "stream", "seq", "head")
    for number, stream, seq, head in numbers.iterator():
        leaves[number].append((stream, seq, head))
    return [
        verifier.Seal(
            number=seal.number,
            at=instant(seal.at),
            size=seal.size,
            root=seal.root,
            prev=seal.prev,
            signature=seal.signature,
            public_key=seal.public_key,
            leaves=tuple(sorted(leaves[seal.number])),
        )
        for seal in Seal.objects.order_by("number").iterator()
    ]


def stored_rows() -> Iterator[Row]:
    """Yield id, stream, seq, prev, content, hash of every event in the order of their making.

    Then come the two texts with which the content begins and ends, if the columns are true.
    """
    connection = connections[router.db_for_read(Event)]
    with _snapshot(connection), connection.chunked_cursor() as cursor:
        cursor.execute(_EVENTS.replace(":at", _AT[connection.vendor]), None)
        while rows := cursor.fetchmany(_FETCHED):
            yield from rows


def _snapshot(connection: BaseDatabaseWrapper) -> Any:
    """Return what streaming needs: a transaction on PostgreSQL; on SQLite it would lock out."""
    if connection.vendor == "postgresql":
        return transaction.atomic(using=connection.alias)
    return nullcontext()


def _events(columns: dict[verifier.Fault, None]) -> Iterator[verifier.Event]:
    """Yield the events; note in `columns` those whose columns contradict their content."""
    for row in stored_rows():
        _, stream, seq, prev, content, stored, start, end = row
        digest = sha256(content.encode()).hexdigest()
        # Keys are sorted and quotes inside a text escaped: the last one is the event's own.
        place = content.rfind(',"prev":"') + 9
        ends = content.startswith(start) and content.endswith(end)
        if ends and content.startswith(prev, place):
            yield verifier.Event(stream, seq, prev, digest, stored)
        else:
            yield _look_closer(row, digest, columns)


def _look_closer(row: Row, digest: str, columns: dict[verifier.Fault, None]) -> verifier.Event:
    """Compare column by column; an event is placed by its content if that is still its own."""
    identifier, stream, seq, prev, content, stored, *_ = row
    told = _parsed(content)
    shown: dict[str, Any] = {"stream": stream, "seq": seq, "prev": prev} | _other_columns(
        identifier
    )
    differing = [name for name in shown if shown[name] != told.get(name)]
    place = shown | told if digest == stored else shown
    if differing:
        seq, detail = int(place["seq"]), ", ".join(sorted(differing))
        fault = verifier.Fault("columns changed", str(place["stream"]), seq, seq, detail=detail)
        columns[fault] = None
    return verifier.Event(place["stream"], place["seq"], place["prev"], digest, stored)


def _other_columns(identifier: int) -> dict[str, Any]:
    connection = connections[router.db_for_read(Event)]
    with connection.cursor() as cursor:
        cursor.execute(_ONE.replace(":at", _AT[connection.vendor]), [identifier])
        return dict(zip(_NAMES, cursor.fetchone(), strict=True))


def _parsed(content: str) -> dict[str, Any]:
    try:
        told = json.loads(content)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _check_heads() -> list[verifier.Fault]:
    """Compare the end of each stream with what the case itself (or the head's row) remembers."""
    connection = connections[router.db_for_read(Event)]
    faults = []
    for model in apps.get_models():
        names = {field.name for field in model._meta.local_concrete_fields}
        if {"trail_seq", "trail_head"} <= names:
            prefix = f"{model._meta.label_lower}:"
            table, key = model._meta.db_table, str(model._meta.pk.column)
            faults += _unlike(
                connection, table, f"'{prefix}' || row.{key}", "trail_seq", "trail_head"
            )
    faults += _unlike(connection, StreamHead._meta.db_table, "row.stream", "seq", "head")
    return faults + _check_last_seal()


def _unlike(
    connection: BaseDatabaseWrapper, table: str, stream: str, seq: str, head: str
) -> list[verifier.Fault]:
    sql = " ".join(
        (
            f"SELECT {stream}, row.{seq} FROM {table} AS row",
            f"LEFT JOIN audit_event AS e ON e.stream = {stream} AND e.seq = row.{seq}",
            f"LEFT JOIN audit_event AS more ON more.stream = {stream}",
            f"AND more.seq = row.{seq} + 1",
            f"WHERE row.{seq} > 0 AND (e.hash IS NULL OR e.hash <> row.{head}",
            f"OR more.seq IS NOT NULL) AND {stream} <> '{seals.STREAM}' ORDER BY 1",
        )
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, None)
        return [
            verifier.Fault("case remembers another", stream, seq, seq)
            for stream, seq in cursor.fetchall()
        ]


def _check_last_seal() -> list[verifier.Fault]:
    """Say that the last seals are gone, when the row that counts them knows of more."""
    last = seals.latest()
    head = StreamHead.objects.filter(pk=seals.STREAM).first()
    if head is None or head.seq <= (last.number if last else 0):
        return []
    return [verifier.Fault("seal missing", seal=head.seq)]
