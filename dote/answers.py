"""How dotes answer side procedures, and months what the bank does (decisions 2)."""

from dote import telling, varying
from lifecycle.registries import consequences

DOTE = "dote.dote"
MONTH = "dote.month"

PROCEDURES = {
    "integration.sent": "ask_integration",
    "integration.answered": "answer",
    "integration.expired": "answer",
    "integration.closed": "answer",
    "adverse.notified": "notify_adverse",
    "adverse.observed": "hear_observations",
    "adverse.expired": "hear_observations",
    "revocation.issued": "revoke",
    "revocation.part_issued": "revoke_part",
    "revocation.annulled": "reinstate",
    "revocation.part_annulled": "reinstate_part",
    "appeal.upheld": "readmit",
    "reopening.opened": "reopen",
    "reopening.reclosed": "lock_again",
    "extension.granted": "extend",
    "suspension.begun": "suspend",
    "suspension.ended": "resume",
    "variation.effective": "amend",
    "waiver.effective": "waive",
    "transfer.accepted": "transfer_partner",
}
"""Which step of the dote answers what a side procedure announces."""


def register_all() -> None:
    """Let a payment that was executed, returned, sent again or given up move its month."""
    telling.register_all()
    varying.register_all()
    for event, command in PROCEDURES.items():
        consequences.on(event, model=DOTE, command=command)
    consequences.on("payment.executed", model=MONTH, command="mark_paid")
    consequences.on("payment.returned", model=MONTH, command="mark_returned")
    consequences.on("payment.reissued", model=MONTH, command="mark_reissued")
    consequences.on("payment.dropped", model=MONTH, command="mark_dropped")
