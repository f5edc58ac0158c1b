"""What the database itself refuses about corrections."""

from __future__ import annotations

from audit import triggers

CLAIM = "expenditure_claim"
ITEM = "expenditure_item"
CORRECTION = "expenditure_correction"

_LIVE = "state NOT IN ('finding_dropped', 'overturned', 'restored')"


def declare() -> None:
    """Declare the triggers of corrections."""
    fixed = ("item_id", "number", "cents", "source", "error", "act", "found_by", "found_on")
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in fixed)
    triggers.refuse(
        "expenditure_correction_fixed",
        CORRECTION,
        condition=changed,
        message="a correction keeps its item, its amount and its finding",
    )
    triggers.refuse(
        "expenditure_correction_above_item",
        CORRECTION,
        "BEFORE INSERT",
        condition=f"""NEW.cents + COALESCE((SELECT SUM(c.cents) FROM {CORRECTION} c
            WHERE c.item_id = NEW.item_id AND c.{_LIVE}), 0)
            > (SELECT i.declared_cents FROM {ITEM} i WHERE i.id = NEW.item_id)""",
        message="no more is corrected than the item declares",
    )
    triggers.refuse(
        "expenditure_correction_of_transmitted",
        CORRECTION,
        "BEFORE INSERT",
        condition=f"""NOT EXISTS (SELECT 1 FROM {ITEM} i JOIN {CLAIM} c ON c.id = i.claim_id
            WHERE i.id = NEW.item_id AND i.state = 'declared' AND c.state = 'submitted')""",
        message="only what was transmitted is corrected",
    )
    _membership()


def _membership() -> None:
    draft = f"""SELECT 1 FROM {CLAIM} c JOIN {ITEM} i ON i.id = NEW.item_id
        WHERE c.id = NEW.claim_id AND c.state = 'draft' AND c.kind <> 'nil'
        AND c.operation_id = i.operation_id AND c.partner_id = i.partner_id
        AND c.fund_id = i.fund_id"""
    moved = "NEW.claim_id IS DISTINCT FROM OLD.claim_id"
    triggers.refuse(
        "expenditure_correction_claim_takes_it",
        CORRECTION,
        condition=f"{moved} AND NEW.claim_id IS NOT NULL AND NOT EXISTS ({draft})",
        # The lock waits for a step of the claim that is under way, and then sees what it did.
        postgres_condition=f"{moved} AND NEW.claim_id IS NOT NULL"
        f" AND NOT EXISTS ({draft} FOR KEY SHARE OF c)",
        message="corrections enter a claim of their own partner and fund while it is a draft",
    )
    triggers.refuse(
        "expenditure_correction_claim_lets_go",
        CORRECTION,
        condition=f"""{moved} AND OLD.claim_id IS NOT NULL AND NEW.state <> 'reinstated'
            AND EXISTS (SELECT 1 FROM {CLAIM} c WHERE c.id = OLD.claim_id
                AND c.state NOT IN ('draft', 'prechecked', 'withdrawn', 'cancelled'))""",
        message="corrections leave a claim in preparation, or one that is void",
    )
