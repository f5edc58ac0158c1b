"""How months answer what the bank does with their payments, and dotes who asks (decisions 2)."""

from dote import telling
from lifecycle.registries import consequences

MONTH = "dote.month"


def register_all() -> None:
    """Let a payment that was executed, returned, sent again or given up move its month."""
    telling.register_all()
    consequences.on("payment.executed", model=MONTH, command="mark_paid")
    consequences.on("payment.returned", model=MONTH, command="mark_returned")
    consequences.on("payment.reissued", model=MONTH, command="mark_reissued")
    consequences.on("payment.dropped", model=MONTH, command="mark_dropped")
