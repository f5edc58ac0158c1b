"""Checks of what is kept beside the journal: positions, parts and snapshots against movements."""

from collections.abc import Iterator

from accounting.check_books.finding import Finding, amount, rows


def positions() -> Iterator[Finding]:
    """Find budget positions that are not the sum of their movements."""
    for key, kept, booked in rows("""
        SELECT p.id, p.available_cents, CAST(COALESCE(SUM(CASE
            WHEN m.debit_id = 'F1' THEN m.cents WHEN m.credit_id = 'F1' THEN -m.cents
            ELSE 0 END), 0) AS bigint) AS booked
        FROM accounting_position p LEFT JOIN accounting_movement m
            ON m.position_id = p.id AND m.book = 'funnel'
        GROUP BY p.id, p.available_cents, p.appropriated_cents
        HAVING p.available_cents <> COALESCE(SUM(CASE
            WHEN m.debit_id = 'F1' THEN m.cents WHEN m.credit_id = 'F1' THEN -m.cents
            ELSE 0 END), 0)
        OR p.appropriated_cents <> COALESCE(SUM(CASE
            WHEN m.credit_id = 'F0' THEN m.cents WHEN m.debit_id = 'F0' THEN -m.cents
            ELSE 0 END), 0)"""):
        yield Finding(
            "positions",
            f"position {key}",
            f"it shows {amount(kept)} available, its movements give {amount(booked)}",
        )


def parts() -> Iterator[Finding]:
    """Find cases whose balances in F2 to F9 are not the sum of their movements."""
    for root, part, position, account, kept, booked in rows(_PARTS):
        yield Finding(
            "parts",
            f"{root} {part} at position {position}",
            f"{account} shows {amount(kept)}, its movements give {amount(booked)}",
        )


_KEPT = "SELECT root, part, position_id, 'F2' AS account, f2 AS kept, 0 AS booked FROM parts"
_PARTS = """
SELECT root, part, position_id, account,
    CAST(SUM(kept) AS bigint), CAST(SUM(booked) AS bigint) FROM (
    <kept>
    UNION ALL
    SELECT root, part, position_id, debit_id, 0, cents FROM accounting_movement
    WHERE book = 'funnel' AND debit_id NOT IN ('F0', 'F1')
    UNION ALL
    SELECT root, from_part, position_id, credit_id, 0, -cents FROM accounting_movement
    WHERE book = 'funnel' AND credit_id NOT IN ('F0', 'F1')
) AS sides GROUP BY root, part, position_id, account HAVING SUM(kept) <> SUM(booked)
""".replace(
    "<kept>",
    " UNION ALL ".join(
        _KEPT.replace("parts", "accounting_partbalance").replace("2", digit) for digit in "23456789"
    ),
)


def funnel() -> Iterator[Finding]:
    """I02: find positions where F1 to F9 do not add up to what was appropriated."""
    for key, appropriated, found in rows("""
        SELECT p.id, p.appropriated_cents, p.available_cents + CAST(COALESCE(SUM(
            b.f2 + b.f3 + b.f4 + b.f5 + b.f6 + b.f7 + b.f8 + b.f9), 0) AS bigint)
        FROM accounting_position p LEFT JOIN accounting_partbalance b ON b.position_id = p.id
        GROUP BY p.id, p.appropriated_cents, p.available_cents
        HAVING p.appropriated_cents <> p.available_cents + COALESCE(SUM(
            b.f2 + b.f3 + b.f4 + b.f5 + b.f6 + b.f7 + b.f8 + b.f9), 0)"""):
        yield Finding(
            "I02",
            f"position {key}",
            f"{amount(appropriated)} appropriated, {amount(found)} found in F1 to F9",
        )


def below_zero() -> Iterator[Finding]:
    """I03: find balances of the funnel below zero, by the movements alone."""
    for position, part, account, cents in rows("""
        SELECT position_id, part, account, CAST(SUM(cents) AS bigint) FROM (
            SELECT position_id, debit_id AS account, cents,
                CASE WHEN debit_id = 'F1' THEN '' ELSE root || ' ' || part END AS part
            FROM accounting_movement WHERE book = 'funnel' AND debit_id <> 'F0'
            UNION ALL
            SELECT position_id, credit_id, -cents,
                CASE WHEN credit_id = 'F1' THEN '' ELSE root || ' ' || from_part END
            FROM accounting_movement WHERE book = 'funnel' AND credit_id <> 'F0'
        ) AS sides GROUP BY position_id, part, account HAVING SUM(cents) < 0"""):
        yield Finding(
            "I03", f"position {position} {part}".rstrip(), f"{account} is at {amount(cents)}"
        )


def snapshots() -> Iterator[Finding]:
    """Find snapshots that are not the sum of the movements they cover."""
    for account, upto in rows("""
        SELECT s.account_id, s.upto FROM accounting_balancesnapshot s
        WHERE s.debit_cents <> (SELECT COALESCE(SUM(cents), 0) FROM accounting_movement
                WHERE debit_id = s.account_id AND id <= s.upto)
            OR s.credit_cents <> (SELECT COALESCE(SUM(cents), 0) FROM accounting_movement
                WHERE credit_id = s.account_id AND id <= s.upto)
            OR s.upto <> (SELECT MAX(upto) FROM accounting_balancesnapshot)
        ORDER BY s.account_id"""):
        yield Finding("snapshots", account, f"the snapshot up to movement {upto} is wrong")
