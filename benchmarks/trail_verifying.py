"""Row 7: verifying a stored trail, and its bundle with the standard library alone."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from django.db import connection, transaction

from audit import seals, verifier
from audit.bundle import write_bundle
from audit.models import Event
from audit.stored import verify_stored
from audit.trail import GENESIS, Draft, compose

IN_A_STREAM = 50
SEALS = 20
GOAL_STORED, GOAL_OFFLINE = 5.0, 30.0  # seconds for a million events


def measure(*, events: int) -> None:
    """Fill a trail, then time: hashing alone, our verification, the seal, the offline script."""
    print(f"\nRow 7: a trail of {events:,} events in {events // IN_A_STREAM:,} streams")
    print(f"  filled in {_timed(lambda: _fill(events)):.1f} s")
    tell = _teller(events)
    reference = min(_timed(_hash_alone) for _ in range(2))
    tell("reference: read and hash", reference, reference)
    tell("verify_trail", min(_timed(_verify) for _ in range(2)), reference, GOAL_STORED)
    tell("seal (no stream moved: one pass)", _timed(seals.seal), reference)
    with tempfile.TemporaryDirectory() as folder:
        bundle = Path(folder) / "bundle.zip"
        tell("export_trail", _timed(lambda: write_bundle(bundle)), reference)
        seconds = min(_timed(lambda: _offline(bundle)) for _ in range(2))
        tell("verifier.py, python -I", seconds, reference, GOAL_OFFLINE)


def _teller(events: int) -> Callable[..., None]:
    def tell(what: str, seconds: float, reference: float, goal: float = 0) -> None:
        million = seconds * 1_000_000 / events
        aim = f", goal ≤ {goal:g} s" if goal else ""
        print(f"  {what:34} {seconds:7.2f} s  × {seconds / reference:5.2f}"
              f"  ({million:.1f} s a million{aim})")  # fmt: skip

    return tell


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _fill(events: int) -> None:
    """Write the events as the trail composes them, in bulk, and seal now and then."""
    streams = events // IN_A_STREAM
    heads = [GENESIS] * streams
    for seq in range(1, IN_A_STREAM + 1):
        with transaction.atomic():
            Event.objects.bulk_create(_round(seq, heads), batch_size=5000)
        if seq % (IN_A_STREAM // SEALS) == 0:
            seals.seal()


def _round(seq: int, heads: list[str]) -> Iterator[Event]:
    """Yield the next event of every stream."""
    for number, prev in enumerate(heads):
        stream = f"story.case:{number:026}"
        draft = Draft(
            actor="people.user:01JBENCHMARKBENCHMARKBENCH",
            role="grant_officer",
            action="recognise_month",
            subject=stream,
            source="declared",
            target="recognised",
            facts={"cents": 61920, "days": 20, "rule": "programme.parameter:01JBENCH"},
            request="01JBENCHMARKREQUEST",
        )
        event = compose(draft, stream=stream, seq=seq, prev=prev)
        heads[number] = event.hash
        yield event


def _hash_alone() -> None:
    """Read every event and hash its content: what no verification can do without."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute("SELECT content, hash FROM audit_event ORDER BY id", None)
        while rows := cursor.fetchmany(2000):
            for content, stored in rows:
                if sha256(content.encode()).hexdigest() != stored:
                    raise AssertionError("the reference found a changed event")


def _verify() -> None:
    faults = verify_stored().faults
    if faults:
        raise AssertionError(faults[0])


def _offline(bundle: Path) -> None:
    last = seals.latest()
    numbers = ["--size", str(last.size), "--root", last.root] if last else []
    command = [sys.executable, "-I", verifier.__file__, str(bundle), *numbers]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
