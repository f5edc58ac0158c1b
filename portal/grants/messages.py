"""What an applicant for a start-up grant is told, in sentences, by template."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

GRANT_SENTENCES: dict[str, Promise] = {
    "grant_submitted": gettext_lazy("We have received your application for a start-up grant."),
    "grant_withdrawn": gettext_lazy("You took your application for a start-up grant back."),
    "grant_taken_in_charge": gettext_lazy(
        "An officer has taken up your application for a start-up grant."
    ),
    "grant_refused": gettext_lazy("Your application for a start-up grant was not accepted."),
    "grant_admitted": gettext_lazy("Your application goes to the committee."),
    "grant_scored": gettext_lazy("Your application was scored."),
    "grant_below_threshold": gettext_lazy("Your application does not have enough points."),
    "grant_covered": gettext_lazy(
        "There is %(amount)s for your application: meet the duties in time."
    ),
    "grant_waitlisted": gettext_lazy("Your application is on the reserve list."),
    "grant_lapsed": gettext_lazy("Your application for a start-up grant has lapsed."),
    "grant_awarded": gettext_lazy("We grant you %(amount)s. Read the agreement and sign it."),
    "grant_signed": gettext_lazy("You signed the agreement. You can ask for the first tranche."),
    "grant_started": gettext_lazy("The start of your works is noted."),
    "grant_tranche_taken": gettext_lazy("An officer checks your request for payment."),
    "grant_tranche_approved": gettext_lazy("%(amount)s of your request were approved."),
    "grant_tranche_rejected": gettext_lazy("Your request for payment was not approved."),
    "grant_tranche_paid": gettext_lazy("%(amount)s of your grant were paid."),
    "grant_tranche_returned": gettext_lazy(
        "The bank returned a payment of your grant: check your account."
    ),
    "grant_guarantee_refused": gettext_lazy("Your guarantee was not accepted."),
    "grant_guarantee_expiring": gettext_lazy("Your guarantee expires soon: ask for its extension."),
    "grant_guarantee_released": gettext_lazy("Your guarantee was given back."),
}
