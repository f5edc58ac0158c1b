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
    "grant_finished": gettext_lazy("We have received your final report."),
    "grant_report_wanted": gettext_lazy("The time for your works is over: send the final report."),
    "grant_report_accepted": gettext_lazy("Your final report was accepted."),
    "grant_report_sent_back": gettext_lazy(
        "Something is missing in your final report: complete it in time."
    ),
    "grant_stability_begun": gettext_lazy(
        "All is paid. Your enterprise has to stay active: each year you send a declaration."
    ),
    "grant_closed": gettext_lazy("Your start-up grant is closed."),
    "grant_waived": gettext_lazy("You gave your start-up grant up."),
    "grant_readmitted": gettext_lazy("Your appeal was upheld: we look at your application again."),
    "grant_transferred": gettext_lazy("Another enterprise has taken over your grant."),
    "grant_duty_due": gettext_lazy("Your yearly declaration is due soon."),
    "grant_duty_accepted": gettext_lazy("Your yearly declaration is in order."),
    "grant_duty_missing": gettext_lazy("Your yearly declaration is missing: send it now."),
    "grant_duty_breach": gettext_lazy(
        "Your enterprise did not keep the stability period: a part of the grant may be revoked."
    ),
    "grant_duty_excused": gettext_lazy("Your yearly duty was excused."),
    "grant_guarantee_reduced": gettext_lazy("Your guarantee now covers %(amount)s."),
    "grant_guarantee_called": gettext_lazy("We asked the issuer of your guarantee for %(amount)s."),
    "grant_guarantee_collected": gettext_lazy("The issuer of your guarantee has paid."),
    "grant_guarantee_released": gettext_lazy("Your guarantee was given back."),
}
