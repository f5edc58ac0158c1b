"""Tampers many times, verifies each time, and counts what was not found or not located."""

import random
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, transaction

from audit import triggers_sqlite
from audit.canonical import sha256
from audit.stored import verify_stored
from audit.verifier import Bundle, Event, Fault, Report, verify
from tests.audit.tamper.kinds import KINDS, ONLY_IN_THE_DATABASE, Expected
from tests.audit.tamper.world import World

Paper = tuple[int, str]


@dataclass
class Outcome:
    """What a run of the harness counted."""

    tried: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)


class _TakenBack(Exception):
    """Raised to roll a tampering back."""


def disarm() -> None:
    """Switch off triggers and unique keys, as only the owner of the tables can."""
    tables = ("audit_event", "audit_seal", "audit_sealleaf")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            triggers_sqlite.remove(connection)
            cursor.execute("PRAGMA foreign_keys=OFF")
            for table in tables:
                cursor.execute(f"CREATE TABLE loose AS SELECT * FROM {table}")
                cursor.execute(f"DROP TABLE {table}")
                cursor.execute(f"ALTER TABLE loose RENAME TO {table}")
            return
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(
                "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass"
                " AND contype IN ('p', 'u')",
                [table],
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name} CASCADE")


def in_the_database(world: World, before: World, paper: Paper) -> Report:
    """Edit the tables by SQL, verify them as the command does, and take the edit back."""
    report = Report([], [])
    with suppress(_TakenBack), transaction.atomic():
        world.write_rows(before)
        report = verify_stored(paper=paper)
        raise _TakenBack
    return report


def in_a_bundle(folder: Path) -> Callable[[World, World, Paper], Report]:
    """Return the verification of an edited bundle by the auditor's script."""

    def verify_bundle(world: World, before: World, paper: Paper) -> Report:
        path = folder / "bundle.zip"
        world.write_bundle(path)
        bundle = Bundle(str(path))
        key = before.seals[-1].public_key  # as printed on paper
        report = verify(bundle.seals, bundle.events, paper=paper, public_key=key)
        report.faults += bundle.faults
        return report

    return verify_bundle


def kinds_for(*, bundle: bool) -> list[str]:
    """Return the kinds of tampering that can be done there."""
    return sorted(set(KINDS) - ONLY_IN_THE_DATABASE if bundle else KINDS)


def run(
    kinds: Iterable[str],
    *,
    count: int,
    seed: int,
    check: Callable[[World, World, Paper], Report] = in_the_database,
) -> Outcome:
    """Try `count` tamperings of these kinds in turn and return what escaped the check."""
    before, outcome, kinds = World.read(), Outcome(), list(kinds)
    paper = (before.seals[-1].size, before.seals[-1].root)
    for number in range(count):
        name = kinds[number % len(kinds)]
        world = before.copy()
        expected = KINDS[name](world, random.Random(f"{seed}:{number}"))  # noqa: S311  repeatable
        report = check(world, before, paper)
        outcome.tried[name] += 1
        if not is_located(expected, report.faults):
            found = "; ".join(map(str, report.faults)) or "nothing"
            outcome.missed.append(f"{name} #{number}: expected {expected}, found {found}")
    return outcome


def is_located(expected: Expected, faults: list[Fault]) -> bool:
    """Say whether a fault of the expected kind names the place, and none a place far from it."""
    right = [f for f in faults if f.kind in expected.kinds and _is_there(expected, f)]
    strangers = {f.stream for f in faults} - {"", expected.stream, "story.case:elsewhere"}
    return bool(right) and not (strangers and expected.stream)


def _is_there(expected: Expected, fault: Fault) -> bool:
    if expected.stream and not (
        fault.stream == expected.stream and fault.seq <= expected.seq <= fault.to
    ):
        return False
    return not expected.seal or fault.seal == expected.seal


def blind_to_seals(world: World, before: World, paper: Paper) -> Report:
    """Verify with a planted defect: the chains alone, without seals, paper or heads."""
    return verify([], lambda: _events_of(world))


def blind_to_content(world: World, before: World, paper: Paper) -> Report:
    """Verify with a planted defect: the links between hashes, without hashing any content."""
    seals = [world.told_seal(seal) for seal in world.seals]
    return verify(
        seals, lambda: (e._replace(digest=e.stored) for e in _events_of(world)), paper=paper
    )


def _events_of(world: World) -> Iterable[Event]:
    for row in world.events:
        yield Event(row.stream, row.seq, row.prev, sha256(row.content), row.hash)
