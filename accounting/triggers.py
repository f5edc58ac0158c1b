"""What the database itself keeps and refuses in the books: the declarations, table by table."""

from accounting import trigger_balances
from accounting.accounts import CASE_ACCOUNTS
from accounting.models.period import PeriodState
from audit import triggers

ENTRY = "accounting_entry"
MOVEMENT = "accounting_movement"
POSITION = "accounting_position"
PART_BALANCE = "accounting_partbalance"
PERIOD = "accounting_period"
PAYABLE = "accounting_payable"

_PAYABLE_FIXED = (
    "id",
    "root",
    "part",
    "payee",
    "creditor",
    "gross_cents",
    "withheld_cents",
    "net_cents",
    "position_id",
    "category_id",
    "cost_option",
    "quantity",
    "unit",
    "unit_cost_id",
    "period_start",
    "period_end",
    "evidence",
    "created_on",
)


def declare() -> None:
    """Declare the triggers of every table of the books."""
    triggers.append_only(ENTRY)
    triggers.append_only(MOVEMENT)
    _entries()
    _movements()
    _balances()
    _periods()
    _payables()


def _changed(*columns: str, different: str) -> str:
    return " OR ".join(f"NEW.{column} {different} OLD.{column}" for column in columns)


def _fixed(name: str, table: str, *columns: str, message: str, or_else: str = "") -> None:
    """Declare that these columns of a row never change; NULL counts as a value."""
    triggers.refuse(
        name,
        table,
        condition=_changed(*columns, different="IS NOT") + or_else,
        postgres_condition=_changed(*columns, different="IS DISTINCT FROM") + or_else,
        message=message,
    )


def _entries() -> None:
    covering = f"FROM {PERIOD} WHERE NEW.booked_on BETWEEN starts_on AND ends_on"
    triggers.refuse(
        "accounting_entry_period_closed",
        ENTRY,
        "BEFORE INSERT",
        condition=f"(SELECT state {covering}) = 'closed'",
        # The shared lock lets nobody close the period before this entry is committed.
        postgres_condition=f"(SELECT state {covering} FOR SHARE) = 'closed'",
        message="the accounting period of this day is closed",
    )
    triggers.refuse(
        "accounting_entry_event",
        ENTRY,
        "BEFORE INSERT",
        condition="NOT EXISTS (SELECT 1 FROM audit_event"
        " WHERE stream = NEW.event_stream AND seq = NEW.event_seq)",
        message="an entry needs the event that caused it",
    )
    triggers.refuse(
        "accounting_reversal_size",
        ENTRY,
        "BEFORE INSERT",
        condition=f"NEW.size <> (SELECT size FROM {ENTRY} WHERE id = NEW.reverses_id)",
        message="a reversal has as many movements as what it reverses",
    )


def _movements() -> None:
    triggers.refuse(
        "accounting_movement_size",
        MOVEMENT,
        "BEFORE INSERT",
        condition="NEW.number < 1 OR"
        f" NEW.number > (SELECT size FROM {ENTRY} WHERE id = NEW.entry_id)",
        message="the entry is complete, no movement can be added to it",
    )
    triggers.refuse(
        "accounting_reversal_exact",
        MOVEMENT,
        "BEFORE INSERT",
        condition=f"""EXISTS (
            SELECT 1 FROM {ENTRY} entry
            WHERE entry.id = NEW.entry_id AND entry.reverses_id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM {MOVEMENT} original
                WHERE original.entry_id = entry.reverses_id
                    AND original.number = entry.size + 1 - NEW.number
                    AND original.debit_id = NEW.credit_id AND original.credit_id = NEW.debit_id
                    AND original.cents = NEW.cents AND original.position_id = NEW.position_id
                    AND original.root = NEW.root AND original.part = NEW.from_part
                    AND original.from_part = NEW.part
                    AND COALESCE(original.category_id, '') = COALESCE(NEW.category_id, '')))""",
        message="a reversal undoes exactly what was booked",
    )
    trigger_balances.declare(MOVEMENT)


def _balances() -> None:
    triggers.refuse(
        "accounting_position_empty",
        POSITION,
        "BEFORE INSERT",
        condition="NEW.appropriated_cents <> 0 OR NEW.available_cents <> 0",
        message="a budget position begins empty and is filled by an appropriation",
    )
    triggers.refuse(
        "accounting_partbalance_empty",
        PART_BALANCE,
        "BEFORE INSERT",
        condition=" OR ".join(f"NEW.{account.lower()} <> 0" for account in CASE_ACCOUNTS),
        message="a balance begins at zero and is filled by movements",
    )
    triggers.refuse(
        "accounting_partbalance_kept",
        PART_BALANCE,
        "BEFORE DELETE",
        condition="1 = 1",
        message="balances are kept",
    )
    identity = ("id", "operation_id", "partner_id", "line_id", "fund_id")
    _fixed("accounting_position_fixed", POSITION, *identity, message="a position stays what it is")
    _fixed(
        "accounting_partbalance_fixed",
        PART_BALANCE,
        *("id", "root", "part", "position_id"),
        message="a balance stays with its part",
    )


def _periods() -> None:
    triggers.refuse(
        "accounting_period_overlap",
        PERIOD,
        "BEFORE INSERT",
        condition=f"NEW.state <> '{PeriodState.OPEN}' OR EXISTS (SELECT 1 FROM {PERIOD}"
        " WHERE starts_on <= NEW.ends_on AND ends_on >= NEW.starts_on)",
        message="a period begins open and overlaps no other",
    )
    _fixed(
        "accounting_period_fixed",
        PERIOD,
        *("id", "starts_on", "ends_on"),
        message="a period keeps its days, and what is closed stays closed",
        or_else=" OR (NEW.state <> OLD.state AND OLD.state || '>' || NEW.state NOT IN"
        " ('open>closing', 'closing>open', 'closing>closed', 'closed>reopened',"
        " 'reopened>closing', 'closing>reopened'))",
    )
    triggers.refuse(
        "accounting_period_signed_twice",
        PERIOD,
        condition="OLD.state = 'closed' AND NEW.state = 'reopened'"
        " AND (NEW.reopened_by = NEW.reopening_asked_by"
        f" OR NOT {_signed('ask_reopening', 'reopening_asked_by')}"
        f" OR NOT {_signed('reopen_period', 'reopened_by')})",
        message="a closed period is reopened by two signatures",
    )
    triggers.refuse(
        "accounting_period_kept",
        PERIOD,
        "BEFORE DELETE",
        condition="1 = 1",
        message="periods are kept",
    )


def _signed(action: str, column: str) -> str:
    """Return SQL that finds a person's act on the period, later than its last closing."""
    about = "e.stream = 'config' AND e.subject = 'accounting.period:' || NEW.id"
    closed = f"SELECT MAX(e.seq) FROM audit_event e WHERE {about} AND e.action = 'close_period'"
    return (
        f"EXISTS (SELECT 1 FROM audit_event e WHERE {about} AND e.action = '{action}'"
        f" AND e.actor = NEW.{column} AND e.seq > ({closed}))"
    )


def _payables() -> None:
    _fixed(
        "accounting_payable_fixed",
        PAYABLE,
        *_PAYABLE_FIXED,
        message="what was cleared for payment is not changed: cancel it and clear anew",
        or_else=" OR NOT OLD.live",
    )
    triggers.refuse(
        "accounting_payable_kept",
        PAYABLE,
        "BEFORE DELETE",
        condition="1 = 1",
        message="payables are kept",
    )


declare()
