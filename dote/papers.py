"""The papers of a dote: what each of them says, frozen when its step happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from documents.facts import Facts
from documents.papers import paper
from lifecycle.procedures.adverse.standing import upheld_against
from lifecycle.procedures.reasons import titles
from people.identity import reveal
from programme.money import format_amount
from programme.terms import term

if TYPE_CHECKING:
    from dote.models import Dote


@paper(
    "dote_receipt",
    code="RIC",
    title=_("Receipt of an application"),
    template="papers/dote_receipt.html",
)
def receipt(dote: Dote) -> Facts:
    """Say what was handed in, when, and who answers within which term."""
    return _person(dote) | {"submitted_on": dote.submitted_on, "call": dote.call.title}


@paper(
    "dote_start",
    code="AVV",
    title=_("Start of the procedure"),
    template="papers/dote_start.html",
)
def start(dote: Dote) -> Facts:
    """Say that an officer has taken the file (L. 241/1990 art. 7 and 8)."""
    return _person(dote) | {"taken_on": dote.taken_on, "call": dote.call.title}


@paper("dote_refusal", code="PROV-", title=_("Refusal"), template="papers/dote_refusal.html")
def refusal(dote: Dote) -> Facts:
    """Say why, what answers the person's observations, and how to appeal until when."""
    against = upheld_against(dote.label)
    return _person(dote) | {
        "refused_on": dote.ended_on,
        "call": dote.call.title,
        "own_language": dote.participant.language,
        "reasons": titles(dote.refusal_reasons, dote.participant.language),
        "observed": against is not None and against.observed,
        "answer": against.answer if against is not None else "",
        "court_days": term(dote.call, "appeal_court_days").value,
        "head_of_state_days": term(dote.call, "appeal_head_of_state_days").value,
    }


@paper("dote_award", code="PROV+", title=_("Award"), template="papers/dote_award.html")
def award(dote: Dote) -> Facts:
    """Say what is awarded, service by service, by which act and on which plan."""
    return (
        _person(dote)
        | _services(dote)
        | {
            "awarded_on": dote.awarded_on,
            "act": dote.call.legal_act,
            "cup": dote.operation.cup,
        }
    )


@paper("dote_pact", code="PATTO", title=_("Service pact"), template="papers/dote_pact.html")
def pact(dote: Dote) -> Facts:
    """Say what both sides promise, to be signed in time."""
    return _person(dote) | _services(dote) | {"sign_by": dote.sign_by, "signed_on": None}


@paper(
    "dote_pact_signed",
    code="PATTO",
    title=_("Service pact, signed"),
    template="papers/dote_pact.html",
)
def pact_signed(dote: Dote) -> Facts:
    """Say what was signed, and when."""
    return {**pact(dote), "signed_on": dote.signed_on}


@paper(
    "dote_pact_amended",
    code="PATTO",
    title=_("Service pact, as amended"),
    template="papers/dote_pact.html",
)
def pact_amended(dote: Dote) -> Facts:
    """Say what the pact contains after a variation."""
    return {**pact(dote), "signed_on": dote.signed_on}


@paper("dote_closing", code="CHIUS", title=_("Closing sheet"), template="papers/dote_closing.html")
def closing(dote: Dote) -> Facts:
    """Say what was awarded, what was paid month by month, and what goes back."""
    months = dote.months.as_system().select_related("line__offer").order_by("line", "number")
    paid = [month for month in months if month.paid_on is not None]
    total = sum(month.recognised_cents or 0 for month in paid)
    return _person(dote) | {
        "outcome": dote.outcome,
        "awarded": format_amount(dote.awarded_cents or 0),
        "paid": format_amount(total),
        "left": format_amount((dote.awarded_cents or 0) - total),
        "months": [
            {
                "service": month.line.offer.title,
                "number": month.number,
                "paid_on": month.paid_on,
                "amount": format_amount(month.recognised_cents or 0),
            }
            for month in paid
        ],
    }


def _person(dote: Dote) -> dict[str, Any]:
    identity = reveal(dote.participant)
    return {
        "reference": dote.reference,
        "name": f"{identity.given_name} {identity.family_name}",
        "fiscal_code": identity.fiscal_code,
        "birth_date": identity.birth_date,
    }


def _services(dote: Dote) -> dict[str, Any]:
    """Return the services of the latest plan: at the award its lines are about to begin."""
    plan = dote.plans.as_system().order_by("-number").first()
    offers = {offer.id: offer for offer in dote.call.offers.all()}
    rows = plan.services if plan is not None else []
    return {
        "services": [
            {
                "title": offers[row.offer_id].title,
                "months": row.months,
                "monthly": format_amount(row.monthly_cents),
                "amount": format_amount(row.cents),
                "starts_on": row.starts_on,
                "ends_on": row.ends_on,
            }
            for row in rows
        ],
        "total": format_amount(dote.awarded_cents or 0),
    }
