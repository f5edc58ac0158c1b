"""A trail as rows in memory, which a tamperer edits before it is written back."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from audit import verifier
from audit.canonical import canonical, instant, sha256
from audit.trail import GENESIS
from audit.verifier import seal_hash, seal_root, signed_message


@dataclass
class EventRow:
    """A row of audit_event."""

    id: int
    stream: str
    seq: int
    at: Any
    actor: str
    role: str
    action: str
    subject: str
    source: str
    target: str
    content: str
    hash: str
    prev: str

    def tell(self, **changed: object) -> None:
        """Change the content and, with it, the columns that repeat it; the hash stays."""
        told = json.loads(self.content) | changed
        self.content = canonical(told)
        for name in changed:
            if hasattr(self, name):
                setattr(self, name, changed[name])

    def rehash(self) -> None:
        """Give the event the hash of its content."""
        self.hash = sha256(self.content)


@dataclass
class SealRow:
    """A row of audit_seal."""

    number: int
    at: Any
    size: int
    root: str
    prev: str
    signature: str
    public_key: str


@dataclass
class LeafRow:
    """A row of audit_sealleaf."""

    id: int
    seal_id: int
    stream: str
    seq: int
    head: str


@dataclass
class HeadRow:
    """A row of audit_streamhead."""

    stream: str
    seq: int
    head: str


Row = EventRow | SealRow | LeafRow | HeadRow
TABLES: dict[str, type[Any]] = {
    "audit_event": EventRow,
    "audit_seal": SealRow,
    "audit_sealleaf": LeafRow,
    "audit_streamhead": HeadRow,
}


@dataclass
class World:
    """All rows of the trail; `streams_touched` and `seals_touched` are filled by the tamperer."""

    rows: dict[str, list[Any]] = field(default_factory=dict)

    @classmethod
    def read(cls) -> "World":
        """Read the trail as it stands in the database."""
        rows = {}
        with connection.cursor() as cursor:
            for table, kind in TABLES.items():
                names = ", ".join(f.name for f in fields(kind))
                cursor.execute(f"SELECT {names} FROM {table} ORDER BY 1, 2")
                rows[table] = [kind(*row) for row in cursor.fetchall()]
        return cls(rows)

    def copy(self) -> "World":
        """Return a copy that can be edited."""
        return World({table: [replace(row) for row in rows] for table, rows in self.rows.items()})

    @property
    def events(self) -> list[EventRow]:
        return self.rows["audit_event"]

    @property
    def seals(self) -> list[SealRow]:
        return self.rows["audit_seal"]

    @property
    def leaves(self) -> list[LeafRow]:
        return self.rows["audit_sealleaf"]

    @property
    def heads(self) -> list[HeadRow]:
        return self.rows["audit_streamhead"]

    def stream(self, name: str) -> list[EventRow]:
        """Return the events of a stream in their order."""
        return sorted((e for e in self.events if e.stream == name), key=lambda e: e.seq)

    def sealed(self, name: str) -> int:
        """Return how far the seals cover the stream."""
        return max((leaf.seq for leaf in self.leaves if leaf.stream == name), default=0)

    def remove(self, table: str, unwanted: Callable[[Any], bool]) -> None:
        """Delete the rows of the table that are unwanted."""
        self.rows[table] = [row for row in self.rows[table] if not unwanted(row)]

    # --- what a careful tamperer does afterwards ---

    def renumber(self, name: str) -> None:
        """Make the stream consistent again from its rows in order: numbers, links, hashes, head."""
        prev, ordered = GENESIS, self.stream(name)
        for seq, event in enumerate(ordered, 1):
            if (event.seq, event.prev) != (seq, prev) or event.hash != sha256(event.content):
                event.tell(seq=seq, prev=prev)
                event.rehash()
            prev = event.hash
        self.fix_head(name)

    def fix_head(self, name: str) -> None:
        """Let the row that remembers the end of the stream agree."""
        ordered = self.stream(name)
        self.remove("audit_streamhead", lambda head: head.stream == name and not ordered)
        for head in self.heads:
            if head.stream == name:
                head.seq, head.head = ordered[-1].seq, ordered[-1].hash

    def fix_leaves(self, name: str) -> None:
        """Let the leaves of the stream agree with its events."""
        for leaf in self.leaves:
            if leaf.stream == name:
                leaf.head = next(e.hash for e in self.stream(name) if e.seq == leaf.seq)

    def reseal(self, key: Ed25519PrivateKey | None, *, first: int = 1) -> None:
        """Compute roots and links of the seals again; sign them if there is a key."""
        before = GENESIS
        for seal in sorted(self.seals, key=lambda seal: seal.number):
            if seal.number >= first:
                seal.prev = before
                if key:
                    seal.public_key = key.public_key().public_bytes_raw().hex()
                seal.root = seal_root(self.told_seal(seal))
                if key:
                    seal.signature = key.sign(signed_message(seal.number, seal.root)).hex()
            before = seal_hash(seal.number, seal.root, seal.signature)
        for head in self.heads:
            if head.stream == "seals" and self.seals:
                last = max(self.seals, key=lambda seal: seal.number)
                head.seq, head.head = last.number, last.root

    def told_seal(self, seal: SealRow) -> verifier.Seal:
        """Return the seal as the verifier reads it."""
        at = seal.at if isinstance(seal.at, datetime) else datetime.fromisoformat(seal.at)
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        leaves = ((f.stream, f.seq, f.head) for f in self.leaves if f.seal_id == seal.number)
        return verifier.Seal(
            **vars(seal) | {"at": instant(at), "leaves": tuple(sorted(leaves))},
        )

    # --- where it goes ---

    def write_bundle(self, path: Path) -> None:
        """Write the rows as a bundle, in the order in which they stand."""
        key = self.seals[-1].public_key if self.seals else ""
        seals = (canonical(self.told_seal(seal)._asdict()) + "\n" for seal in self.seals)
        events = (f'{{"hash":"{e.hash}","content":{e.content}}}\n' for e in self.events)
        with ZipFile(path, "w") as bundle:
            bundle.writestr("public_key.txt", key)
            bundle.writestr("seals.jsonl", "".join(seals))
            bundle.writestr("events.jsonl", "".join(events))

    def write_rows(self, before: "World") -> None:
        """Bring the tables from the state before to this one, by UPDATE, DELETE and INSERT."""
        with connection.cursor() as cursor:
            for table in TABLES:
                for sql, values in _differences(table, before.rows[table], self.rows[table]):
                    cursor.execute(sql, values)


def _differences(table: str, before: list[Any], after: list[Any]) -> list[tuple[str, list[Any]]]:
    """Return the statements that lead from the rows before to the rows after."""
    names = [f.name for f in fields(TABLES[table])]
    old = {getattr(row, names[0]): row for row in before}
    new = {getattr(row, names[0]): row for row in after if getattr(row, names[0]) in old}
    extra = [row for row in after if new.get(getattr(row, names[0])) is not row]
    found: list[tuple[str, list[Any]]] = []
    for key, row in old.items():
        if key not in new:
            found.append((f"DELETE FROM {table} WHERE {names[0]} = %s", [key]))
        elif row != new[key]:
            changed = [name for name in names if getattr(row, name) != getattr(new[key], name)]
            sets = ", ".join(f"{name} = %s" for name in changed)
            values = [getattr(new[key], name) for name in changed]
            found.append((f"UPDATE {table} SET {sets} WHERE {names[0]} = %s", [*values, key]))
    marks = ", ".join(["%s"] * len(names))
    insert = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"
    found += [(insert, [getattr(row, name) for name in names]) for row in extra]
    return found
