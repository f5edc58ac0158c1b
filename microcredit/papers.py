"""The papers of a loan: what each of them says, frozen when its step happens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from documents.facts import Facts
from documents.papers import paper
from lifecycle.procedures.adverse.standing import upheld_against
from lifecycle.procedures.reasons import titles
from microcredit.ledger import receipts_of
from microcredit.planning import Quote, costed, quote
from microcredit.schedule import Plan, Row
from microcredit.standing import asked_rows
from microcredit.versions import payouts
from people.identity import reveal
from programme.money import format_amount
from programme.terms import term

if TYPE_CHECKING:
    from microcredit.models import Loan, ScheduleVersion


@paper(
    "loan_receipt",
    code="RIC",
    title=_("Receipt of an application for a loan"),
    template="papers/loan_receipt.html",
)
def receipt(loan: Loan) -> Facts:
    """Say what was handed in, when, and who answers."""
    return person(loan) | {
        "submitted_on": loan.submitted_on,
        "call": loan.call.title,
        "requested": format_amount(loan.requested_cents or 0),
        "months": loan.requested_months,
        "purpose": str(loan.get_purpose_display()),
    }


@paper(
    "loan_information",
    code="IEBCC",
    title=_("Standard European Consumer Credit Information"),
    template="papers/loan_information.html",
)
def information(loan: Loan) -> Facts:
    """Say before any contract what the loan costs (TUB art. 124, Directive 2008/48/EC annex II)."""
    day = loan.submitted_on or loan.opened_on
    cents, months = loan.requested_cents or 0, loan.requested_months or 1
    return _terms(loan, quote(loan.product_in_force, cents=cents, months=months, on=day), cents)


@paper(
    "loan_start",
    code="AVV",
    title=_("Start of the procedure"),
    template="papers/loan_start.html",
)
def start(loan: Loan) -> Facts:
    """Say that an officer has taken the file (L. 241/1990 art. 7 and 8)."""
    return person(loan) | {"taken_on": loan.taken_on, "call": loan.call.title}


@paper(
    "loan_approval",
    code="PROV+",
    title=_("Approval of the loan"),
    template="papers/loan_approval.html",
)
def approval(loan: Loan) -> Facts:
    """Say what was approved, by which act, and until when it can be signed."""
    return _decided(loan) | {"act": loan.call.legal_act, "cup": loan.operation.cup}


@paper("loan_refusal", code="PROV-", title=_("Refusal"), template="papers/loan_refusal.html")
def refusal(loan: Loan) -> Facts:
    """Say why, what answers the person's observations, and how to appeal until when."""
    against = upheld_against(loan.label)
    language = loan.participant.language
    return person(loan) | {
        "refused_on": loan.ended_on,
        "call": loan.call.title,
        "own_language": language,
        "reasons": titles(loan.refusal_reasons, language),
        "observed": against is not None and against.observed,
        "answer": against.answer if against is not None else "",
        "court_days": term(loan.call, "appeal_court_days").value,
        "head_of_state_days": term(loan.call, "appeal_head_of_state_days").value,
    }


@paper(
    "loan_contract", code="CONTR", title=_("Loan contract"), template="papers/loan_contract.html"
)
def contract(loan: Loan) -> Facts:
    """Say what both sides promise, with the plan, to be signed in time."""
    return _decided(loan) | {"signed_on": None}


@paper(
    "loan_contract_signed",
    code="CONTR",
    title=_("Loan contract, signed"),
    template="papers/loan_contract.html",
)
def contract_signed(loan: Loan) -> Facts:
    """Say what was signed, and when."""
    return _decided(loan) | {"signed_on": loan.contracted_on}


@paper("loan_plan", code="VAR", title=_("Repayment plan"), template="papers/loan_plan.html")
def repayment_plan(loan: Loan) -> Facts:
    """Say when each instalment is due, counted from the days on which the money came."""
    return _plan(loan, loan.plan_rows, on=loan.drawn_on or loan.opened_on)


@paper("loan_new_plan", code="VAR", title=_("New repayment plan"), template="papers/loan_plan.html")
def changed_plan(version: ScheduleVersion) -> Facts:
    """Say when each instalment is due after a change of the plan."""
    return _plan(version.loan, version.plan_rows, on=version.drawn_up_on)


def _plan(loan: Loan, rows: Sequence[Row], *, on: date) -> dict[str, Any]:
    paid_out = payouts(loan)
    asked = asked_rows(loan, rows, on=on)
    return (
        person(loan)
        | _costs(costed(Plan(asked), paid_out))
        | {
            "paid_out": [{"on": each.on, "amount": format_amount(each.cents)} for each in paid_out],
            "rows": rows_of(asked),
        }
    )


@paper("loan_discharge", code="LIB", title=_("Discharge"), template="papers/loan_discharge.html")
def discharge(loan: Loan) -> Facts:
    """Say that nothing is owed any more."""
    return person(loan) | {
        "repaid_on": loan.repaid_on,
        "lent": format_amount(sum(each.cents for each in payouts(loan))),
        "credit": format_amount(loan.credit_cents) if loan.credit_cents else "",
    }


@paper("loan_closing", code="CHIUS", title=_("Closing sheet"), template="papers/loan_closing.html")
def closing(loan: Loan) -> Facts:
    """Say what was lent, what came back, and what was refunded."""
    return person(loan) | {
        "lent": format_amount(sum(each.cents for each in payouts(loan))),
        "received": format_amount(sum(each.cents or 0 for each in receipts_of(loan))),
        "refunded": format_amount(loan.refunded_cents),
    }


def person(loan: Loan) -> dict[str, Any]:
    """Return whom a paper is about, and the reference of the loan."""
    identity = reveal(loan.participant)
    return {
        "reference": loan.reference,
        "name": f"{identity.given_name} {identity.family_name}",
        "fiscal_code": identity.fiscal_code,
        "birth_date": identity.birth_date,
    }


def _decided(loan: Loan) -> dict[str, Any]:
    cents, months = loan.approved_cents or 0, loan.approved_months or 1
    day = loan.contracted_on or loan.approved_on or loan.opened_on
    found = quote(loan.product_in_force, cents=cents, months=months, on=day)
    return _terms(loan, found, cents) | {
        "approved_on": loan.approved_on,
        "sign_by": loan.sign_by,
        "purpose": str(loan.get_purpose_display()),
    }


def _terms(loan: Loan, found: Quote, cents: int) -> dict[str, Any]:
    product = loan.product_in_force
    return (
        person(loan)
        | _costs(found)
        | {
            "lender": loan.partner.name,
            "call": loan.call.title,
            "product": product.title,
            "legal_basis": product.source,
            "amount": format_amount(cents),
            "instalments": len([row for row in found.plan.rows if row.due]),
            "rows": rows_of(found.plan.rows),
            "rate": str(product.annual_rate_pct.normalize()),
        }
    )


def _costs(found: Quote) -> dict[str, Any]:
    return {
        "apr": str(found.apr_pct),
        "cost": format_amount(found.cost),
        "total": format_amount(found.plan.due),
        "largest": format_amount(found.largest),
    }


def rows_of(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the rows of a plan as a paper shows them."""
    return [
        {
            "nr": row.nr,
            "due_on": row.due_on,
            "principal": format_amount(row.principal),
            "interest": format_amount(row.interest),
            "due": format_amount(row.due),
            "balance": format_amount(row.balance),
        }
        for row in rows
    ]
