"""Row 9: a balance and the trial balance by snapshot and delta, against summing the movements."""

from collections.abc import Callable

from django.db import connection

from accounting import balances, catalogue, snapshots
from accounting.models import Movement
from benchmarks import turns
from config.database import as_owner
from tests.accounting.books import Books

Ways = dict[str, Callable[[], object]]

_BATCH = 1_000
_AFTER = 500  # movements since the snapshot: a busy morning
_SUM = """
SELECT (SELECT COALESCE(SUM(cents), 0) FROM accounting_movement WHERE debit_id = '1100')
     - (SELECT COALESCE(SUM(cents), 0) FROM accounting_movement WHERE credit_id = '1100')
"""
_SUMS = """
SELECT account, SUM(debit), SUM(credit) FROM (
    SELECT debit_id AS account, cents AS debit, 0 AS credit FROM accounting_movement
    UNION ALL SELECT credit_id, 0, cents FROM accounting_movement
) AS sides GROUP BY account
"""


def measure(books: Books, *, movements: int, rounds: int) -> None:
    """Fill the bank's account, take the snapshot, book a little more, and read."""
    for start in range(0, movements, _BATCH):
        _receive(books, count=min(_BATCH, movements - start))
    snapshots.refresh()
    _receive(books, count=_AFTER)
    with as_owner(), connection.cursor() as cursor:  # what PostgreSQL's autovacuum does by itself
        cursor.execute("VACUUM")
        cursor.execute("ANALYZE")
    one: Ways = {"ours": lambda: balances.balance("1100"), "summing": lambda: _rows(_SUM)}
    title = f"Row 9: the balance of an account with {movements:,} movements"
    turns.tell(title, turns.medians(one, rounds=rounds * 4), reference="summing", goal=0.1)
    every: Ways = {"ours": balances.trial_balance, "summing": lambda: _rows(_SUMS)}
    title = f"Row 9: the trial balance of {Movement.objects.count():,} movements"
    turns.tell(title, turns.medians(every, rounds=rounds * 4), reference="summing", goal=0.1)


def _receive(books: Books, *, count: int) -> None:
    books.book(*(catalogue.receive(10 + n, books.dims("tests.loan:1")) for n in range(count)))


def _rows(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
