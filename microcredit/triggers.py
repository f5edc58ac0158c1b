"""What the database itself refuses about loans: a version of a plan never changes its rows."""

from audit.triggers import refuse

FIXED = ("loan_id", "number", "cause", "principal_cents", "rows", "drawn_up_on", "because_of")


def declare_all() -> None:
    """Declare that the rows of a plan stay as they were drawn up (measures 2.1)."""
    table = "microcredit_scheduleversion"
    changed = " OR ".join(_differs(column) for column in FIXED)
    refuse(
        "microcredit_version_rows",
        table,
        condition=changed,
        message="a version of a plan is never changed: a new one takes its place",
    )


def _differs(column: str) -> str:
    """Compare as text: PostgreSQL has no equality of JSON, and jsonb has."""
    return f"CAST(NEW.{column} AS TEXT) IS DISTINCT FROM CAST(OLD.{column} AS TEXT)"
