"""How grants answer side procedures, and tranches what the bank does (decisions 2)."""

from lifecycle.registries import consequences
from startup_grants import telling, varying

GRANT = "startup_grants.grant"
TRANCHE = "startup_grants.tranche"

PROCEDURES = {
    "integration.sent": "ask_integration",
    "integration.answered": "answer",
    "integration.expired": "answer",
    "integration.closed": "answer",
    "adverse.notified": "notify_adverse",
    "adverse.observed": "hear_observations",
    "adverse.expired": "hear_observations",
    "variation.effective": "amend",
    "extension.granted": "extend",
    "suspension.begun": "suspend",
    "suspension.ended": "resume",
    "waiver.effective": "waive",
    "revocation.issued": "revoke",
    "revocation.part_issued": "revoke_part",
    "revocation.annulled": "reinstate",
    "revocation.part_annulled": "reinstate_part",
    "appeal.upheld": "readmit",
    "reopening.opened": "reopen",
    "reopening.reclosed": "lock_again",
}
"""Which step of the grant answers what a side procedure announces."""


def register_all() -> None:
    """Let a payment that was executed, returned, sent again or given up move its tranche."""
    telling.register_all()
    varying.register_all()
    for event, command in PROCEDURES.items():
        consequences.on(event, model=GRANT, command=command)
    consequences.on("payment.executed", model=TRANCHE, command="mark_paid")
    consequences.on("payment.returned", model=TRANCHE, command="mark_returned")
    consequences.on("payment.reissued", model=TRANCHE, command="mark_reissued")
    consequences.on("payment.dropped", model=TRANCHE, command="mark_dropped")
