"""The ranking of a call: order by score with a published tie-break, and the line of cover."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from startup_grants.scoring import Score


class Place(StrEnum):
    """What a position in the ranking means."""

    FUNDED = "funded"
    PARTLY = "funded_in_part"
    WAITLISTED = "waitlisted"
    BELOW = "below_threshold"


class TieBreak(StrEnum):
    """What decides between equal scores; a call publishes its own order of them."""

    PREMIUM = "premium"
    """More premium points first."""
    SMALLER_AMOUNT = "smaller_amount"
    """The smaller amount asked for first."""
    EARLIER = "earlier"
    """The earlier submission first."""


PROTOCOL = "protocol"
"""The last resort of every rule: the instant of submission, then the number of the protocol."""


@dataclass(frozen=True)
class Candidate:
    """An application with its score: what the ranking needs, and nothing else."""

    reference: str
    """The protocol number."""
    score: Score
    cents: int
    submitted: str
    """The instant of submission as ISO 8601 text of one zone, so that text order is time order."""
    lot: str = ""
    """Whose funds pay it, where a call splits them by partner or territory."""
    held: int | None = None
    """What it has already been given, in cents: it keeps that, and the rest goes down the list."""


@dataclass(frozen=True)
class Row:
    """A line of the ranking: position, place, what would be granted, and what broke a tie."""

    position: int
    candidate: Candidate
    place: Place
    granted_cents: int = 0
    tie_broken_by: str = ""
    """Which rule set this application after the one above it, when their scores are equal."""


@dataclass(frozen=True)
class Cover:
    """How much money there is by lot, in cents, and whether the last one may take the rest."""

    cents: Mapping[str, int]
    partial: bool = True


def ranked(candidates: Iterable[Candidate], *, tie_break: Sequence[str], cover: Cover) -> list[Row]:
    """Return the ranking: those over the threshold in order, then the others without position.

    ``tie_break`` names criteria (the higher score first) and the rules of TieBreak, in the order
    in which the call publishes them. Money goes down each lot strictly in order: once one
    application is not covered in full, nobody below it is funded before it. Those below the
    threshold have position 0.
    """
    everybody = list(candidates)
    _refuse_twice(everybody)
    good = sorted((c for c in everybody if c.score.passes), key=lambda c: _key(c, tie_break))
    rows = [
        Row(place, c, Place.WAITLISTED, tie_broken_by=_breaker(good, place, tie_break))
        for place, c in enumerate(good, start=1)
    ]
    failed = sorted((c for c in everybody if not c.score.passes), key=lambda c: c.reference)
    return [*_covered(rows, cover), *(Row(0, c, Place.BELOW) for c in failed)]


def _covered(rows: Sequence[Row], cover: Cover) -> list[Row]:
    left, ended, found = _without_what_is_held(rows, cover), set(), []
    for row in rows:
        lot, cents, held = row.candidate.lot, row.candidate.cents, row.candidate.held
        if held is not None:
            found.append(_placed(row, Place.FUNDED if held >= cents else Place.PARTLY, held))
            continue
        free = 0 if lot in ended else left.get(lot, 0)
        if cents <= free:
            left[lot] = free - cents
            found.append(_placed(row, Place.FUNDED, cents))
            continue
        ended.add(lot)
        partly = cover.partial and free > 0
        found.append(_placed(row, Place.PARTLY, free) if partly else row)
    return found


def _without_what_is_held(rows: Sequence[Row], cover: Cover) -> dict[str, int]:
    left = dict(cover.cents)
    for row in rows:
        if row.candidate.held:
            left[row.candidate.lot] = left.get(row.candidate.lot, 0) - row.candidate.held
    return left


def _placed(row: Row, place: Place, cents: int) -> Row:
    return Row(row.position, row.candidate, place, cents, row.tie_broken_by)


def _key(candidate: Candidate, tie_break: Sequence[str]) -> tuple[Any, ...]:
    return (
        -candidate.score.total,
        *(_value(candidate, rule) for rule in tie_break),
        candidate.submitted,
        candidate.reference,
    )


def _value(candidate: Candidate, rule: str) -> Any:
    """Return what a rule compares, the lower the better."""
    if rule == TieBreak.PREMIUM:
        return -candidate.score.premium
    if rule == TieBreak.SMALLER_AMOUNT:
        return candidate.cents
    if rule == TieBreak.EARLIER:
        return candidate.submitted
    points = candidate.score.by_criterion.get(rule)
    if points is None:
        raise ValueError(f"the tie-break names neither a rule nor a criterion: {rule}")
    return -Decimal(points)


def _breaker(good: Sequence[Candidate], position: int, tie_break: Sequence[str]) -> str:
    if position == 1 or good[position - 2].score.total != good[position - 1].score.total:
        return ""
    above, below = good[position - 2], good[position - 1]
    for rule in tie_break:
        if _value(above, rule) != _value(below, rule):
            return rule
    return PROTOCOL


def _refuse_twice(candidates: Sequence[Candidate]) -> None:
    references = [candidate.reference for candidate in candidates]
    if len(set(references)) != len(references):
        raise ValueError("each application is ranked once")
    if any(candidate.cents <= 0 for candidate in candidates):
        raise ValueError("an application asks for an amount above zero")
