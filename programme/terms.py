"""The terms of a call: days, rounds and approvals, with our defaults where no source gives any."""

from dataclasses import dataclass
from types import MappingProxyType

from programme.models import ApprovalBand, Call, CallTerm

DAYS, ROUNDS, MONTHS = "days", "rounds", "months"
INSTALMENTS = "instalments"
PERCENT, CHOICE, ATTEMPTS, PEOPLE, EUROS = "percent", "choice", "attempts", "people", "euros"

OURS = "Percorsi default"
LAW_241_2 = "L. 241/1990 art. 2 par. 2"
LAW_241_10_BIS = "L. 241/1990 art. 10-bis"
COURT = "D.lgs. 104/2010 art. 29"
HEAD_OF_STATE = "D.P.R. 1199/1971 art. 9"

# Where no source is named, the number is usual; no notice of the project publishes it.
DEFAULTS = MappingProxyType(
    {
        "procedure_days": (30, DAYS, LAW_241_2),
        "observation_days": (10, DAYS, LAW_241_10_BIS),
        "restart_days": (10, DAYS, LAW_241_10_BIS),
        "appeal_court_days": (60, DAYS, COURT),
        "appeal_head_of_state_days": (120, DAYS, HEAD_OF_STATE),
        "extension_days_by_officer": (30, DAYS, OURS),
        "minor_variation_percent": (10, PERCENT, OURS),
        "suspension_months": (6, MONTHS, OURS),
        "suspension_moves_the_end": (1, CHOICE, OURS),
        "waiver_retraction_days": (7, DAYS, OURS),
        "draft_expiry_days": (90, DAYS, OURS),
        "integration_days": (15, DAYS, OURS),
        "integration_rounds": (2, ROUNDS, OURS),
        "reconfirmation_days": (15, DAYS, OURS),
        "signature_days": (30, DAYS, OURS),
        "unreachable_days": (60, DAYS, OURS),
        "end_grace_days": (30, DAYS, OURS),
        "month_report_days": (15, DAYS, OURS),
        "month_expiry_days": (60, DAYS, OURS),
        "contact_attempts": (3, ATTEMPTS, OURS),
        "pause_months": (2, MONTHS, OURS),
        "outside_check_days": (0, DAYS, OURS),
        "withholding_percent": (0, PERCENT, OURS),
        "withholding_exempt_euros": (0, EUROS, OURS),
        "offer_days": (60, DAYS, OURS),
        "committee_quorum": (3, PEOPLE, OURS),
        "affordability_percent": (120, PERCENT, OURS),
        "late_grace_days": (5, DAYS, OURS),
        "rescheduling_days": (30, DAYS, OURS),
        "rescheduling_months_more": (12, MONTHS, OURS),
        "notice_unpaid": (3, INSTALMENTS, OURS),
        "notice_days_late": (90, DAYS, OURS),
        "reminder_1_days": (3, DAYS, OURS),
        "reminder_2_days": (10, DAYS, OURS),
        "reminder_3_days": (30, DAYS, OURS),
        "revocation_days": (15, DAYS, "L. 241/1990 art. 7 and 10 (days: Percorsi default)"),
        "hierarchical_days": (30, DAYS, "D.P.R. 1199/1971 art. 2"),
        "demand_days": (30, DAYS, OURS),
        "notice_days": (15, DAYS, "Civil Code art. 1454"),
        "small_debt_euro": (250, EUROS, OURS),
        "reopening_days": (10, DAYS, OURS),
        "transfer_days": (30, DAYS, OURS),
        "complaint_days": (30, DAYS, OURS),
    }
)


class UnknownTerm(LookupError):
    """Raised for a term that neither the call nor our defaults have."""


@dataclass(frozen=True, slots=True)
class Term:
    """A number fixed by a call, or (`ours`) chosen by us for want of a source."""

    name: str
    value: int
    unit: str
    source: str
    ours: bool


def term(call: Call | None, name: str) -> Term:
    """Return a term of a call, from its own rows or the defaults; UnknownTerm otherwise."""
    row = CallTerm.objects.filter(call=call, name=name).first() if call else None
    if row is not None:
        return Term(name, row.value, row.unit, row.source, row.ours)
    if name not in DEFAULTS:
        raise UnknownTerm(f"The call {call.code if call else '–'} has no term “{name}”.")
    value, unit, source = DEFAULTS[name]
    return Term(name, value, unit, source, ours=source == OURS)


def approvals_needed(call: Call, *, cents: int) -> int:
    """Return how many distinct approvals an amount needs under the call: one where no band says.

    Bands run upwards; the band without amount covers what is above all others.
    """
    bands = ApprovalBand.objects.filter(call=call)
    limited = bands.filter(upto_cents__gte=cents).order_by("upto_cents").first()
    band = limited or bands.filter(upto_cents__isnull=True).first()
    if band is not None:
        return band.approvals
    highest = bands.order_by("-approvals").first()
    return highest.approvals if highest else 1
