"""What the database itself refuses about the ledger of small aid: rewriting, and erasing."""

from programme.guarding import never_deleted, only_changes, refuse_if
from startup_grants.models import AidEntry

KEPT = "an entry of small aid is cancelled, never changed or erased"


def declare() -> None:
    """Declare the triggers of this package; called once, when the application starts."""
    only_changes("aid_entry_rewritten", AidEntry, may_change={"cancelled_on"}, message=KEPT)
    never_deleted(
        "aid_entry_deleted",
        AidEntry,
        keys=(
            "older.grant_id = NEW.grant_id AND older.cancelled_on IS NULL"
            " AND NEW.cancelled_on IS NULL",
        ),
        message=KEPT,
    )
    refuse_if(
        "aid_entry_revived",
        AidEntry,
        "BEFORE UPDATE",
        condition="OLD.cancelled_on IS NOT NULL AND NEW.cancelled_on <changed> OLD.cancelled_on",
        message=KEPT,
    )
