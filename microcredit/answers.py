"""How the tranches of a loan answer what the bank does (decisions 2)."""

from lifecycle.registries import consequences
from microcredit import telling

TRANCHE = "microcredit.tranche"


def register_all() -> None:
    """Let a payment that was executed, returned, sent again or given up move its tranche."""
    telling.register_all()
    consequences.on("payment.executed", model=TRANCHE, command="mark_paid")
    consequences.on("payment.returned", model=TRANCHE, command="mark_returned")
    consequences.on("payment.reissued", model=TRANCHE, command="mark_reissued")
    consequences.on("payment.dropped", model=TRANCHE, command="mark_dropped")
