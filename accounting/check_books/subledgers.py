"""Checks of the general book against what stands behind its accounts, case by case (I05, I06)."""

from collections.abc import Iterator

from accounting.check_books.finding import Finding, amount, rows

_BALANCES = """
SELECT root, account, CAST(SUM(cents) AS bigint) FROM (
    SELECT root, debit_id AS account, cents FROM accounting_movement WHERE book = 'general'
    UNION ALL
    SELECT root, credit_id, -cents FROM accounting_movement WHERE book = 'general'
) AS sides WHERE <where> GROUP BY root, account
"""
_WRONG_SIDE = _BALANCES.replace("<where>", "account IN (<accounts>)") + "HAVING <cents>"
_CLAIMS = "'1300', '1310', '1320', '1400', '1500', '1510', '1600'"
_DEBTS = "'1390', '2100', '2110', '2120', '2400', '2500', '2600'"
_TRANSIT = """
SELECT CAST(COALESCE(SUM(CASE WHEN debit_id = '1900' THEN cents ELSE -cents END), 0) AS bigint)
FROM accounting_movement WHERE debit_id = '1900' OR credit_id = '1900'
"""
_OWED = """
SELECT root, account, CAST(SUM(book) AS bigint), CAST(SUM(payables) AS bigint) FROM (
    SELECT root, credit_id AS account, cents AS book, 0 AS payables FROM accounting_movement
    WHERE credit_id IN ('2100', '2110', '2120', '2600')
    UNION ALL
    SELECT root, debit_id, -cents, 0 FROM accounting_movement
    WHERE debit_id IN ('2100', '2110', '2120', '2600')
    UNION ALL
    SELECT root, creditor, 0, net_cents - offset_cents FROM accounting_payable
    WHERE live AND paid_on IS NULL
    UNION ALL
    SELECT root, '2600', 0, net_cents - offset_cents FROM accounting_payable
    WHERE live AND returned
    UNION ALL
    SELECT root, '2120', 0, withheld_cents FROM accounting_payable
    WHERE live AND withheld_paid_on IS NULL
) AS sides GROUP BY root, account HAVING SUM(book) <> SUM(payables)
"""
_CLEARED = """
SELECT part, CAST(SUM(cleared) AS bigint), CAST(SUM(payables) AS bigint) FROM (
    SELECT part, cents AS cleared, 0 AS payables FROM accounting_movement
    WHERE debit_id = 'F4' AND credit_id = 'F3'
    UNION ALL
    SELECT from_part, -cents, 0 FROM accounting_movement
    WHERE debit_id = 'F3' AND credit_id = 'F4'
    UNION ALL
    SELECT part, 0, gross_cents FROM accounting_payable WHERE live
) AS sides GROUP BY part HAVING SUM(cleared) <> SUM(payables)
"""


def claims_not_negative() -> Iterator[Finding]:
    """I05, I06: find cases that gave back more than they owed (1300 to 1600)."""
    sql = _WRONG_SIDE.replace("<accounts>", _CLAIMS).replace("<cents>", "SUM(cents) < 0")
    for root, account, cents in rows(sql):
        yield Finding("I05", root, f"{account} is at {amount(cents)}, more than all came back")


def debts_not_negative() -> Iterator[Finding]:
    """I09: find cases that were paid, or allocated, more than was owed to them."""
    sql = _WRONG_SIDE.replace("<accounts>", _DEBTS).replace("<cents>", "SUM(cents) > 0")
    for root, account, cents in rows(sql):
        yield Finding("I09", root, f"{account} is at {amount(cents)}, more than all was used")


def transit() -> Iterator[Finding]:
    """Find debts that left one subject and did not reach another."""
    for (cents,) in rows(_TRANSIT):
        if cents:
            yield Finding("transit", "1900", f"{amount(cents)} are between two subjects")


def payables() -> Iterator[Finding]:
    """I06: find cases whose payables are not what 2100, 2110, 2120 and 2600 say."""
    for root, account, book, owed in rows(_OWED):
        yield Finding("I06", root, f"{account} holds {amount(book)}, its payables {amount(owed)}")


def cleared() -> Iterator[Finding]:
    """I20: find parts cleared for another sum than that of their live payable."""
    for part, booked, owed in rows(_CLEARED):
        yield Finding(
            "I20", part, f"{amount(booked)} were cleared, the live payable is of {amount(owed)}"
        )
