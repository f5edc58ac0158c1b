"""Which documents people hand in about a grant and its parts, and what each is called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lifecycle.cases import Tracked

Words = dict[str, "str | Promise"]

OF_A_GRANT: Words = {
    "durc": _("the certificate of contributions (DURC)"),
    "start_declaration": _("the declaration that the works have begun"),
    "fideiussione": _("the policy of a guarantee"),
    "final_report": _("the final report on the works"),
    "final_checklist": _("the checklist of the first-level control"),
    "site_report": _("the report of the visit on the spot"),
    "transfer_deed": _("the deed of the transfer of the enterprise"),
    "invoice_annulment": _("the stamped copy of an invoice with the declaration"),
}
OF_A_TRANCHE: Words = {
    "payment_request": _("the signed request for payment"),
    "durc": _("the certificate of contributions (DURC)"),
}
OF_AN_EXPENSE: Words = {"payment_proof": _("the proof that the invoice was paid")}
OF_A_GUARANTEE: Words = {
    "guarantor_answer": _("the written confirmation of the issuer"),
    "guarantee_extension": _("the extension of the policy"),
}
OF_A_DUTY: Words = {"stability_declaration": _("the signed declaration of the year")}
WORDS: Words = {
    **OF_A_DUTY,
    **OF_A_GRANT,
    **OF_A_TRANCHE,
    **OF_AN_EXPENSE,
    **OF_A_GUARANTEE,
    "invoice": _("an electronic invoice"),
    "minutes": _("the signed minutes of a sitting"),
}
_BY_MODEL = {
    "startup_grants.grant": OF_A_GRANT,
    "startup_grants.tranche": OF_A_TRANCHE,
    "startup_grants.expense": OF_AN_EXPENSE,
    "startup_grants.fideiussione": OF_A_GUARANTEE,
    "startup_grants.monitoringduty": OF_A_DUTY,
}


def grant_kinds(subject: Tracked) -> list[tuple[str, str | Promise]]:
    """Return the kinds of document that can be handed in about a grant or a part of one."""
    return list(_BY_MODEL.get(subject._meta.label_lower, {}).items())
