"""The papers of a loan in life: a payment holiday, a new plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from documents.facts import Facts
from documents.papers import paper
from microcredit.models.product import HolidayInterest
from microcredit.papers import person, rows_of
from microcredit.plan_rows import rows_from
from microcredit.rescheduling import chosen
from programme.money import format_amount

if TYPE_CHECKING:
    from microcredit.models import Holiday, Rescheduling


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
