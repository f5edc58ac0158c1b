"""What the accounts say: balances, the trial balance on a day, the ledger of one case."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from accounting.models import Movement

# Snapshot and what came after it, in one statement, so that both are of one instant.
# `known` is the snapshot's end as read just before: it only grows, and as a plain number it lets
# PostgreSQL see how little comes after it.
_END = "SELECT COALESCE(MAX(upto), 0) FROM accounting_balancesnapshot"
_ONE = """
SELECT CAST(
    COALESCE((SELECT debit_cents - credit_cents FROM accounting_balancesnapshot
        WHERE account_id = %(account)s), 0)
    + COALESCE((SELECT SUM(cents) FROM accounting_movement WHERE debit_id = %(account)s
        AND id > %(known)s
        AND id > (SELECT COALESCE(MAX(upto), 0) FROM accounting_balancesnapshot)), 0)
    - COALESCE((SELECT SUM(cents) FROM accounting_movement WHERE credit_id = %(account)s
        AND id > %(known)s
        AND id > (SELECT COALESCE(MAX(upto), 0) FROM accounting_balancesnapshot)), 0)
AS bigint)
"""
_ALL = """
SELECT account, CAST(SUM(debit) AS bigint), CAST(SUM(credit) AS bigint) FROM (
    SELECT code AS account, 0 AS debit, 0 AS credit FROM accounting_account
    UNION ALL
    SELECT account_id, debit_cents, credit_cents FROM accounting_balancesnapshot
    UNION ALL
    SELECT debit_id, cents, 0 FROM accounting_movement
    WHERE id > %(known)s AND id > (SELECT COALESCE(MAX(upto), 0) FROM accounting_balancesnapshot)
    UNION ALL
    SELECT credit_id, 0, cents FROM accounting_movement
    WHERE id > %(known)s AND id > (SELECT COALESCE(MAX(upto), 0) FROM accounting_balancesnapshot)
    <later>
) AS turnover GROUP BY account ORDER BY account
"""
# A past day is what is known now less what came later: of a recent day that is little.
_LATER = """
    UNION ALL
    SELECT m.debit_id, -m.cents, 0 FROM accounting_movement m
    JOIN accounting_entry e ON e.id = m.entry_id WHERE <cut>
    UNION ALL
    SELECT m.credit_id, 0, -m.cents FROM accounting_movement m
    JOIN accounting_entry e ON e.id = m.entry_id WHERE <cut>
"""


@dataclass(frozen=True, slots=True)
class TrialRow:
    """The turnover of one account up to a cut-off, in cents."""

    account: str
    debit: int
    credit: int

    @property
    def balance(self) -> int:
        """Return debit less credit, in cents."""
        return self.debit - self.credit


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One movement of a case, with the case's balances of both accounts after it, in cents."""

    movement: Movement
    debit_balance: int
    credit_balance: int


def balance(account: str) -> int:
    """Return debit less credit of one account, in cents, over the whole journal."""
    with connection.cursor() as cursor:
        cursor.execute(_END)
        cursor.execute(_ONE, {"account": str(account), "known": cursor.fetchone()[0]})
        return int(cursor.fetchone()[0])


def trial_balance(*, as_of: date | None = None, known_at: datetime | None = None) -> list[TrialRow]:
    """Return the turnover of every account, in cents, in the order of the chart.

    `as_of` leaves out what is booked on later days, `known_at` what was recorded after that
    instant: together they are the cut-off of a statement.
    """
    cut, parameters = later_than(as_of=as_of, known_at=known_at)
    later = _LATER.replace("<cut>", cut) if cut else ""
    with connection.cursor() as cursor:
        cursor.execute(_END)
        parameters["known"] = cursor.fetchone()[0]
        cursor.execute(_ALL.replace("<later>", later), parameters)
        return [TrialRow(account, debit, credit) for account, debit, credit in cursor.fetchall()]


def sub_ledger(root: str) -> Iterator[LedgerLine]:
    """Return the movements of a case by booking day, with the running balances of the case."""
    running: defaultdict[str, int] = defaultdict(int)
    movements = Movement.objects.filter(root=root).select_related("entry")
    for movement in movements.order_by("entry__booked_on", "id").iterator():
        running[movement.debit_id] += movement.cents
        running[movement.credit_id] -= movement.cents
        yield LedgerLine(movement, running[movement.debit_id], running[movement.credit_id])


def later_than(*, as_of: date | None, known_at: datetime | None) -> tuple[str, dict[str, Any]]:
    """Return the SQL condition, over entry `e`, of what a cut-off leaves out, and its values."""
    conditions: list[str] = []
    values: dict[str, Any] = {}
    if as_of is not None:
        conditions.append("e.booked_on > %(as_of)s")
        values["as_of"] = connection.ops.adapt_datefield_value(as_of)
    if known_at is not None:
        conditions.append("e.recorded_at > %(known_at)s")
        values["known_at"] = connection.ops.adapt_datetimefield_value(known_at)
    return " OR ".join(conditions), values
