"""From signed sheets to the score of an application, and to the rows of a ranking."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from accounting.models import PartBalance, Position
from audit.canonical import canonical
from audit.models import Event
from startup_grants.ranking import Candidate, Cover, Row, ranked
from startup_grants.scoring import Score, Sheet, score
from startup_grants.states import HELD, GrantState, SheetState

if TYPE_CHECKING:
    from startup_grants.models import CallVersion, Grant, GrantCall, ScoreSheet

COMPETING = (GrantState.RANKED, GrantState.WAITLISTED, *HELD)


def sheets_of(grant: Grant) -> list[Sheet]:
    """Return the signed sheets of an application, in the order of their signatures."""
    rows = grant.sheets.as_system().filter(state=SheetState.SCORED).order_by("last_seq")
    return [
        Sheet(row.reader, {code: Decimal(text) for code, text in row.points.items()})
        for row in rows
    ]


def open_or_signed(grant: Grant) -> list[ScoreSheet]:
    """Return the sheets that count, or will, in the order in which they were given out."""
    gone = (SheetState.CONFLICTED, SheetState.SET_ASIDE)
    return list(grant.sheets.as_system().exclude(state__in=gone).order_by("id"))


def score_of(grant: Grant) -> Score:
    """Return the score of an application.

    Raises MoreReadersWanted while a reader is missing, or a third is wanted.
    """
    return score(sheets_of(grant), grant.rules.scheme, premiums=grant.premiums)


def plain(found: Score) -> dict[str, Any]:
    """Return a score as JSON keeps it."""
    return {
        "total": str(found.total),
        "base": str(found.base),
        "premium": str(found.premium),
        "by_criterion": {code: str(points) for code, points in found.by_criterion.items()},
        "below": list(found.below),
        "counted": list(found.counted),
    }


def restored(kept: dict[str, Any]) -> Score:
    """Return a score from what JSON kept."""
    return Score(
        total=Decimal(kept["total"]),
        base=Decimal(kept["base"]),
        premium=Decimal(kept["premium"]),
        by_criterion={code: Decimal(text) for code, text in kept["by_criterion"].items()},
        below=tuple(kept["below"]),
        counted=tuple(kept["counted"]),
    )


def rows_of(call: GrantCall) -> list[dict[str, Any]]:
    """Return the ranking of a call as it would be drawn up now, with the simulated line of cover.

    Money already set aside for applications of the call counts as theirs. The call's rules in
    force give the order; ties are broken by the rule that they publish.
    """
    version = call.in_force
    if version is None:
        return []
    grants = list(_competing(call))
    rules, submitted, held = version.typed, _submitted(grants), _held(grants)
    rows = ranked(
        [_candidate(grant, submitted, held) for grant in grants],
        tie_break=rules.tie_break,
        cover=Cover(_cover(version, grants, held), partial=rules.partial_cover),
    )
    by_reference = {grant.reference: grant for grant in grants}
    return [_plain_row(row, by_reference[row.candidate.reference]) for row in rows]


def rows_hash(rows: list[dict[str, Any]]) -> str:
    """Return the SHA-256 of a ranking's rows."""
    return hashlib.sha256(canonical(rows).encode()).hexdigest()


def funded_cents(rows: Iterable[dict[str, Any]]) -> int:
    """Return what a ranking would fund in all, in cents."""
    return sum(row["granted_cents"] for row in rows)


def _competing(call: GrantCall) -> Any:
    from startup_grants.models import Grant

    rows = Grant.objects.as_system().filter(
        call=call.call_id, state__in=COMPETING, waived_on=None, revoked_on=None
    )
    return rows.select_related("version", "partner", "participant").order_by("id")


def _candidate(grant: Grant, submitted: dict[str, str], held: Mapping[str, int]) -> Candidate:
    return Candidate(
        held=held.get(grant.label, 0) if grant.state in HELD else None,
        reference=grant.reference,
        score=restored(grant.score),
        cents=grant.requested_cents or 0,
        submitted=submitted[grant.label],
        lot=grant.partner_id,
    )


def _submitted(grants: list[Grant]) -> dict[str, str]:
    """Return the instant of each submission, as the trail has it: the time of the protocol."""
    events = Event.objects.filter(
        stream__in=[grant.label for grant in grants], action="submit"
    ).order_by("stream", "seq")
    return {event.stream: json.loads(event.content)["at"] for event in events}


def _cover(version: CallVersion, grants: list[Grant], held: Mapping[str, int]) -> dict[str, int]:
    """Return the money of each partner: what is free, and what applications hold of it."""
    rules = version.typed
    free = Position.objects.filter(
        operation=version.grant_call.operation_id, line=rules.line, fund=rules.fund
    )
    cover = {position.partner_id: position.available_cents for position in free}
    for grant in grants:
        cover[grant.partner_id] = cover.get(grant.partner_id, 0) + held.get(grant.label, 0)
    return cover


def _held(grants: list[Grant]) -> dict[str, int]:
    """Return what the books hold of each application: set aside, committed, paid, claimed."""
    rows = PartBalance.objects.filter(root__in=[grant.label for grant in grants])
    held: Counter[str] = Counter()
    for row in rows:
        held[row.root] += sum(getattr(row, f"f{number}") for number in range(2, 10))
    return held


def _plain_row(row: Row, grant: Grant) -> dict[str, Any]:
    return {
        "position": row.position,
        "grant": grant.pk,
        "reference": grant.reference,
        "pseudonym": grant.participant.pseudonym,
        "partner": grant.partner.code,
        "score": str(row.candidate.score.total),
        "base": str(row.candidate.score.base),
        "premium": str(row.candidate.score.premium),
        "requested_cents": row.candidate.cents,
        "granted_cents": row.granted_cents,
        "place": str(row.place),
        "tie_broken_by": row.tie_broken_by,
    }
