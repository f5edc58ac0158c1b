"""I06: the accounts of recoveries hold, case by case, what the open recoveries say."""

from __future__ import annotations

from collections.abc import Iterator

from accounting.check_books.finding import Finding, amount, rows

_DEBTS = """
SELECT root, account, CAST(SUM(book) AS bigint), CAST(SUM(owed) AS bigint) FROM (
    SELECT m.root, m.debit_id AS account, m.cents AS book, 0 AS owed
    FROM accounting_movement m JOIN accounting_entry e ON e.id = m.entry_id
    WHERE m.debit_id IN ('1500', '1510') AND e.posting <> 'SUR'
    UNION ALL
    SELECT m.root, m.credit_id, -m.cents, 0
    FROM accounting_movement m JOIN accounting_entry e ON e.id = m.entry_id
    WHERE m.credit_id IN ('1500', '1510') AND e.posting <> 'SUR'
    UNION ALL
    SELECT case_label, '1500', 0, principal_cents - settled_cents FROM lifecycle_recovery
    WHERE demanded_on IS NOT NULL
        AND state NOT IN ('recovery_annulled', 'irrecoverable', 'closed')
    UNION ALL
    SELECT case_label, '1510', 0, interest_cents - settled_interest_cents FROM lifecycle_recovery
    WHERE demanded_on IS NOT NULL
        AND state NOT IN ('recovery_annulled', 'irrecoverable', 'closed')
) AS sides WHERE root IN (SELECT case_label FROM lifecycle_recovery)
GROUP BY root, account HAVING SUM(book) <> SUM(owed)
"""


def recoveries() -> Iterator[Finding]:
    """I06: find cases whose 1500 or 1510 is not what their open recoveries owe."""
    for root, account, book, owed in rows(_DEBTS):
        yield Finding("I06", root, f"{account} holds {amount(book)}, its recoveries {amount(owed)}")
