"""Keeps the balances up to a settled movement, so that reading one never sums the whole journal."""

import time

from django.db import connection, transaction

from accounting.accounts import F
from accounting.models import Account

_TRIES, _PAUSE = 100, 0.05  # seconds: five in all, longer than any step takes
_NEWEST = "SELECT COALESCE(MAX(id), 0) FROM accounting_movement"
_HORIZON = f"SELECT CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text), ({_NEWEST})"
# Transactions older than the horizon that still run here: our own aside, and those of another
# database of the same cluster, which number no movement of ours.
_RUNNING = """
SELECT COUNT(*) FROM pg_snapshot_xip(pg_current_snapshot()) AS running(xid)
WHERE xid < CAST(%s AS xid8) AND xid IS DISTINCT FROM pg_current_xact_id_if_assigned()
AND NOT EXISTS (
    SELECT 1 FROM pg_stat_activity elsewhere
    WHERE elsewhere.backend_xid = CAST(running.xid AS xid)
    AND elsewhere.datname <> current_database()
)
"""
_SUMS = """
SELECT account, CAST(SUM(debit) AS bigint), CAST(SUM(credit) AS bigint) FROM (
    SELECT code AS account, 0 AS debit, 0 AS credit FROM accounting_account
    UNION ALL
    SELECT account_id, debit_cents, credit_cents FROM accounting_balancesnapshot
    UNION ALL
    SELECT debit_id, cents, 0 FROM accounting_movement
    WHERE id <= %(upto)s AND id > (SELECT COALESCE(MAX(upto), 0) FROM accounting_balancesnapshot)
    UNION ALL
    SELECT credit_id, 0, cents FROM accounting_movement
    WHERE id <= %(upto)s AND id > (SELECT COALESCE(MAX(upto), 0) FROM accounting_balancesnapshot)
) AS turnover GROUP BY account
"""
_STORE = """
INSERT INTO accounting_balancesnapshot (account_id, upto, debit_cents, credit_cents)
VALUES (%s, %s, %s, %s)
ON CONFLICT (account_id) DO UPDATE SET upto = excluded.upto,
    debit_cents = excluded.debit_cents, credit_cents = excluded.credit_cents
"""


class Busy(Exception):
    """A transaction has been open for too long to know which movements are settled."""


def refresh() -> int:
    """Bring the snapshot to the newest settled movement and return its number.

    Raises `Busy`, and changes nothing, when an older transaction does not end in five seconds.
    """
    upto = _settled()
    with transaction.atomic(), connection.cursor() as cursor:
        # One at a time, or two would add the same movements.
        Account.objects.select_for_update(no_key=True).get(pk=F.APPROPRIATION.value)
        cursor.execute("SELECT COALESCE(MAX(upto), 0) FROM accounting_balancesnapshot")
        if (kept := cursor.fetchone()[0]) >= upto:
            return int(kept)
        cursor.execute(_SUMS, {"upto": upto})
        rows = [(account, upto, debit, credit) for account, debit, credit in cursor.fetchall()]
        cursor.executemany(_STORE, rows)
    return upto


def _settled() -> int:
    """Return the newest movement below which no other can appear any more.

    On PostgreSQL a lower number may be committed later, by a transaction that took it before:
    so the newest seen counts only once every transaction of that moment has ended. SQLite has
    one writer at a time.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(_NEWEST)
            return int(cursor.fetchone()[0])
        cursor.execute(_HORIZON)
        horizon, newest = cursor.fetchone()
        for _try in range(_TRIES):
            cursor.execute(_RUNNING, [horizon])
            if not cursor.fetchone()[0]:
                return int(newest)
            time.sleep(_PAUSE)
    raise Busy("A transaction has been open for more than five seconds; try again when it ended.")
