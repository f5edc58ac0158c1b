"""What the database itself refuses about payments, beside what it refuses about every machine."""

from __future__ import annotations

from audit import triggers
from programme.guarding import refuse_if
from treasury.models import Batch, PaymentLine
from treasury.states import ON_ITS_WAY, BatchState, LineState

PAYABLE = "accounting_payable"
FIXED = ("id", "batch_id", "payable_id", "reissues_id", "payee", "cents", "end_to_end")
ACCOUNT = ("account_id", "provider_id", "iban_mask", "iban_commitment")


def declare() -> None:
    """Declare the triggers of this package; called once, when the application starts."""
    _made_in_a_draft()
    _for_what_is_due()
    _kept_as_made()
    _payables_in_batches()
    _approved_by_enough()


def _made_in_a_draft() -> None:
    draft = (
        "NOT EXISTS (SELECT 1 FROM treasury_batch b WHERE b.id = NEW.batch_id"
        f" AND b.state = '{BatchState.DRAFT}')"
    )
    refuse_if(
        "treasury_line_made_in_a_draft",
        PaymentLine,
        "BEFORE INSERT",
        condition=draft,
        message="payments are put into a batch that is being prepared",
    )


def _for_what_is_due() -> None:
    """Refuse a line for anything but exactly what is due to exactly that payee.

    On PostgreSQL the shared lock lets nobody take the clearance back before this line is there.
    """
    due = (
        "(SELECT p.payee || '>' || (p.net_cents - p.offset_cents) FROM accounting_payable p"
        " WHERE p.id = NEW.payable_id AND p.live AND (p.paid_on IS NULL OR p.returned){})"
    )
    line = "(NEW.payee || '>' || NEW.cents)"
    triggers.refuse(
        "treasury_line_is_for_what_is_due",
        PaymentLine._meta.db_table,
        "BEFORE INSERT",
        condition=f"{line} IS NOT {due.format('')}",
        postgres_condition=f"{line} IS DISTINCT FROM {due.format(' FOR SHARE')}",
        message="a payment is for what is due to its payee, to the cent",
    )


def _kept_as_made() -> None:
    refuse_if(
        "treasury_line_kept_as_made",
        PaymentLine,
        "BEFORE UPDATE",
        condition=_changed(FIXED),
        message="payee, sum and identifier of a payment stay: exclude it and make another",
    )
    refuse_if(
        "treasury_line_account_kept",
        PaymentLine,
        "BEFORE UPDATE",
        condition=f"({_changed(ACCOUNT)}) AND OLD.state <> '{LineState.HELD}'",
        message="the account of a payment changes only when a held one is put back",
    )


def _payables_in_batches() -> None:
    """Refuse to take back, or to lower, what is on its way to the bank."""
    states = ", ".join(f"'{state}'" for state in ON_ITS_WAY)
    on_its_way = (
        "EXISTS (SELECT 1 FROM treasury_paymentline l"
        f" WHERE l.payable_id = NEW.id AND l.state IN ({states}))"
    )
    lowered = "(OLD.live <> NEW.live OR OLD.offset_cents <> NEW.offset_cents)"
    triggers.refuse(
        "treasury_payable_on_its_way",
        PAYABLE,
        condition=f"{lowered} AND {on_its_way}",
        message="the payment is in a batch: exclude it there first",
    )


def _approved_by_enough() -> None:
    """Refuse an approval that fewer people have given, since the submission, than the sum wants."""
    about = "e.stream = 'treasury.batch:' || NEW.id"
    given = (
        f"SELECT COUNT(DISTINCT e.actor) FROM audit_event e WHERE {about} AND e.action = 'approve'"
        " AND e.actor <> NEW.prepared_by AND e.seq >"
        f" (SELECT MAX(e.seq) FROM audit_event e WHERE {about} AND e.action = 'submit')"
    )
    refuse_if(
        "treasury_batch_approved_by_enough",
        Batch,
        "BEFORE UPDATE",
        condition=f"OLD.state = '{BatchState.SUBMITTED}' AND NEW.state = '{BatchState.APPROVED}'"
        " AND (NEW.approvals_needed <changed> OLD.approvals_needed"
        f" OR ({given}) < COALESCE(NEW.approvals_needed, 1))",
        message="a batch of this sum is approved by more people",
    )


def _changed(columns: tuple[str, ...]) -> str:
    return " OR ".join(f'NEW."{column}" <changed> OLD."{column}"' for column in columns)
