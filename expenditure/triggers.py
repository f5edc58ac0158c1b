"""What the database itself refuses about expenditure: the declarations, table by table."""

from __future__ import annotations

from audit import triggers
from expenditure import correction_triggers

CLAIM = "expenditure_claim"
ITEM = "expenditure_item"
SNAPSHOT = "expenditure_snapshot"

_VOID = "('withdrawn', 'cancelled')"


def declare() -> None:
    """Declare the triggers of claims, items and frozen rows."""
    triggers.append_only(SNAPSHOT)
    _claims()
    _sources()
    _membership()
    correction_triggers.declare()


def _fixed(name: str, table: str, *columns: str, message: str, when: str = "1 = 1") -> None:
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)
    triggers.refuse(name, table, condition=f"({when}) AND ({changed})", message=message)


def _claims() -> None:
    identity = ("operation_id", "partner_id", "fund_id", "kind", "period_start", "period_end")
    _fixed(
        "expenditure_claim_fixed",
        CLAIM,
        *identity,
        message="a claim keeps its operation, partner, fund, kind and period",
    )
    _fixed(
        "expenditure_claim_frozen",
        CLAIM,
        *("rows_hash", "row_count", "declared_cents", "signed_by", "transmitted_by"),
        when="OLD.state IN ('submitted', 'withdrawn')",
        message="what was transmitted is not changed",
    )
    triggers.refuse(
        "expenditure_claim_overlap",
        CLAIM,
        "BEFORE INSERT",
        condition=f"""NEW.kind <> 'supplementary' AND EXISTS (
            SELECT 1 FROM {CLAIM} other
            WHERE other.operation_id = NEW.operation_id AND other.partner_id = NEW.partner_id
                AND other.fund_id = NEW.fund_id AND other.kind <> 'supplementary'
                AND other.state NOT IN {_VOID} AND other.id <> NEW.id
                AND other.period_start <= NEW.period_end
                AND other.period_end >= NEW.period_start)""",
        message="another claim covers some of these days",
    )


def _sources() -> None:
    _fixed(
        "expenditure_item_fixed",
        ITEM,
        *("payable_id", "operation_id", "partner_id", "fund_id", "line_id", "category_id"),
        *("case_label", "part_label", "reference"),
        message="an item keeps the payment that it is of",
    )
    _fixed(
        "expenditure_item_origin",
        ITEM,
        "origin_id",
        when="OLD.origin_id IS NOT NULL",
        message="the first claim of an item is kept for ever",
    )
    triggers.refuse(
        "expenditure_item_source",
        ITEM,
        "BEFORE INSERT",
        condition="""NOT EXISTS (
            SELECT 1 FROM accounting_payable p
            JOIN accounting_position b ON b.id = p.position_id
            WHERE p.id = NEW.payable_id AND p.live AND p.paid_on IS NOT NULL AND NOT p.returned
                AND p.root = NEW.case_label AND p.part = NEW.part_label
                AND p.category_id = NEW.category_id AND b.operation_id = NEW.operation_id
                AND b.partner_id = NEW.partner_id AND b.line_id = NEW.line_id
                AND b.fund_id = NEW.fund_id)""",
        message="an item is of a payment that was made, and says of it what it is",
    )
    for moment in ("INSERT", "UPDATE"):
        triggers.refuse(
            f"expenditure_item_above_payable_{moment.lower()}",
            ITEM,
            f"BEFORE {moment}",
            condition="NEW.declared_cents >"
            " (SELECT gross_cents FROM accounting_payable WHERE id = NEW.payable_id)",
            message="no more is declared than was cleared for payment",
        )


def _membership() -> None:
    """Refuse to let an item into a claim that is not being prepared, or out of a signed one."""
    draft = f"""SELECT 1 FROM {CLAIM} c WHERE c.id = NEW.claim_id AND c.state = 'draft'
        AND c.kind <> 'nil' AND c.operation_id = NEW.operation_id
        AND c.partner_id = NEW.partner_id AND c.fund_id = NEW.fund_id"""
    moved = "NEW.claim_id IS DISTINCT FROM OLD.claim_id"
    triggers.refuse(
        "expenditure_item_claim_takes_it",
        ITEM,
        condition=f"{moved} AND NEW.claim_id IS NOT NULL AND NOT EXISTS ({draft})",
        # The lock waits for a step of the claim that is under way, and then sees what it did.
        postgres_condition=f"{moved} AND NEW.claim_id IS NOT NULL"
        f" AND NOT EXISTS ({draft} FOR KEY SHARE)",
        message="items enter a claim of their own partner and fund while it is a draft",
    )
    triggers.refuse(
        "expenditure_item_claim_lets_go",
        ITEM,
        condition=f"""{moved} AND OLD.claim_id IS NOT NULL AND EXISTS (
            SELECT 1 FROM {CLAIM} c WHERE c.id = OLD.claim_id
                AND c.state NOT IN ('draft', 'prechecked', 'withdrawn', 'cancelled'))""",
        message="items leave a claim in preparation, or one that is void",
    )
