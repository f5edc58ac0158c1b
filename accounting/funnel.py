"""The funnel: where the money of each operation, partner, line and fund stands, F0 to F9."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import connection

from accounting.accounts import CASE_ACCOUNTS, FUNNEL, F
from accounting.balances import later_than
from accounting.models import PartBalance

_FUNNEL = """
SELECT <keys>, <sums> FROM (
    SELECT id AS position_id, -appropriated_cents AS f0, available_cents AS f1,
        0 AS f2, 0 AS f3, 0 AS f4, 0 AS f5, 0 AS f6, 0 AS f7, 0 AS f8, 0 AS f9
    FROM accounting_position
    UNION ALL
    SELECT position_id, 0, 0, f2, f3, f4, f5, f6, f7, f8, f9 FROM accounting_partbalance
    <later>
) AS held JOIN accounting_position p ON p.id = held.position_id
WHERE <where> GROUP BY <keys> ORDER BY <keys>
"""
_LATER = """
    UNION ALL
    SELECT m.position_id, <changes> FROM accounting_movement m
    JOIN accounting_entry e ON e.id = m.entry_id WHERE m.book = 'funnel' AND (<cut>)
"""
_CHANGE = (
    "CASE WHEN m.credit_id = '<account>' THEN m.cents"
    " WHEN m.debit_id = '<account>' THEN -m.cents ELSE 0 END"
)


class Level(StrEnum):
    """By what the funnel can be grouped and filtered."""

    OPERATION = "operation_id"
    PARTNER = "partner_id"
    LINE = "line_id"
    FUND = "fund_id"


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """The ten balances of one group, in cents; `key` holds an identifier for each level."""

    key: tuple[str, ...]
    cents: tuple[int, ...]

    def of(self, account: F) -> int:
        """Return the balance of one account, in cents; that of F0 is below zero."""
        return self.cents[FUNNEL.index(account)]

    @property
    def appropriated(self) -> int:
        """Return what was appropriated, in cents: the opposite of F0."""
        return -self.of(F.APPROPRIATION)


def funnel(
    *by: Level,
    only: Mapping[Level, Sequence[str]] | None = None,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> list[FunnelRow]:
    """Return the funnel grouped by the given levels, of all or `only` of some identifiers.

    Cut-off as in `balances.trial_balance`. Without a level there is one row, or none if there
    is no position.
    """
    cut, parameters = later_than(as_of=as_of, known_at=known_at)
    where = _only(only or {}, parameters)
    keys = ", ".join(f"p.{level.value}" for level in by) or "p.id IS NOT NULL"
    sql = (
        _FUNNEL.replace("<keys>", keys)
        .replace("<sums>", ", ".join(f"CAST(SUM({a.lower()}) AS bigint)" for a in FUNNEL))
        .replace("<later>", _LATER.replace("<cut>", cut) if cut else "")
        .replace("<changes>", ", ".join(_CHANGE.replace("<account>", a) for a in FUNNEL))
        .replace("<where>", where)
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [FunnelRow(tuple(row[: len(by)]), tuple(row[-10:])) for row in cursor.fetchall()]


def _only(only: Mapping[Level, Sequence[str]], parameters: dict[str, Any]) -> str:
    """Return the SQL condition for the identifiers asked for, and add them to the parameters."""
    conditions = ["1 = 1"]
    for level, identifiers in only.items():
        names = []
        for number, identifier in enumerate(identifiers):
            names.append(f"%({level.value}{number})s")
            parameters[f"{level.value}{number}"] = identifier
        conditions.append(f"p.{level.value} IN ({', '.join(names)})" if names else "1 = 0")
    return " AND ".join(conditions)


def held(account: F, *, root: str, part: str = "", position_id: str = "") -> int:
    """Return what a case, or one part or position of it, has in F2 to F9, in cents."""
    if account.value not in CASE_ACCOUNTS:
        raise ValueError(f"{account} belongs to the budget position, not to a case.")
    rows = PartBalance.objects.filter(root=root)
    if part:
        rows = rows.filter(part=part)
    if position_id:
        rows = rows.filter(position_id=position_id)
    return sum(rows.values_list(account.lower(), flat=True))
