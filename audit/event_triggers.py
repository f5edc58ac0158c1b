"""What the database itself refuses about events and seals."""

from audit import triggers
from audit.trail import GENESIS
from audit.trigger_sql import quoted

for table in ("audit_event", "audit_seal", "audit_sealleaf"):
    triggers.append_only(table)

triggers.refuse(
    "event_continues_its_stream",
    "audit_event",
    "BEFORE INSERT",
    condition=(
        "NOT ((NEW.seq = 1 AND NEW.prev = :genesis) OR EXISTS (SELECT 1 FROM audit_event"
        " WHERE stream = NEW.stream AND seq = NEW.seq - 1 AND hash = NEW.prev))"
    ).replace(":genesis", quoted(GENESIS)),
    message="an event carries the next number of its stream and the hash of the one before",
)

triggers.refuse(
    "seal_continues_the_seals",
    "audit_seal",
    "BEFORE INSERT",
    condition=(
        "NOT ((NEW.number = 1 AND NEW.prev = :genesis) OR EXISTS (SELECT 1 FROM audit_seal"
        " WHERE number = NEW.number - 1 AND size < NEW.size))"
    ).replace(":genesis", quoted(GENESIS)),
    message="a seal carries the next number and covers more events than the one before",
)
