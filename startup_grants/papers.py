"""The papers of a grant and of its ranking: what each says, frozen when its step happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from documents.facts import Facts
from documents.papers import paper
from people.identity import reveal
from programme.money import format_amount
from startup_grants import closing, monitoring, plans

if TYPE_CHECKING:
    from startup_grants.models import Fideiussione, Grant, Ranking


@paper(
    "grant_receipt",
    code="RIC",
    title=_("Receipt of an application"),
    template="papers/grant_receipt.html",
)
def receipt(grant: Grant) -> Facts:
    """Say what was handed in and when, with the fingerprint of the plan."""
    return _person(grant) | {
        "submitted_on": grant.submitted_on,
        "plan_hash": grant.plan_hash,
        **_budget(grant),
    }


@paper(
    "grant_start",
    code="AVV",
    title=_("Start of the procedure"),
    template="papers/grant_start.html",
)
def start(grant: Grant) -> Facts:
    """Say that an officer has taken the file (L. 241/1990 art. 7 and 8)."""
    return _person(grant) | {"taken_on": grant.taken_on}


@paper("grant_refusal", code="PROV-", title=_("Refusal"), template="papers/grant_refusal.html")
def refusal(grant: Grant) -> Facts:
    """Say that the application is not eligible."""
    return _person(grant) | {"ended_on": grant.ended_on, "score": None, "threshold": None}


@paper(
    "grant_below_threshold",
    code="PROV-",
    title=_("Below the threshold"),
    template="papers/grant_refusal.html",
)
def below_threshold(grant: Grant) -> Facts:
    """Say that the score misses a threshold, with the points of each criterion."""
    return _person(grant) | {
        "ended_on": grant.ended_on,
        "score": grant.score["total"],
        "threshold": str(grant.rules.scheme.threshold),
        "criteria": [
            {"code": code, "points": points} for code, points in grant.score["by_criterion"].items()
        ],
    }


@paper(
    "grant_duties",
    code="AVV",
    title=_("Cover given, duties before the grant"),
    template="papers/grant_duties.html",
)
def duties(grant: Grant) -> Facts:
    """Say what is covered, which duties are to be met, and by when."""
    return _person(grant) | {
        "covered": format_amount(grant.ranked_cents or 0),
        "ready_by": grant.ready_by,
    }


@paper("grant_award", code="PROV+", title=_("Grant"), template="papers/grant_award.html")
def award(grant: Grant) -> Facts:
    """Say what is granted, to which enterprise, by which act, with which codes."""
    return _person(grant) | _budget(grant) | _granted(grant)


@paper(
    "grant_agreement",
    code="OBB",
    title=_("Agreement"),
    template="papers/grant_agreement.html",
)
def agreement(grant: Grant) -> Facts:
    """Say what both sides promise, to be signed in time."""
    tranches = [str(kind) for kind in grant.rules.tranches]
    return (
        _person(grant)
        | _granted(grant)
        | {"tranches": tranches, "sign_by": grant.sign_by, "signed_on": None}
    )


@paper(
    "grant_agreement_signed",
    code="OBB",
    title=_("Agreement, signed"),
    template="papers/grant_agreement.html",
)
def agreement_signed(grant: Grant) -> Facts:
    """Say what was signed, and when."""
    return {**agreement(grant), "signed_on": grant.signed_on}


@paper("grant_final", code="CERT-C", title=_("Final report"), template="papers/grant_final.html")
def final(grant: Grant) -> Facts:
    """Say what was realised, paid and freed, once the final report is accepted."""
    return _person(grant) | _granted(grant) | _accounts(grant)


@paper(
    "grant_stability",
    code="VINC",
    title=_("Stability period"),
    template="papers/grant_stability.html",
)
def stability(grant: Grant) -> Facts:
    """Say from when to when the enterprise has to last, and what it declares each year."""
    first, last = grant.stable_from, grant.stable_until
    days = monitoring.due_days(grant) if first is not None else []
    return _person(grant) | _granted(grant) | {"first": first, "last": last, "days": days}


@paper("grant_closing", code="CHIUS", title=_("Closing"), template="papers/grant_closing.html")
def closed(grant: Grant) -> Facts:
    """Say what became of every euro that was granted."""
    return _person(grant) | _granted(grant) | _accounts(grant) | {"ended_on": grant.ended_on}


@paper(
    "grant_guarantee_call",
    code="ESC",
    title=_("Call of a guarantee"),
    template="papers/grant_guarantee_call.html",
)
def guarantee_call(guarantee: Fideiussione) -> Facts:
    """Say to the issuer what is called, under which policy, and why."""
    return _person(guarantee.grant) | {
        "policy": guarantee.policy,
        "guarantor": guarantee.guarantor,
        "called": format_amount(guarantee.called_cents or 0),
        "guaranteed": format_amount(guarantee.cents),
        "expires_on": guarantee.expires_on,
        "called_on": guarantee.called_on,
    }


@paper("grant_ranking", code="VERB", title=_("Ranking"), template="papers/grant_ranking.html")
def ranking(ranking: Ranking) -> Facts:
    """Say who stands where, by pseudonym, with the rule that breaks ties."""
    version = ranking.grant_call.in_force
    return {
        "call": ranking.grant_call.call.title,
        "number": ranking.number,
        "published_on": ranking.published_on,
        "final_on": ranking.final_on,
        "tie_break": list(version.typed.tie_break) if version else [],
        "rows_hash": ranking.rows_hash,
        "rows": [
            {
                "position": row["position"],
                "reference": row["reference"],
                "pseudonym": row["pseudonym"],
                "score": row["score"],
                "granted": format_amount(row["granted_cents"]) if row["granted_cents"] else "",
            }
            for row in ranking.rows
        ],
    }


def _accounts(grant: Grant) -> dict[str, Any]:
    found = closing.accounts_of(grant)
    return {
        "realised": format_amount(closing.realised(grant)),
        "paid": format_amount(found.paid),
        "cut": format_amount(found.cut),
        "released": format_amount(found.released + found.committed),
    }


def _person(grant: Grant) -> dict[str, Any]:
    identity = reveal(grant.participant)
    return {
        "reference": grant.reference,
        "call": grant.call.title,
        "name": f"{identity.given_name} {identity.family_name}",
        "fiscal_code": identity.fiscal_code,
        "birth_date": identity.birth_date,
    }


def _budget(grant: Grant) -> dict[str, Any]:
    plan = plans.in_force(grant)
    titles = {category.code: category.title for category in grant.rules.categories}
    return {
        "budget": [
            {"title": titles[row["category"]], "amount": format_amount(row["cents"])}
            for row in (plan.budget if plan else [])
        ],
        "total": format_amount(grant.total_cents or 0),
        "requested": format_amount(grant.requested_cents or 0),
    }


def _granted(grant: Grant) -> dict[str, Any]:
    return {
        "granted": format_amount(grant.granted_cents or 0),
        "awarded_on": grant.awarded_on,
        "act": grant.version.legal_act,
        "enterprise": grant.enterprise,
        "cup": grant.cup,
        "cor": grant.cor,
    }
