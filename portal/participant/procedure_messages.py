"""What the person is told of side procedures, by the template of the notice."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    "adverse_notified": _("Your application may be refused. Read why, and answer."),
    "adverse_received": _("You can answer the notice until %(day)s."),
    "adverse_observed": _("We have received your answer to the notice."),
    "adverse_expired": _("The time for answering the notice is over. The office decides."),
    "adverse_dropped": _("What stood against your application is settled."),
    "dote_refused": _("Your application was not accepted. Read why, and how to appeal."),
    "extension_requested": _("You asked for more time. The office decides."),
    "extension_granted": _("You have more time. Read until when."),
    "extension_refused": _("You do not get more time: the term stays %(day)s."),
    "extension_lapsed": _("Nobody decided on more time before the term was over."),
    "suspension_approved": _("Your path can stand still. Read from when until when."),
    "suspension_refused": _("Your path does not stand still. Read why."),
    "suspension_begun": _("Your path stands still from today."),
    "suspension_ended": _("Your path goes on."),
    "suspension_expired": _("The suspension is over. Come to the desk to go on."),
    "variation_submitted": _("The change of your plan was sent to the office."),
    "variation_approved": _("The change of your plan is approved. Sign it by %(day)s."),
    "variation_effective": _("The change of your plan is in effect."),
    "variation_refused": _("The change of your plan was not approved. Read why."),
    "variation_lapsed": _("The change of your plan was not signed in time."),
    "transfer_requested": _("You asked that another office follows you. Two offices decide."),
    "transfer_accepted": _("%(office)s follows you from now on."),
    "transfer_refused": _("Your office stays the same. Read why."),
    "waiver_declared": _("You said that you give up. You can take it back until %(day)s."),
    "waiver_effective": _("You gave the support up. What you did before still counts."),
    "waiver_retracted": _("You took it back: everything stays as it was."),
}
