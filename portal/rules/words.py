"""What each term of a call and each unit is called on the pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

TERMS: dict[str, str | Promise] = {
    "procedure_days": _("To decide an application"),
    "integration_days": _("To answer a request for integration"),
    "integration_rounds": _("Requests for integration in one procedure"),
    "observation_days": _("To answer an adverse notice"),
    "restart_days": _("Left at least after the answer to an adverse notice"),
    "draft_expiry_days": _("A draft is kept"),
    "reconfirmation_days": _("To confirm an application called up from the waiting list"),
    "signature_days": _("To sign the pact after the award"),
    "month_report_days": _("To report a month that is over"),
    "month_expiry_days": _("After which a month that was not reported expires"),
    "iban_cooling_days": _("A verified account waits before it is used"),
    "outside_check_days": _("An outside check of double funding is valid"),
    "withholding_percent": _("Withheld from an allowance"),
    "withholding_exempt_euros": _("Allowance from which nothing is withheld, a year"),
    "unreachable_days": _("Without contact before a path ends"),
    "contact_attempts": _("Attempts to reach the person before that"),
    "end_grace_days": _("After the end to close what is open"),
    "extension_days_by_officer": _("Extension that the officer alone grants"),
    "minor_variation_percent": _("Variation that counts as small"),
    "suspension_months": _("Longest suspension"),
    "suspension_moves_the_end": _("A suspension moves the end of the path"),
    "pause_months": _("Longest pause of a service"),
    "waiver_retraction_days": _("To take back a waiver"),
    "revocation_days": _("To answer a proposed revocation"),
    "demand_days": _("To pay back what is demanded"),
    "notice_days": _("After the formal notice"),
    "small_debt_euro": _("Debt that is not pursued"),
    "hierarchical_days": _("To appeal to the higher office"),
    "appeal_court_days": _("To appeal to the court"),
    "appeal_head_of_state_days": _("To appeal to the Head of State"),
    "reopening_days": _("A re-opening lasts"),
    "complaint_days": _("To answer a complaint"),
    "offer_days": _("To sign the offer of a loan"),
    "committee_quorum": _("Votes that the committee needs"),
    "affordability_percent": _("Income over expense that a loan wants"),
    "late_grace_days": _("After which an instalment counts as late"),
}

UNITS: dict[str, str | Promise] = {
    "days": _("days"),
    "rounds": _("times"),
    "months": pgettext_lazy("a unit", "months"),
    "percent": "%",
    "choice": "",
    "attempts": _("attempts"),
    "people": _("people"),
    "euros": "€",
}

SOURCES: dict[str, str | Promise] = {
    "Civil Code art. 1454": _("Civil Code, art. 1454"),
    "L. 241/1990 art. 7 and 10 (days: Percorsi default)": _(
        "L. 241/1990, arts. 7 and 10; the days are our choice"
    ),
}
"""The sources of our own defaults that are not written alike in every language."""
