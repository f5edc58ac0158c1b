"""The triggers by which each movement moves its balances, so that books and ceilings agree."""

from audit import triggers
from audit.trigger_sql import Trigger, sqlite_refusal

_POSITION = """
UPDATE accounting_position SET
    available_cents = available_cents + CASE
        WHEN NEW.debit_id = 'F1' THEN NEW.cents WHEN NEW.credit_id = 'F1' THEN -NEW.cents
        ELSE 0 END,
    appropriated_cents = appropriated_cents + CASE
        WHEN NEW.credit_id = 'F0' THEN NEW.cents WHEN NEW.debit_id = 'F0' THEN -NEW.cents
        ELSE 0 END
WHERE id = NEW.position_id
    AND (NEW.debit_id IN ('F0', 'F1') OR NEW.credit_id IN ('F0', 'F1'));
"""
_SIGNED = """
    <column> = <column>
        + CASE WHEN NEW.debit_id = '<account>' AND part = NEW.part THEN NEW.cents ELSE 0 END
        - CASE WHEN NEW.credit_id = '<account>' AND part = NEW.from_part THEN NEW.cents ELSE 0 END
"""
_EACH = ("F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9")
# Two updates by the whole unique key, rather than `part IN (…)`: PostgreSQL plans a trigger while
# the table is still small, and would go on scanning when it is large.
_PARTS = """
UPDATE accounting_partbalance SET <changes>
WHERE root = NEW.root AND position_id = NEW.position_id AND part = NEW.part;
UPDATE accounting_partbalance SET <changes>
WHERE root = NEW.root AND position_id = NEW.position_id AND part = NEW.from_part
    AND NEW.from_part <> NEW.part;
""".replace(
    "<changes>",
    ",".join(
        _SIGNED.replace("<column>", account.lower()).replace("<account>", account)
        for account in _EACH
    ),
)
_ROW_TO = """
INSERT INTO accounting_partbalance (root, part, position_id, f2, f3, f4, f5, f6, f7, f8, f9)
SELECT NEW.root, NEW.part, NEW.position_id, 0, 0, 0, 0, 0, 0, 0, 0
WHERE NEW.debit_id IN ('F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8', 'F9') AND NOT EXISTS (
    SELECT 1 FROM accounting_partbalance
    WHERE root = NEW.root AND part = NEW.part AND position_id = NEW.position_id)
"""
_ROW_FROM = _ROW_TO.replace("NEW.part", "NEW.from_part").replace("NEW.debit_id", "NEW.credit_id")


def declare(movement: str) -> None:
    """Declare that a movement of the funnel keeps Position and PartBalance."""
    # No ON CONFLICT on SQLite: the conflict clause of the statement that fires a trigger would
    # take its place, and an INSERT OR REPLACE of a movement would empty a balance.
    racing = f"{_POSITION}{_ROW_TO} ON CONFLICT DO NOTHING;{_ROW_FROM} ON CONFLICT DO NOTHING;"
    triggers.declare(
        Trigger(
            name="accounting_movement_balances",
            table=movement,
            when="AFTER INSERT",
            condition="NEW.book = 'funnel'",
            sqlite=f"{_POSITION}{_ROW_TO};{_ROW_FROM};{_PARTS}",
            postgres=f"IF NEW.book <> 'funnel' THEN RETURN NULL; END IF;{racing}{_PARTS}",
        )
    )
    _refuse_overdrafts(movement)


def _refuse_overdrafts(movement: str) -> None:
    """Declare on SQLite what the CHECKs say, since INSERT OR IGNORE passes by a CHECK."""
    _on_sqlite(
        "accounting_position_ceiling",
        movement,
        """NEW.credit_id = 'F1' AND NEW.cents > (
            SELECT available_cents FROM accounting_position WHERE id = NEW.position_id)""",
        "the budget position does not hold this much",
    )
    _on_sqlite(
        "accounting_partbalance_overdrawn",
        movement,
        """NEW.credit_id IN ('F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8', 'F9')
            AND NEW.cents > COALESCE((
                SELECT CASE NEW.credit_id WHEN 'F2' THEN f2 WHEN 'F3' THEN f3 WHEN 'F4' THEN f4
                    WHEN 'F5' THEN f5 WHEN 'F6' THEN f6 WHEN 'F7' THEN f7 WHEN 'F8' THEN f8
                    WHEN 'F9' THEN f9 END
                FROM accounting_partbalance
                WHERE root = NEW.root AND part = NEW.from_part
                    AND position_id = NEW.position_id), 0)""",
        "the part of the case does not hold this much in this stage",
    )


def _on_sqlite(name: str, movement: str, condition: str, message: str) -> None:
    triggers.declare(
        Trigger(
            name=name,
            table=movement,
            when="BEFORE INSERT",
            condition=condition,
            sqlite=sqlite_refusal(name, message),
        )
    )
