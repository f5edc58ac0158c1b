"""How loans answer side procedures, and their tranches what the bank does (decisions 2)."""

from lifecycle.registries import consequences
from microcredit import telling

LOAN = "microcredit.loan"
TRANCHE = "microcredit.tranche"

PROCEDURES = {
    "integration.sent": "ask_integration",
    "integration.answered": "answer",
    "integration.expired": "answer",
    "integration.closed": "answer",
    "adverse.notified": "notify_adverse",
    "adverse.observed": "hear_observations",
    "adverse.expired": "hear_observations",
    "appeal.upheld": "readmit",
    "revocation.issued": "revoke",
    "revocation.annulled": "reinstate",
    "reopening.opened": "reopen",
    "reopening.reclosed": "lock_again",
}
"""Which step of the loan answers what a side procedure announces."""


def register_all() -> None:
    """Let a payment that was executed, returned, sent again or given up move its tranche."""
    telling.register_all()
    for event, command in PROCEDURES.items():
        consequences.on(event, model=LOAN, command=command)
    consequences.on("payment.executed", model=TRANCHE, command="mark_paid")
    consequences.on("payment.returned", model=TRANCHE, command="mark_returned")
    consequences.on("payment.reissued", model=TRANCHE, command="mark_reissued")
    consequences.on("payment.dropped", model=TRANCHE, command="mark_dropped")
