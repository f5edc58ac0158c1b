"""Verifies an exported trail with nothing but Python's standard library.

    python verifier.py bundle.zip --size N --root HEX [--public-key HEX]

N and HEX are printed on paper. Exit code 0: whole; 1: not whole, each fault named with its
place; 2: misuse. What is checked, and what each fault means, is in the bundle's README.txt.
"""

import argparse
import json
import sys
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256, sha512
from io import BufferedReader
from itertools import starmap
from typing import Any, NamedTuple, cast

GENESIS = "0" * 64  # what the first event of a stream, and the first seal, have before them
_FRAME = (b'{"hash":"', b'","content":', b"}\n")  # around the hash and the content of an event
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
_quoted = json.encoder.encode_basestring  # how _CANONICAL writes a text
SHOWN = 20  # faults and unsealed streams printed by name; all are counted
Leaf = tuple[int, str, int]  # what a seal says of a stream: event, its hash, number of the seal


class Event(NamedTuple):
    """An event as its content tells it, the hash of that content, and the hash beside it."""

    stream: str
    seq: int
    prev: str
    digest: str
    stored: str


class Seal(NamedTuple):
    """A seal with its leaves (stream, seq, head), sorted by stream."""

    number: int
    at: str
    size: int
    root: str
    prev: str
    signature: str
    public_key: str
    leaves: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and where: a seal, a stream and its events `seq` to `to`."""

    kind: str
    stream: str = ""
    seq: int = 0
    to: int = 0
    seal: int = 0
    detail: str = ""

    def __str__(self) -> str:
        events = f"events {self.seq} to {self.to}" if self.to > self.seq else f"event {self.seq}"
        stream = f"stream {self.stream}, {events}" if self.stream else ""
        seal = f"seal {self.seal}" if self.seal else ""
        return f"{self.kind}: " + ", ".join(filter(None, (seal, stream, self.detail)))


@dataclass
class Report:
    """What was found; `unsealed` maps a stream to its first and last event without a seal."""

    seals: list[Seal]
    faults: list[Fault]
    events: int = 0
    unsealed: dict[str, tuple[int, int]] = field(default_factory=dict)


def merkle_root(leaves: Iterable[str]) -> str:
    """Return the root of the RFC 6962 tree over the leaves, each of them canonical JSON."""
    peaks: list[tuple[int, bytes]] = []  # complete subtrees from left to right: (leaves, root)
    for leaf in leaves:
        count, root = 1, sha256(b"\0" + leaf.encode()).digest()
        while peaks and peaks[-1][0] == count:
            root = sha256(b"\1" + peaks.pop()[1] + root).digest()
            count *= 2
        peaks.append((count, root))
    root = peaks.pop()[1]
    while peaks:
        root = sha256(b"\1" + peaks.pop()[1] + root).digest()
    return root.hex()


def seal_root(seal: Seal) -> str:
    """Return the root that the seal must have: over its own line and then its leaves."""
    line = {name: getattr(seal, name) for name in ("at", "number", "prev", "public_key", "size")}
    return merkle_root((_CANONICAL.encode(line), *starmap(leaf_text, seal.leaves)))


def leaf_text(stream: str, seq: int, head: str) -> str:
    """Return what a seal says of a stream as canonical JSON, written by hand: there are many."""
    return f'{{"head":{_quoted(head)},"seq":{seq:d},"stream":{_quoted(stream)}}}'


def signed_message(number: int, root: str) -> bytes:
    """Return what the sealing key signs."""
    return f"percorsi seal {number} {root}".encode()


def seal_hash(number: int, root: str, signature: str) -> str:
    """Return what the next seal carries as `prev`."""
    return sha256(signed_message(number, root) + signature.encode()).hexdigest()


def check_seals(seals: list[Seal], public_key: str) -> list[Fault]:
    """Return what is wrong with the seals: the last shows its signature, each vouches for the
    one before, and where that chain is broken the seal before it shows its own signature."""
    faults = _check_series([seal.number for seal in seals])
    unique = {seal.number: seal for seal in seals}
    vouched = ""  # the hash by which a sound later seal knows this one
    for number, seal in sorted(unique.items(), reverse=True):
        fault = _check_seal(seal, vouched, public_key)
        faults += [fault] if fault else []
        vouched = "" if fault or number - 1 not in unique else seal.prev
    return faults or _check_sizes(seals)


def _check_series(numbers: list[int]) -> list[Fault]:
    unique = list(dict.fromkeys(numbers))
    moved = [n for n, right in zip(unique, sorted(unique), strict=True) if n != right]
    missing = sorted(set(range(1, max(unique, default=0))) - set(unique))
    twice = sorted(number for number, times in Counter(numbers).items() if times > 1)
    named = {"seal inserted": twice, "seal missing": missing, "seal out of order": moved}
    return [Fault(kind, seal=number) for kind, found in named.items() for number in found]


def _check_seal(seal: Seal, vouched: str, public_key: str) -> Fault | None:
    if seal_root(seal) != seal.root:
        return Fault("seal changed", seal=seal.number, detail="its root does not follow from it")
    if vouched == seal_hash(seal.number, seal.root, seal.signature):
        return None
    signed, known = signed_message(seal.number, seal.root), public_key in ("", seal.public_key)
    if not (vouched or known) or not signature_holds(seal.public_key, signed, seal.signature):
        return Fault("signature wrong", seal=seal.number)
    return Fault("seal changed", seal=seal.number, detail="replaced") if vouched else None


def _check_sizes(seals: list[Seal]) -> list[Fault]:
    """Count what the leaves cover: only the holder of the sealing key can get this wrong."""
    reached: dict[str, int] = {}
    size = 0
    for seal in seals:
        size += sum(seq - reached.get(stream, 0) for stream, seq, _ in seal.leaves)
        reached |= {stream: seq for stream, seq, _ in seal.leaves}
        if seal.size != size:
            return [Fault("seal changed", seal=seal.number, detail="its size is not the count")]
    return []


def check_paper(seals: list[Seal], size: int, root: str) -> list[Fault]:
    """Compare with the number of events and the root that were printed."""
    roots = [seal.root for seal in seals if seal.size == size]
    kind = "root differs from paper" if roots else "size differs from paper"
    return [] if root in roots else [Fault(kind, detail=f"no seal has size {size}, root {root}")]


def verify(
    seals: list[Seal],
    events: Callable[[], Iterable[Event]],
    *,
    paper: tuple[int, str] | None = None,
    public_key: str = "",
) -> Report:
    """Return the report; `events` is called once, and a second time when something is wrong."""
    report = Report(seals, check_seals(seals, public_key))
    report.faults += check_paper(seals, *paper) if paper else []
    shaky = {fault.seal for fault in report.faults if fault.seal}
    leaves: dict[str, list[Leaf]] = defaultdict(list)
    for seal in seals:
        for stream, seq, head in seal.leaves:
            leaves[stream].append((seq, head, seal.number))
    suspects = _walk(events(), leaves, report)
    chosen: dict[str, list[Event]] = {stream: [] for stream in sorted(suspects)}
    for event in events() if chosen else ():
        if event.stream in chosen:
            chosen[event.stream].append(event)
    for stream, found in chosen.items():
        report.faults += Diagnosis(stream, found, sorted(leaves[stream]), shaky).faults
    return report


def _walk(events: Iterable[Event], leaves: dict[str, list[Leaf]], report: Report) -> set[str]:
    """Follow every chain once, count, and return the streams in which something is wrong."""
    suspects: set[str] = set()
    reached: dict[str, tuple[int, str]] = {}
    waiting = {stream: sorted(group, reverse=True) for stream, group in leaves.items()}
    for report.events, (stream, seq, prev, digest, stored) in enumerate(events, 1):
        last, head = reached.get(stream, (0, GENESIS))
        due = waiting.get(stream)
        sealed_otherwise = due and due[-1][0] <= seq and due.pop()[1] != stored
        if sealed_otherwise or (digest, prev, seq) != (stored, head, last + 1):
            suspects.add(stream)
        reached[stream] = (seq, stored)
    for stream, (seq, _) in reached.items():
        sealed = max(leaves.get(stream, [(0, "", 0)]))[0]
        report.unsealed |= {stream: (sealed + 1, seq)} if seq > sealed else {}
    return suspects.union(filter(waiting.get, waiting))


class Diagnosis:
    """Says of one stream that stumbled which events are wrong, and how."""

    def __init__(self, stream: str, events: list[Event], due: list[Leaf], shaky: set[int]) -> None:
        self.stream, self.due, self.shaky = stream, due, shaky
        self.faults: list[Fault] = []
        self.firm = {seq: head for seq, head, seal in due if seal not in shaky}
        self.truth: dict[int, str] = {}  # the hash that each event really had
        self.events = self._one_of_each(events)
        self._look_for_gaps()
        self._look_at_each()
        self._look_at_leaves()

    def _blame(self, kind: str, first: int, last: int = 0, seal: int = 0) -> None:
        self.faults.append(Fault(kind, self.stream, first, last or first, seal))

    def _blamed(self, first: int, last: int) -> bool:
        return any(f.seq <= last and f.to >= first for f in self.faults if not f.seal)

    def _one_of_each(self, events: list[Event]) -> dict[int, Event]:
        """Return the events by number; name what was slipped in or stands out of order."""
        kept: dict[int, Event] = {}
        for event in events:
            if kept.setdefault(event.seq, event) is not event:
                self._blame("event inserted", event.seq)
        for seq, right in zip(kept, sorted(kept), strict=True):
            if seq != right:
                self._blame("event out of order", seq)
        return dict(sorted(kept.items()))

    def _look_for_gaps(self) -> None:
        last = 0
        for seq in self.events:
            if seq > last + 1:
                self._blame("event missing", last + 1, seq - 1)
            last = seq
        if max(self.firm, default=0) > last:
            self._blame("tail cut", last + 1, max(self.firm))

    def _look_at_each(self) -> None:
        """Where two things disagree, ask the next event and the seals which of them is false."""
        for seq, event in self.events.items():
            before = self.truth.get(seq - 1, GENESIS if seq == 1 else event.prev)
            seen = {self.firm.get(seq), getattr(self.events.get(seq + 1), "prev", None)} - {None}
            alone = bool(seen) and event.stored not in seen
            forged = alone and event.digest in seen
            self.truth[seq] = (event.stored, event.digest)[forged]
            if event.digest != event.stored:
                self._blame("hash forged" if forged else "event changed", seq)
            elif event.prev != before and not self._blamed(seq - 1, seq - 1):
                itself = any((alone, seq == 1, self.firm.get(seq - 1) == before))
                self._blame("event changed", seq if itself else seq - 1)

    def _look_at_leaves(self) -> None:
        sound, last = 0, max(self.events, default=0)
        for seq, head, seal in self.due:
            if self.truth.get(seq) == head:
                sound = sound if seal in self.shaky else seq
            elif seal in self.shaky:
                self._blame("leaf changed", seq, seal=seal)
            elif sound < (end := min(seq, last)) and not self._blamed(sound + 1, end):
                kind = "rewritten after sealing" if seq <= last else "no longer vouched for"
                self._blame(kind, sound + 1, end)


class Bundle:
    """The zip file of an export, read line by line; `faults` gathers what cannot be read."""

    def __init__(self, path: str) -> None:
        self.path, self.faults = path, dict[Fault, None]()  # a second reading adds none twice
        self.public_key = "".join(self._read("public_key.txt", bytes.decode)).strip()
        self.seals = list(self._read("seals.jsonl", _seal))

    def events(self) -> Iterator[Event]:
        """Read the events, in the order of the file."""
        return self._read("events.jsonl", _event)

    def _read(self, name: str, parse: Callable[[bytes], object]) -> Iterator[Any]:
        try:
            with zipfile.ZipFile(self.path) as bundle, bundle.open(name) as member:
                for number, line in enumerate(BufferedReader(cast("Any", member), 1 << 20), 1):
                    try:
                        yield parse(line)
                    except (ValueError, TypeError, KeyError):
                        self.faults[Fault("unreadable", detail=f"{name}, line {number}")] = None
        except (OSError, KeyError, zipfile.BadZipFile, zlib.error, EOFError) as error:
            self.faults[Fault("unreadable", detail=f"{name}: {error}")] = None


def _seal(line: bytes) -> Seal:
    told = json.loads(line)
    leaves = tuple((str(name), int(seq), str(head)) for name, seq, head in told["leaves"])
    return Seal(
        **told | {"number": int(told["number"]), "size": int(told["size"]), "leaves": leaves}
    )


def _event(line: bytes) -> Event:
    """Return the event of a `{"hash":"…","content":{…}}` line; the hash is over the bytes."""
    content = line[85:-2]
    told = json.loads(content)
    stream, seq, frame = told["stream"], told["seq"], (line[:9], line[73:85], line[-2:])
    if frame != _FRAME or type(stream) is not str or type(seq) is not int:
        raise TypeError("this is not the form of an event")
    return Event(stream, seq, told["prev"], sha256(content).hexdigest(), line[9:73].decode())


def sentences(report: Report) -> Iterator[str]:
    """Yield the report as text, the verdict first."""
    loose = sum(last - first + 1 for first, last in report.unsealed.values())
    yield f"NOT WHOLE: {len(report.faults)} faults" if report.faults else "whole"
    yield from (f"- {fault}" for fault in report.faults[:SHOWN])
    yield f"{report.events} events, {report.events - loose} of them under {len(report.seals)} seals"
    for last in report.seals[-1:]:
        yield f"last seal: size {last.size}, root {last.root}, by the key {last.public_key}"
    if loose:
        yield f"unsealed tail, for which nothing vouches yet: {loose} events in these streams"
        streams = list(report.unsealed.items())[:SHOWN]
        yield from (f"  {stream}: {first} to {last}" for stream, (first, last) in streams)


def main(arguments: list[str]) -> int:
    """Verify the bundle named on the command line, print the report, return the exit code."""
    parser = argparse.ArgumentParser(description="Verify an exported trail of Percorsi.")
    parser.add_argument("bundle", help="the zip file of the export")
    parser.add_argument("--size", type=int, required=True, help="events, as printed on paper")
    parser.add_argument("--root", required=True, help="root, as printed on paper")
    parser.add_argument("--public-key", help="key, as printed on paper")
    asked = parser.parse_args(arguments)
    bundle, paper = Bundle(asked.bundle), (asked.size, asked.root.lower())
    key = (asked.public_key or bundle.public_key).lower()
    report = verify(bundle.seals, bundle.events, paper=paper, public_key=key)
    report.faults += bundle.faults
    print(*sentences(report), sep="\n")
    return 1 if report.faults else 0


# Ed25519 (RFC 8032), as much of it as verifying needs.
_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_Point = tuple[int, int, int, int]  # extended coordinates


def signature_holds(public_key: str, message: bytes, signature: str) -> bool:
    """Say whether the signature (128 hexadecimal digits) is the key's (64) on the message."""
    try:
        key, signed = bytes.fromhex(public_key), bytes.fromhex(signature)
        (x, y, z, t), scalar = _point(key), int.from_bytes(signed[32:], "little")
    except ValueError:
        return False
    digest = int.from_bytes(sha512(signed[:32] + key + message).digest(), "little")
    x, y, z, _ = _plus(_times(scalar, _BASE), _times(digest % _L, (-x, y, z, -t)))
    x, y = x * pow(z, -1, _P) % _P, y * pow(z, -1, _P) % _P
    same = (y | (x & 1) << 255).to_bytes(32, "little") == signed[:32]
    return same and scalar < _L and len(signed) == 64


def _plus(a: _Point, b: _Point) -> _Point:
    low, high = (a[1] - a[0]) * (b[1] - b[0]), (a[1] + a[0]) * (b[1] + b[0])
    twist, double = 2 * a[3] * b[3] * _D, 2 * a[2] * b[2]
    e, f, g, h = high - low, double - twist, double + twist, high + low
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(scalar: int, point: _Point) -> _Point:
    if scalar == 0:
        return 0, 1, 1, 0
    half = _times(scalar // 2, _plus(point, point))
    return _plus(half, point) if scalar & 1 else half


def _point(encoded: bytes) -> _Point:
    """Return the point of 32 bytes; ValueError where the curve has none."""
    number = int.from_bytes(encoded, "little")
    y, odd = number & (2**255 - 1), number >> 255
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    x = x if (x * x - square) % _P == 0 else x * pow(2, (_P - 1) // 4, _P) % _P
    if len(encoded) != 32 or y >= _P or (x * x - square) % _P or (x == 0 and odd):
        raise ValueError("this is no point of the curve")
    x = x if x & 1 == odd else _P - x
    return x, y, 1, x * y % _P


_BASE = _point((4 * pow(5, -1, _P) % _P).to_bytes(32, "little"))

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
