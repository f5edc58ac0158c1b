"""What the database itself refuses about files: a changed document, a number given twice."""

from django.db import models

from audit import triggers
from audit.trigger_sql import Trigger, postgres_refusal, sqlite_refusal
from documents.models import (
    Document,
    DocumentRequest,
    Evidence,
    Invoice,
    IssuedExport,
    ProtocolCounter,
)
from programme.guarding import never_deleted, only_changes, refuse_if

WORK = {"state", "attempts", "not_before", "claim", "lease_until", "failure"}
PROTOCOL = {"protocol_year", "protocol_number", "protocol_on"}


def declare() -> None:
    """Declare the triggers of this package; called once, when the application starts."""
    for register in (Document, Invoice, IssuedExport):
        triggers.append_only(register._meta.db_table)
    _requests()
    _protocol()
    _evidence()


def _requests() -> None:
    message = "what was asked for stays as it was asked"
    only_changes(
        "document_request_rewritten", DocumentRequest, may_change=WORK | PROTOCOL, message=message
    )
    never_deleted("document_request_deleted", DocumentRequest, keys=(), message=message)
    _never_emptied("document_request_emptied", DocumentRequest, message)
    refuse_if(
        "document_request_renumbered",
        DocumentRequest,
        "BEFORE UPDATE",
        condition=(
            "OLD.protocol_number IS NOT NULL AND (NEW.protocol_number IS NULL"
            " OR NEW.protocol_number <> OLD.protocol_number"
            " OR NEW.protocol_year <> OLD.protocol_year OR NEW.protocol_on <> OLD.protocol_on)"
        ),
        message="a protocol number is given once",
    )
    for moment in ("INSERT", "UPDATE"):
        refuse_if(  # beside the unique key, which SQLite's OR REPLACE would obey by deleting
            f"document_request_number_taken_{moment.lower()}",
            DocumentRequest,
            f"BEFORE {moment}",
            condition=(
                f"EXISTS (SELECT 1 FROM {DocumentRequest._meta.db_table} AS other"
                " WHERE other.id <> NEW.id AND other.protocol_year = NEW.protocol_year"
                " AND other.protocol_number = NEW.protocol_number)"
            ),
            message="this protocol number is another document's",
        )
    refuse_if(
        "document_request_unissued",
        DocumentRequest,
        "BEFORE UPDATE",
        condition="OLD.state = 'issued' AND NEW.state <> 'issued'",
        message="an issued document stays issued",
    )


def _protocol() -> None:
    message = "protocol numbers follow one another"
    refuse_if(
        "protocol_counter_jumped",
        ProtocolCounter,
        "BEFORE UPDATE",
        condition="NEW.last <> OLD.last + 1 OR NEW.year <> OLD.year",
        message=message,
    )
    table = ProtocolCounter._meta.db_table
    refuse_if(
        "protocol_counter_started",
        ProtocolCounter,
        "BEFORE INSERT",
        condition="NEW.last <> 0",
        message=message,
    )
    triggers.declare(
        Trigger(
            name="protocol_counter_restarted",
            table=table,
            when="BEFORE INSERT",
            condition=f"EXISTS (SELECT 1 FROM {table} AS older WHERE older.year = NEW.year)",
            sqlite=sqlite_refusal("protocol_counter_restarted", message),
        )
    )
    refuse_if(
        "protocol_counter_deleted",
        ProtocolCounter,
        "BEFORE DELETE",
        condition="1 = 1",
        message=message,
    )
    _never_emptied("protocol_counter_emptied", ProtocolCounter, message)


def _evidence() -> None:
    message = "evidence is kept as it came: keep another file beside it"
    only_changes(
        "evidence_rewritten", Evidence, may_change={"sha256", "erased_on"}, message=message
    )
    same_file = ("older.stored = NEW.stored",)
    never_deleted("evidence_deleted", Evidence, keys=same_file, message=message)
    _never_emptied("evidence_emptied", Evidence, message)
    refuse_if(
        "evidence_refingerprinted",
        Evidence,
        "BEFORE UPDATE",
        condition=(
            "(NEW.sha256 <changed> OLD.sha256 OR NEW.erased_on <changed> OLD.erased_on)"
            " AND (OLD.erased_on IS NOT NULL OR NEW.sha256 <> '' OR NEW.erased_on IS NULL)"
        ),
        message="the fingerprint only goes when the person is erased",
    )


def _never_emptied(name: str, model: type[models.Model], message: str) -> None:
    """Refuse TRUNCATE, which PostgreSQL does without touching a row."""
    triggers.declare(
        Trigger(
            name=name,
            table=model._meta.db_table,
            when="BEFORE TRUNCATE",
            postgres=postgres_refusal(name, message),
        )
    )
