"""What a revocation frees at once (DECOM), what it leaves to be recovered, and its undoing.

REV is not posted here: the demand of the recovery posts it, in one place for every origin.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from accounting import journal
from accounting.accounts import F
from accounting.catalogue import Dimensions, Posting, decommit
from accounting.models import Entry, Position
from audit.labels import split
from audit.models import Event
from lifecycle.effects import Reversal
from lifecycle.procedures.recovery.money import interest_on
from lifecycle.procedures.recovery.rows import DebtRow
from programme.parameters import NoParameter

if TYPE_CHECKING:
    from lifecycle.models import Revocation


def released(procedure: str) -> tuple[Posting, ...]:
    """DECOM: what is not paid yet goes back to its budget line; for the case's own step."""
    from lifecycle.models import Revocation

    revocation = Revocation.objects.as_system().get(pk=split(procedure)[1])
    return tuple(
        decommit(
            row.unpaid,
            Dimensions(position_id=row.position, root=revocation.case_label, part=row.part),
        )
        for row in revocation.revoked
        if row.unpaid
    )


def booked(case: str, procedure: str) -> tuple[Entry, ...]:
    """Return what the case's step booked for a revocation and nobody has undone, last first."""
    seqs = [
        event.seq
        for event in Event.objects.filter(stream=case, subject=case, content__contains=procedure)
        if json.loads(event.content)["facts"]["told"].get("procedure") == procedure
    ]
    entries = Entry.objects.filter(event_stream=case, event_seq__in=seqs)
    alive = entries.filter(reverses__isnull=True, reversed_by__isnull=True)
    return tuple(alive.order_by("-event_seq", "-id"))


def short(entries: tuple[Entry, ...]) -> dict[str, int]:
    """Return, by position, how much its line lacks for undoing entries; nothing where it holds."""
    wanted: Counter[str] = Counter()
    for entry in entries:
        for move in journal.moves_of(entry):
            wanted[move.dims.position_id] += move.cents * (
                (move.debit == F.AVAILABLE.value) - (move.credit == F.AVAILABLE.value)
            )
    held = Position.objects.in_bulk(list(wanted))
    missing = {pk: cents - held[pk].available_cents for pk, cents in wanted.items()}
    return {pk: cents for pk, cents in missing.items() if cents > 0}


def debts(revocation: Revocation) -> list[DebtRow]:
    """Return what is to be recovered of a revocation; nothing where the case keeps its claim."""
    if revocation.root.keeps_its_claim:
        return []
    return [
        DebtRow(part=row.part, position=row.position, cents=row.recover)
        for row in revocation.revoked
        if row.recover
    ]


def interest_until(revocation: Revocation, *, on: date) -> int:
    """Return the legal interest that would be charged on a day, in cents; zero where unknown."""
    try:
        return sum(
            interest_on(revocation.case_label, row, until=on).cents for row in debts(revocation)
        )
    except NoParameter:
        return 0


def undone(case: str, procedure: str) -> tuple[Reversal, ...]:
    """Return the exact inverse of what the case's step booked for a revocation (I28)."""
    return tuple(Reversal(entry.pk, "revocation_annulled") for entry in booked(case, procedure))
