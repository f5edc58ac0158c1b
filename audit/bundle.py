"""The bundle for the auditor: a zip file that the offline verifier reads."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from audit import verifier
from audit.canonical import canonical, instant
from audit.stored import stored_rows, stored_seals

README = Path(__file__).with_name("bundle_readme.txt")


class NothingSealed(Exception):
    """Raised when no seal exists (yet, or up to the instant asked for): seal first."""


@dataclass(frozen=True)
class Written:
    """What went into a bundle; size and root are those of its last seal, for the paper."""

    events: int
    size: int
    root: str
    public_key: str


def write_bundle(path: Path, *, as_of: datetime | None = None) -> Written:
    """Write the bundle to the path, at once or not at all, and say what is in it.

    Without `as_of` every event is in it, the unsealed tail too. With it, exactly what was
    under seal at that instant: the same bytes at any later time.
    """
    seals = _seals_until(as_of)
    draft = path.with_name(path.name + ".part")
    try:
        with ZipFile(draft, "w", compresslevel=6) as bundle:
            _add(bundle, "README.txt", iter([README.read_text("utf-8")]))
            _add(bundle, "public_key.txt", iter([seals[-1].public_key + "\n"]))
            _add(bundle, "seals.jsonl", (canonical(seal._asdict()) + "\n" for seal in seals))
            events = _add(bundle, "events.jsonl", _events(seals if as_of else None))
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    return Written(events, seals[-1].size, seals[-1].root, seals[-1].public_key)


def _seals_until(as_of: datetime | None) -> list[verifier.Seal]:
    limit = instant(as_of) if as_of else "9999"
    seals = [seal for seal in stored_seals() if seal.at <= limit]
    if not seals:
        raise NothingSealed
    return seals


def _events(seals: list[verifier.Seal] | None) -> Iterator[str]:
    """Yield the lines of the events, only those that the seals cover if any are given."""
    reached = {name: seq for seal in seals or () for name, seq, _ in seal.leaves}
    for _, stream, seq, _, content, stored, *_ in stored_rows():
        if seals is None or seq <= reached.get(stream, 0):
            yield f'{{"hash":{json.dumps(stored)},"content":{content}}}\n'


def _add(bundle: ZipFile, name: str, lines: Iterator[str]) -> int:
    """Write a member without anything that differs from one day to the next; count its lines."""
    member = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    member.compress_type, member.external_attr = ZIP_DEFLATED, 0o644 << 16
    count = 0
    with bundle.open(member, "w", force_zip64=True) as out:
        for line in lines:
            out.write(line.encode())
            count += 1
    return count
