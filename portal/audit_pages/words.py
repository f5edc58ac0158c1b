"""How the way of a euro is worded: steps, what leads from one to the next, postings, users."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.labels import split
from portal.components.status import Text

TITLES: dict[str, Promise] = {
    "claim": _("Statement row"),
    "item": _("Expenditure item"),
    "payment": _("Payment"),
    "month": _("Performance"),
    "award": _("Award"),
    "application": _("Application"),
}
ICONS = {
    "claim": "list",
    "item": "file",
    "payment": "card",
    "month": "calendar",
    "award": "pencil",
    "application": "user",
}
LEADS: dict[str, Promise] = {
    "claim": _("is the sum of"),
    "item": _("paid with"),
    "payment": _("settles"),
    "month": _("foreseen by"),
    "award": _("born of"),
}
SEPARATE: dict[str, Promise] = {
    "claim": _("Whoever signed did not prepare."),
    "item": _("Whoever completed the item did not enter it."),
    "payment": _("Whoever approved neither prepared nor released."),
    "month": _("Whoever recognised neither reported, nor checked, nor cleared."),
    "award": _("Whoever approved did not propose."),
    "application": _("Whoever declared the person eligible did not take the file in charge."),
}
POSTINGS: dict[str, Promise] = {
    "APP": _("Appropriation"),
    "TRF": _("Transfer between lines"),
    "RES": _("Reservation"),
    "URES": _("Reservation given back"),
    "COM": _("Commitment"),
    "DECOM": _("Commitment given back"),
    "LIQ": _("Cleared for payment"),
    "ULIQ": _("Clearing taken back"),
    "PAY": _("Paid by the bank"),
    "WHT": _("Withholding paid over"),
    "RET": _("Returned by the bank"),
    "REISS": _("Paid again"),
    "CLM": _("Claimed"),
    "UCLM": _("Claim taken back"),
    "VAL": _("Validated"),
    "CUT": _("Cut"),
    "UVAL": _("Validation taken back"),
    "CERT": _("Certified"),
    "SCO": _("Simplified cost claimed"),
    "REV": _("Reversal"),
    "OFF": _("Set off"),
    "REC": _("Recovery opened"),
}
PURPOSES: list[tuple[str, Text]] = [
    ("audit_sample", _("Check on a sample")),
    ("audit_identity", _("Identity, age or residence on the day")),
    ("audit_double_funding", _("Double funding")),
    ("audit_complaint", _("Complaint or report")),
    ("audit_matching", _("Match with another register")),
]
PREFIX = "U-"


def posting_word(code: str) -> Text:
    """Return what a posting is called, or its code where it has no word."""
    return POSTINGS.get(code, code)


def hand(actor: str) -> Text:
    """Return the pseudonym of who acted: `U-` and the end of the identifier, or the system."""
    if not actor.startswith("people.user:"):
        return _("the system")
    return PREFIX + split(actor)[1][-5:]
