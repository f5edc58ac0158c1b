"""The papers of a loan in life: a payment holiday, a new plan, and what comes of arrears."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from documents.facts import Facts
from documents.papers import paper
from microcredit.models.product import HolidayInterest
from microcredit.papers import person, rows_of
from microcredit.plan_rows import rows_from
from microcredit.rescheduling import chosen
from microcredit.standing import standing
from programme.money import format_amount

if TYPE_CHECKING:
    from microcredit.models import Holiday, Loan, Rescheduling


@paper("loan_holiday", code="SOS", title=_("Payment holiday"), template="papers/loan_holiday.html")
def holiday(row: Holiday) -> Facts:
    """Say for how long nothing is paid, what it costs, and how the plan goes on."""
    return person(row.loan) | {
        "months": row.months,
        "starts_on": row.starts_on,
        "interest": str(HolidayInterest(row.interest).label),
        "largest": format_amount(row.largest_cents or 0),
        "last_due_on": row.last_due_on,
    }


@paper(
    "loan_rescheduling",
    code="VAR",
    title=_("New repayment plan"),
    template="papers/loan_rescheduling.html",
)
def new_plan(row: Rescheduling) -> Facts:
    """Say what the new plan asks for, beside the other variants, and until when it is signed."""
    return person(row.loan) | {
        "effective_on": row.effective_on,
        "sign_by": row.sign_by,
        "variants": [
            {
                "chosen": place == row.chosen,
                "months": variant["months"],
                "largest": format_amount(variant["largest"]),
                "interest": format_amount(variant["interest"]),
                "last_due": date.fromisoformat(variant["last_due"]),
            }
            for place, variant in enumerate(row.variants)
        ],
        "rows": rows_of(rows_from(chosen(row)["rows"])),
    }


@paper(
    "loan_formal_notice",
    code="MORA",
    title=_("Formal notice"),
    template="papers/loan_formal_notice.html",
)
def formal_notice(loan: Loan) -> Facts:
    """Say what is overdue, and what follows after the term."""
    return _arrears(loan)


@paper(
    "loan_acceleration",
    code="DBT",
    title=_("Loss of the benefit of the term"),
    template="papers/loan_acceleration.html",
)
def acceleration(loan: Loan) -> Facts:
    """Say that the whole loan is due, and what it comes to."""
    return _arrears(loan)


@paper(
    "loan_demand",
    code="RICH-REST",
    title=_("Demand for repayment"),
    template="papers/loan_demand.html",
)
def demand(loan: Loan) -> Facts:
    """Demand all that is owed."""
    return _arrears(loan)


@paper(
    "loan_heirs",
    code="RICH-REST",
    title=_("Letter to the heirs"),
    template="papers/loan_heirs.html",
)
def heirs(loan: Loan) -> Facts:
    """Tell the heirs what is owed; no interest runs since the death."""
    return _arrears(loan)


@paper(
    "loan_settlement",
    code="STL",
    title=_("Settlement of a loan"),
    template="papers/loan_settlement.html",
)
def settlement(loan: Loan) -> Facts:
    """Say for how much, and by when, the loan is settled."""
    return _arrears(loan)


@paper(
    "loan_settled",
    code="LIB",
    title=_("Discharge after a settlement"),
    template="papers/loan_settled.html",
)
def settled(loan: Loan) -> Facts:
    """Say that nothing is owed any more."""
    return _arrears(loan)


@paper(
    "loan_write_off",
    code="WOF",
    title=_("Write-off of a loan"),
    template="papers/loan_write_off.html",
)
def write_off(loan: Loan) -> Facts:
    """Say what was written off, and when."""
    return _arrears(loan)


def _arrears(loan: Loan) -> dict[str, Any]:
    """Return what a paper about a loan that is not paid can say."""
    day = loan.written_off_on or loan.recovering_on or loan.accelerated_on or loan.notice_on
    now = standing(loan, on=day or loan.opened_on)
    return person(loan) | {
        "on": now.on,
        "overdue": format_amount(now.overdue),
        "owed": format_amount(now.owed),
        "due_on": loan.notice_due_on,
        "died_on": loan.died_on,
        "settled": format_amount(loan.settle_cents or 0),
        "settle_by": loan.settle_by,
        "lost": format_amount(loan.lost_cents),
    }
