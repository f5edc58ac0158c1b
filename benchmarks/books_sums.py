"""Row 14: ten cents many times over, as integer cents and as a decimal column."""

from decimal import Decimal

from django.db import connection


def measure(*, rows: int) -> None:
    """Print how far each sum is from the truth; the reference is Django's DecimalField."""
    decimal = "decimal" if connection.vendor == "sqlite" else "numeric(12, 2)"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE sums (cents bigint, euro {decimal})")
        cursor.executemany("INSERT INTO sums VALUES (%s, %s)", [(10, "0.10")] * rows)
        cursor.execute("SELECT SUM(cents), SUM(euro) FROM sums")
        cents, euro = cursor.fetchone()
        cursor.execute("DROP TABLE sums")
    print(f"\nRow 14: {rows:,} times ten cents (goal: integer cents, always)")
    print(f"  ours                         {int(cents) - 10 * rows} cents off")
    print(f"  a decimal column             {Decimal(euro) * 100 - 10 * rows} cents off")
