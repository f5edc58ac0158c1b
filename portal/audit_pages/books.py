"""What the pages and downloads of the books have in common: reach, filters, rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounting import funnel as funnels
from accounting.accounts import F
from accounting.funnel import Level
from accounting.models import Entry, Movement, Position
from dote.models import Dote
from expenditure.models import Claim, Item
from people.models import Mandate, User
from people.reach import reach
from people.roles import Role
from treasury.models import Batch

ROLES = (Role.FINANCE, Role.AUDITOR, Role.MANAGING_AUTHORITY, Role.PROGRAMME_MANAGER)
"""Offices that work on the books."""
STAGES = (
    F.AVAILABLE,
    F.RESERVED,
    F.COMMITTED,
    F.PAYABLE,
    F.PAID,
    F.CLAIMED,
    F.VALIDATED,
    F.CERTIFIED,
)
LEVELS = {
    "operation": Level.OPERATION,
    "partner": Level.PARTNER,
    "line": Level.LINE,
    "fund": Level.FUND,
}
NAMED = ("operation", "partner", "line", "fund")
"""The four things that make a budget position, as filters name them."""


@dataclass(frozen=True)
class Standing:
    """Where the money of one group stands, in cents; `code` and `title` name the group."""

    code: str
    title: str
    appropriated: int
    cents: Mapping[F, int]

    def reached(self, stage: F) -> int:
        """Return what has come to the stage or beyond it, in cents."""
        place = STAGES.index(stage)
        return sum(self.cents[each] for each in STAGES[place:])


def positions(viewer: User | None, *, on: date) -> QuerySet[Position]:
    """Return the budget positions of the viewer's mandates; all of them for the system."""
    rows = Position.objects.select_related(*NAMED)
    if viewer is None:
        return rows
    return rows.filter(reach(viewer, on=on, roles=ROLES))


def reaches_all(viewer: User | None, *, on: date) -> bool:
    """Tell whether a mandate of the viewer is for every partner and every operation."""
    if viewer is None:
        return True
    held = Mandate.objects.in_force(on).filter(user=viewer, role__in=ROLES)
    return viewer.is_active and held.filter(partner=None, operation=None).exists()


def standings(
    rows: Iterable[Position], chosen: Mapping[str, str], *, by: str, as_of: date | None
) -> list[Standing]:
    """Return where the money stands, grouped by one of `NAMED`; two queries.

    `chosen` holds the codes to which each of `NAMED` is narrowed; "" does not narrow.
    """
    known = {
        (p.operation_id, p.partner_id, p.line_id, p.fund_id): p
        for p in rows
        if all(chosen.get(n, "") in ("", getattr(p, n).code) for n in NAMED)
    }
    groups: dict[str, Standing] = {}
    for row in funnels.funnel(*LEVELS.values(), as_of=as_of):
        key = (row.key[0], row.key[1], row.key[2], row.key[3])
        if key in known:
            _add(groups, getattr(known[key], by), row)
    return [groups[code] for code in sorted(groups)]


def total(rows: Sequence[Standing]) -> Standing:
    """Return the sum of all groups."""
    return Standing(
        code="",
        title="",
        appropriated=sum(row.appropriated for row in rows),
        cents={stage: sum(row.cents[stage] for row in rows) for stage in STAGES},
    )


def entries(viewer: User | None, chosen: Mapping[str, Any], *, on: date) -> QuerySet[Entry]:
    """Return the entries of the journal in the viewer's reach that the filters keep.

    `chosen` may hold `since` and `until` (booking dates), `posting`, `case` (a reference) and
    `entry` (an identifier).
    """
    rows = Entry.objects.all()
    if not reaches_all(viewer, on=on):
        mine = Movement.objects.filter(
            entry=OuterRef("pk"), position__in=positions(viewer, on=on).values("pk")
        )
        rows = rows.filter(Exists(mine))
    for name, lookup in {
        "since": "booked_on__gte",
        "until": "booked_on__lte",
        "posting": "posting",
        "entry": "pk",
    }.items():
        if chosen.get(name):
            rows = rows.filter(**{lookup: chosen[name]})
    if chosen.get("case"):
        rows = rows.filter(_of_case(str(chosen["case"]).strip().upper()))
    return rows


def _of_case(reference: str) -> Q:
    """Return the condition on entries that a reference of a case stands for.

    A claim's and a batch's entries are booked on the cases of the people, by events of theirs.
    """
    roots = [f"dote.dote:{pk}" for pk in _ids(Dote, reference)]
    items = Item.objects.as_system().filter(reference=reference)
    roots += list(items.values_list("case_label", flat=True))
    streams = [f"expenditure.claim:{pk}" for pk in _ids(Claim, reference)]
    streams += [f"treasury.batch:{pk}" for pk in _ids(Batch, reference)]
    return Q(root__in=roots) | Q(event_stream__in=streams)


def _ids(model: Any, reference: str) -> Iterator[str]:
    yield from model.objects.as_system().filter(reference=reference).values_list("pk", flat=True)


def _add(groups: dict[str, Standing], named: Any, row: funnels.FunnelRow) -> None:
    before = groups.get(named.code)
    groups[named.code] = Standing(
        code=named.code,
        title=getattr(named, "title", "") or getattr(named, "name", ""),
        appropriated=row.appropriated + (before.appropriated if before else 0),
        cents={stage: row.of(stage) + (before.cents[stage] if before else 0) for stage in STAGES},
    )
